using System.Globalization;
using System.Text;

namespace PhdTracker.Core.Documents;

/// <summary>Names of files as they are kept and offered for download.</summary>
public static class FileName
{
    /// <summary>Characters, with the extension.</summary>
    public const int MostCharacters = 150;

    /// <summary>
    /// Only the name, without a path, without control or direction-changing characters, without what a file system refuses, and not too long.
    /// </summary>
    public static string Clean(string fileName)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].Normalize(NormalizationForm.FormC);
        var clean = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            var category = char.GetUnicodeCategory(c);
            if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                continue;
            clean.Append(c is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? '_' : char.IsWhiteSpace(c) ? ' ' : c);
        }
        name = clean.ToString().Trim(' ', '.');
        if (name.Length > MostCharacters)
        {
            var extension = Path.GetExtension(name) is { Length: <= 10 } short_ ? short_ : "";
            name = name[..(MostCharacters - extension.Length)].TrimEnd() + extension;
        }
        return name.Length == 0 ? "document" : name;
    }

    /// <summary>The clean name of a file of a kind, with the kind's extension where it has none.</summary>
    /// <exception cref="DomainRuleException"><c>DocumentNameDisagrees</c>: the name says another kind than the content.</exception>
    public static string Clean(string fileName, FileKind kind)
    {
        var name = Clean(fileName);
        var extension = Path.GetExtension(name);
        if (kind.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            return name;
        if (extension.Length is 0 or > 6 || extension.Any(c => c == ' ') || extension[1..].All(char.IsDigit))
            return name + kind.Extensions[0];
        throw new DomainRuleException("DocumentNameDisagrees", name, kind.Name) { Field = "Files" };
    }
}
