using System.Globalization;
using System.Text;

namespace PhdTracker.Core.Import;

/// <summary>Makes texts comparable: what two offices write differently and mean alike becomes the same string.</summary>
public static class Fold
{
    /// <summary>Lower case, no accents, ligatures opened, every run of anything but letters and digits one blank.</summary>
    public static string Words(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark)
                continue;
            if (char.IsLetterOrDigit(character))
                AppendOpened(result, char.ToLowerInvariant(character));
            else if (result.Length > 0 && result[^1] != ' ')
                result.Append(' ');
        }
        return result.ToString().TrimEnd();
    }

    /// <summary>As <see cref="Words"/>, without blanks: <c>D'Alméida</c> and <c>dalmeida</c> are one.</summary>
    public static string Letters(string text) => Words(text).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>One blank for every run of blanks, of whatever kind; none at the ends; accents in one piece.</summary>
    public static string Blanks(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormC))
        {
            if (char.IsWhiteSpace(character) || character is '\u200B' or '\uFEFF')
            {
                if (result.Length > 0 && result[^1] != ' ')
                    result.Append(' ');
            }
            else
            {
                result.Append(character);
            }
        }
        return result.ToString().TrimEnd();
    }

    private static void AppendOpened(StringBuilder result, char letter) => _ = letter switch
    {
        'œ' => result.Append("oe"),
        'æ' => result.Append("ae"),
        'ß' => result.Append("ss"),
        'ø' => result.Append('o'),
        'ł' => result.Append('l'),
        _ => result.Append(letter),
    };
}
