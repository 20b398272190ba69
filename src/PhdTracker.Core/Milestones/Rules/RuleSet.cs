using System.Globalization;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules.Reading;

namespace PhdTracker.Core.Milestones.Rules;

/// <summary>A text of a rule set in both languages.</summary>
public sealed record LocalText(string En, string Fr)
{
    /// <summary>The text in the reader's language.</summary>
    public string In(Texts texts) => texts.Of(En, Fr);

    internal LocalText With(int repeat) => repeat == 0
        ? this
        : new(En.Replace("{0}", $"{repeat}", StringComparison.Ordinal), Fr.Replace("{0}", $"{repeat}", StringComparison.Ordinal));
}

/// <summary>Whether a rule set is an institution's own or comes with the programme, whatever the institution.</summary>
public enum RuleSetLayer { Institution, Programme }

/// <summary>Whom a rule set is for. What is null does not matter; what is set must match.</summary>
/// <param name="Institution">Code of the institution where the student is registered.</param>
/// <param name="Country">ISO 3166 code of two letters of that institution.</param>
/// <param name="Unit">Code of the department or doctoral school.</param>
/// <param name="Programme">Code of the programme.</param>
/// <param name="RegisteredFrom">First day of registration that it covers.</param>
/// <param name="RegisteredBefore">First day of registration that it no longer covers.</param>
public sealed record RuleSetScope(
    string? Institution, string? Country, string? Unit, string? Programme, DateOnly? RegisteredFrom, DateOnly? RegisteredBefore)
{
    /// <summary>A set for a unit is more specific than one for an institution, then a programme, then a country.</summary>
    internal int Specificity =>
        (Unit is null ? 0 : 8) + (Institution is null ? 0 : 4) + (Programme is null ? 0 : 2) + (Country is null ? 0 : 1);

    internal bool Covers(RuleSetQuery query) =>
        Matches(Institution, query.Institution) && Matches(Country, query.Country)
        && Matches(Unit, query.Unit) && Matches(Programme, query.Programme)
        && (RegisteredFrom is null || query.RegisteredOn >= RegisteredFrom)
        && (RegisteredBefore is null || query.RegisteredOn < RegisteredBefore);

    internal bool CompetesWith(RuleSetScope other) =>
        Same(Institution, other.Institution) && Same(Country, other.Country) && Same(Unit, other.Unit) && Same(Programme, other.Programme)
        && (RegisteredFrom ?? DateOnly.MinValue) < (other.RegisteredBefore ?? DateOnly.MaxValue)
        && (other.RegisteredFrom ?? DateOnly.MinValue) < (RegisteredBefore ?? DateOnly.MaxValue);

    /// <summary>Whether everybody whom another scope covers is covered by this one too.</summary>
    internal bool Includes(RuleSetScope other) =>
        Includes(Institution, other.Institution) && Includes(Country, other.Country) && Includes(Unit, other.Unit) && Includes(Programme, other.Programme)
        && (RegisteredFrom is null || other.RegisteredFrom >= RegisteredFrom)
        && (RegisteredBefore is null || other.RegisteredBefore <= RegisteredBefore);

    private static bool Includes(string? wanted, string? other) => wanted is null || Same(wanted, other);

    private static bool Matches(string? wanted, string? given) => wanted is null || Same(wanted, given);

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Milestones of two sides that one submission serves; the student's own side is the one that is asked for it.</summary>
/// <param name="Milestones">Their keys, such as <c>esa</c> and <c>csi-1</c>.</param>
/// <param name="AwardModels">The award models under which they are one; empty for all.</param>
public sealed record Equivalence(IReadOnlyList<string> Milestones, IReadOnlyList<AwardModel> AwardModels);

/// <summary>
/// Which milestones a candidature has, and when. Never changed: another version is another text, for those who begin once it is
/// published.
/// </summary>
public sealed class RuleSet
{
    /// <summary>Longest code of a set or a rule, in characters.</summary>
    public const int LongestCode = 60;

    /// <summary>Longest name of a set and title of a rule, in characters.</summary>
    public const int LongestName = 200;

    private readonly Dictionary<string, MilestoneRule> _byCode;

    internal RuleSet(
        string code, int version, LocalText name, RuleSetLayer layer, RuleSetScope scope, IReadOnlyList<MilestoneRule> rules, IReadOnlyList<Equivalence> equivalences)
    {
        (Code, Version, Name, Layer, Scope, Rules, Equivalences) = (code, version, name, layer, scope, rules, equivalences);
        // Of two rules of one code the first counts, until the check of the file refuses them.
        _byCode = rules.DistinctBy(r => r.Code).ToDictionary(r => r.Code, StringComparer.Ordinal);
    }

    /// <summary>Stable code, such as <c>imperial-2021-10</c>.</summary>
    public string Code { get; }
    public int Version { get; }
    public LocalText Name { get; }
    public RuleSetLayer Layer { get; }
    public RuleSetScope Scope { get; }

    /// <summary>The rules in the order of the file.</summary>
    public IReadOnlyList<MilestoneRule> Rules { get; }

    /// <summary>Milestones of other sets that are one in a plan which follows this set too.</summary>
    public IReadOnlyList<Equivalence> Equivalences { get; }

    /// <summary>The rule of a code, or null.</summary>
    public MilestoneRule? Rule(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The rules that concern the students of a side under an award model.</summary>
    public IEnumerable<MilestoneRule> RulesFor(AwardModel awardModel, string? side) => Rules.Where(r => r.OnlyFor.Concerns(awardModel, side));

    /// <summary>
    /// The rule and repeat of a milestone's key (<c>esa</c>, <c>csi-2</c>), or the rule whose own day is the known date of that name;
    /// null where there is none.
    /// </summary>
    public (MilestoneRule Rule, int Repeat)? Resolve(string name)
    {
        if (Rule(name) is { Repeats: false } once)
            return (once, 0);
        var hyphen = name.LastIndexOf('-');
        if (hyphen > 0 && Rule(name[..hyphen]) is { Repeats: true } repeating
            && int.TryParse(name.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var repeat) && repeat > 0)
            return (repeating, repeat);
        return Rules.FirstOrDefault(r => r.KnownAs == name) is { } known ? (known, 0) : null;
    }

    /// <summary>Reads and checks a rule set.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="file">Its name, for the problems.</param>
    /// <exception cref="InvalidRuleSetException">With every problem found, each naming file, rule and what was expected.</exception>
    public static RuleSet Parse(string json, string file = "rule set") => RuleSetReader.Read(json, file);
}
