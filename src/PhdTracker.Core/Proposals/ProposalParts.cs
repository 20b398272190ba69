using System.Globalization;

namespace PhdTracker.Core.Proposals;

/// <summary>The fields of a proposal, in the order in which they are written and read.</summary>
public enum ProposalPart
{
    TitleEn, TitleFr, AbstractEn, AbstractFr, Themes, Goals, Structure,
    HomeProfile, PartnerProfile, Hdr,
    Supervision, Mobility,
    HomeStipend, HomeTravel, HomeResearch, PartnerStipend, PartnerTravel, PartnerResearch,
}

/// <summary>What a field takes.</summary>
public enum PartKind { Line, Text, Numbers, Choice, Amount }

/// <summary>What each field takes and which of them a proposal needs.</summary>
public static class ProposalParts
{
    public const int LongestTitle = 300;
    public const int LongestAbstract = 4000;
    public const int LongestPlan = 4000;
    public const long LargestAmount = 10_000_000;

    /// <summary>How the field about the French investigator's HDR says that they hold it.</summary>
    public const string HoldsHdr = "yes";

    /// <summary>How it says that they do not.</summary>
    public const string NoHdr = "no";

    public static IReadOnlyList<ProposalPart> All { get; } = Enum.GetValues<ProposalPart>();

    public static PartKind KindOf(ProposalPart part) => part switch
    {
        ProposalPart.TitleEn or ProposalPart.TitleFr => PartKind.Line,
        ProposalPart.Themes or ProposalPart.Goals => PartKind.Numbers,
        ProposalPart.Structure or ProposalPart.Hdr => PartKind.Choice,
        >= ProposalPart.HomeStipend => PartKind.Amount,
        _ => PartKind.Text,
    };

    /// <summary>Longest text, in characters.</summary>
    public static int LongestOf(ProposalPart part) => part switch
    {
        ProposalPart.TitleEn or ProposalPart.TitleFr => LongestTitle,
        ProposalPart.AbstractEn or ProposalPart.AbstractFr => LongestAbstract,
        _ => LongestPlan,
    };

    /// <summary>A value as it is kept: trimmed, line ends as one character, numbers ascending, amounts as digits.</summary>
    /// <exception cref="DomainRuleException"><c>ProposalTextTooLong</c>, <c>AmountNotANumber</c>, <c>AmountTooLarge</c>, <c>ChoiceUnknown</c>.</exception>
    public static string Clean(ProposalPart part, string? value)
    {
        var text = (value ?? "").Trim().ReplaceLineEndings("\n");
        return KindOf(part) switch
        {
            PartKind.Amount => Amount(part, text),
            PartKind.Numbers => Numbers(part, text),
            PartKind.Choice when part == ProposalPart.Hdr && text is not ("" or HoldsHdr or NoHdr) => throw Wrong(part),
            PartKind.Choice when part == ProposalPart.Structure && text.Length > 0 && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) => throw Wrong(part),
            PartKind.Line => Fitting(part, text.Replace('\n', ' ')),
            _ => Fitting(part, text),
        };
    }

    /// <summary>The fields without which a proposal cannot be sent.</summary>
    /// <param name="text">What is written in a field.</param>
    public static IReadOnlyList<ProposalPart> Missing(Func<ProposalPart, string> text)
    {
        bool Empty(ProposalPart part) => text(part).Length == 0;
        var missing = new List<ProposalPart>();
        if (Empty(ProposalPart.TitleEn) && Empty(ProposalPart.TitleFr))
            missing.Add(ProposalPart.TitleEn);
        if (Empty(ProposalPart.AbstractEn) && Empty(ProposalPart.AbstractFr))
            missing.Add(ProposalPart.AbstractEn);
        missing.AddRange(new[] { ProposalPart.Themes, ProposalPart.Goals, ProposalPart.HomeProfile, ProposalPart.PartnerProfile }.Where(Empty));
        if (text(ProposalPart.Hdr) != HoldsHdr)
            missing.Add(ProposalPart.Hdr);
        missing.AddRange(new[] { ProposalPart.Supervision, ProposalPart.Mobility }.Where(Empty));
        missing.AddRange(new[] { ProposalPart.HomeStipend, ProposalPart.PartnerStipend }.Where(p => Empty(p) || text(p) == "0"));
        return missing;
    }

    /// <summary>The numbers that a field lists.</summary>
    public static IReadOnlyList<int> NumbersOf(string value) =>
        [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];

    /// <summary>The amount that a field says; 0 where it says none.</summary>
    public static long AmountOf(string value) => value.Length == 0 ? 0 : long.Parse(value, CultureInfo.InvariantCulture);

    private static string Fitting(ProposalPart part, string text)
    {
        var longest = LongestOf(part);
        return text.Length <= longest ? text : throw new DomainRuleException("ProposalTextTooLong", longest, text.Length) { Field = part.ToString() };
    }

    // Blanks, points and commas before three digits group thousands as either language writes them.
    private static string Amount(ProposalPart part, string text)
    {
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('£' or '€' or '.' or ',' or '\'' or '’')));
        if (digits.Length == 0)
            return "";
        if (!digits.All(char.IsAsciiDigit) || HasFraction(text))
            throw new DomainRuleException("AmountNotANumber") { Field = part.ToString() };
        return digits.Length <= 12 && long.Parse(digits, CultureInfo.InvariantCulture) is var amount && amount <= LargestAmount
            ? amount.ToString(CultureInfo.InvariantCulture)
            : throw new DomainRuleException("AmountTooLarge", LargestAmount) { Field = part.ToString() };
    }

    private static bool HasFraction(string text)
    {
        var mark = text.LastIndexOfAny(['.', ',']);
        return mark >= 0 && text[(mark + 1)..].Count(char.IsAsciiDigit) != 3;
    }

    private static string Numbers(ProposalPart part, string text)
    {
        var numbers = new SortedSet<int>();
        foreach (var word in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || (part == ProposalPart.Goals && number is < 1 or > 17))
                throw Wrong(part);
            numbers.Add(number);
        }
        return string.Join(',', numbers);
    }

    private static DomainRuleException Wrong(ProposalPart part) => new("ChoiceUnknown") { Field = part.ToString() };
}
