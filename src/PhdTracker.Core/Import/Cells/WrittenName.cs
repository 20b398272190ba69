using System.Globalization;

namespace PhdTracker.Core.Import.Cells;

/// <summary>A person's name, written as it is said: no title in it, no capitals but those that belong there.</summary>
/// <param name="Title"><c>Dr</c> or <c>Prof</c> where the sheet gives one, else empty.</param>
public sealed record WrittenName(string Given, string Family, string Title)
{
    private static readonly string[] Particles = ["de", "du", "des", "d", "der", "den", "van", "von", "ter", "af"];

    /// <summary>Both names in one, for a reader.</summary>
    public string Full => Given.Length == 0 ? Family : $"{Given} {Family}";

    /// <summary>What two spellings of one name have in common: no case, accents, hyphens or blanks.</summary>
    public string Key => KeyOf(Full);

    /// <inheritdoc cref="Key"/>
    public static string KeyOf(string fullName) => Fold.Letters(fullName);

    /// <summary>
    /// Reads <c>Family, Given</c>, <c>Given FAMILY</c>, <c>FAMILY Given</c> and <c>Title Given Family</c>. Without capitals or a
    /// comma to tell, the first word is the given name.
    /// </summary>
    public static CellReading<WrittenName> Read(string text)
    {
        if (NotYet.IsNothing(text))
            return CellReading<WrittenName>.Blank;
        if (NotYet.IsMeant(text))
            return CellReading<WrittenName>.Wrong("Import.Problem.NameToBeConfirmed");
        if (text.Contains('\uFFFD', StringComparison.Ordinal) || text.Any(char.IsDigit) || text.Contains('@', StringComparison.Ordinal))
            return CellReading<WrittenName>.Wrong("Import.Problem.NameNotUnderstood");
        var (title, rest) = WithoutTitle(text);
        var (given, family) = Split(rest);
        if (!family.Any(char.IsLetter) || given.Length > 100 || family.Length > 100)
            return CellReading<WrittenName>.Wrong("Import.Problem.NameNotUnderstood");
        return CellReading<WrittenName>.Of(new WrittenName(Cased(given, isFamily: false), Cased(family, isFamily: true), title));
    }

    /// <summary>Reads two cells, one for each name.</summary>
    public static CellReading<WrittenName> Read(string given, string family) =>
        given.Length == 0 ? Read(family) : Read($"{family}, {given}");

    private static (string Title, string Name) WithoutTitle(string text)
    {
        var title = "";
        while (true)
        {
            var end = text.IndexOf(' ', StringComparison.Ordinal);
            var known = end < 0 ? null : Fold.Words(text[..end]) switch
            {
                "dr" or "doctor" or "docteur" => "Dr",
                "prof" or "professor" or "professeur" or "pr" => "Prof",
                "mr" or "mrs" or "ms" or "miss" or "m" or "mme" or "mlle" or "mx" when text[..end].Length <= 4 => "",
                _ => null,
            };
            if (known is null || (known.Length == 0 && text[..end] is "M" or "m"))
                return (title, text);
            title = title.Length == 0 ? known : title;
            text = text[(end + 1)..];
        }
    }

    private static (string Given, string Family) Split(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma >= 0)
            return (text[(comma + 1)..].Trim(), text[..comma].Trim());
        var words = text.Split(' ');
        if (words.Length == 1)
            return ("", text);
        var capitalsAtEnd = words.Reverse().TakeWhile(IsCapitals).Count();
        var capitalsAtStart = words.TakeWhile(IsCapitals).Count();
        var given = capitalsAtEnd == words.Length ? 1
            : capitalsAtEnd > 0 ? words.Length - capitalsAtEnd
            : capitalsAtStart > 0 ? -capitalsAtStart
            : 1;
        return given > 0
            ? (string.Join(' ', words[..given]), string.Join(' ', words[given..]))
            : (string.Join(' ', words[-given..]), string.Join(' ', words[..-given]));
    }

    /// <summary>Two letters or more, all capitals: an initial is not a name in capitals.</summary>
    private static bool IsCapitals(string word) => word.Count(char.IsLetter) > 1 && !word.Any(char.IsLower);

    private static string Cased(string name, bool isFamily)
    {
        if (!IsCapitals(name))
            return name;
        var words = name.ToLowerInvariant().Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var isParticle = isFamily && i < words.Length - 1 && Particles.Contains(words[i]);
            words[i] = isParticle ? words[i] : CapitalsInside(words[i]);
        }
        return string.Join(' ', words);
    }

    /// <summary>A capital at the start and after every hyphen and apostrophe: Saint-Léger, D'Alméida, O'Donnell; and McDonald.</summary>
    private static string CapitalsInside(string word)
    {
        var letters = word.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            var afterMc = i == 2 && letters.Length > 4 && word.StartsWith("mc", StringComparison.Ordinal);
            if (i == 0 || afterMc || letters[i - 1] is '-' or '\'' or '’' or '‑')
                letters[i] = char.ToUpper(letters[i], CultureInfo.InvariantCulture);
        }
        return new string(letters);
    }
}
