using System.Text.RegularExpressions;

namespace PhdTracker.Core.Processes;

/// <summary>
/// Whom a route may ask, as its steps write it: the student; the <c>assessor</c>s or the <c>committee</c> named for them; a role relative to the case, such as <c>lead:home</c>, <c>director:partner</c>,
/// <c>investigator:both</c> or <c>office:either</c>; one person, <c>person:ruth@example.org</c>; or the members of a group, <c>group:ethics</c>, also written as its code alone.
/// </summary>
public static partial class Assignees
{
    /// <summary>Longest way to write whom a step asks, in characters.</summary>
    public const int LongestName = 300;

    private const string Person = "person:";
    private const string Group = "group:";
    private static readonly string[] Roles = ["lead", "director", "unit", "office", "investigator", "legal", "signatory", "registry"];
    private static readonly string[] Sides = ["home", "partner", "both", "either"];

    /// <summary>Everybody whom a route may ask by their role.</summary>
    public static IReadOnlyList<string> ByRole { get; } = ["student", "assessor", "committee", .. Roles.SelectMany(role => Sides.Select(side => $"{role}:{side}"))];

    /// <summary>Whether a route may ask these people. Whether the person or the group exists shows when it runs.</summary>
    public static bool Knows(string askedOf) => ByRole.Contains(askedOf) || IsByName(askedOf);

    /// <summary>Whether it names a person or a group.</summary>
    public static bool IsByName(string askedOf) =>
        askedOf.Length <= LongestName && ((EmailOf(askedOf) is { } email && email.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < email.Length - 1) || GroupOf(askedOf) is { Length: > 0 });

    /// <summary>The address of the person that it names.</summary>
    public static string? EmailOf(string askedOf) => askedOf.StartsWith(Person, StringComparison.Ordinal) ? askedOf[Person.Length..].Trim().ToLowerInvariant() : null;

    /// <summary>The code of the group that it names.</summary>
    public static string? GroupOf(string askedOf) =>
        askedOf.StartsWith(Group, StringComparison.Ordinal) ? askedOf[Group.Length..].Trim()
        : Code().IsMatch(askedOf) && !ByRole.Contains(askedOf) ? askedOf
        : null;

    /// <summary>Whether others can be asked instead: not of the student, for whom nobody does it, nor of committees, whose members are named on pages of their own.</summary>
    public static bool MayBeReplaced(string askedOf) => askedOf is not ("student" or "assessor" or "committee");

    /// <summary>Whether each side has to approve.</summary>
    public static bool AsksBoth(string askedOf) => !IsByName(askedOf) && askedOf.EndsWith(":both", StringComparison.Ordinal);

    /// <summary>Whether it asks people of one side.</summary>
    public static bool AsksOneSide(string askedOf) =>
        !IsByName(askedOf) && (askedOf.EndsWith(":home", StringComparison.Ordinal) || askedOf.EndsWith(":partner", StringComparison.Ordinal));

    /// <summary>Whether it asks people of both sides, be it that each has to approve or that one is enough.</summary>
    public static bool AsksTwoSides(string askedOf) => AsksBoth(askedOf) || (!IsByName(askedOf) && askedOf.EndsWith(":either", StringComparison.Ordinal));

    [GeneratedRegex("^[a-z0-9][a-z0-9-]*$")]
    private static partial Regex Code();
}
