using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones.Rules;

namespace PhdTracker.Core.Milestones;

/// <summary>Which rule sets a candidature follows.</summary>
internal static class RuleSetsOf
{
    /// <summary>The sets of a candidature whose milestones are loaded.</summary>
    public static IEnumerable<(RuleSet Set, ProgrammeParty? Party)> Following(Candidature candidature, RuleSetLibrary library) =>
        Following(candidature, library, Followed(candidature), candidature.StartOn);

    /// <summary>For each set that a candidature follows in a version that is not the newest which covers it: that one and the newest.</summary>
    public static IEnumerable<(RuleSet From, RuleSet To)> Newer(Candidature candidature, RuleSetLibrary library)
    {
        var follows = Followed(candidature);
        return Chosen(candidature, library, follows, candidature.StartOn)
            .Select(c => (From: Kept(c.Set, library, follows), To: c.Set)).Where(c => c.From.Version < c.To.Version);
    }

    private static List<(string Code, int Version)> Followed(Candidature candidature) => [.. candidature.Milestones.Select(m => (m.RuleSetCode, m.RuleSetVersion)).Distinct()];

    /// <summary>The sets that <see cref="Chosen"/> gives. A candidature that began under a version of a code stays on it, whatever is published or retired later.</summary>
    /// <param name="follows">The versions that its milestones come from.</param>
    /// <param name="registeredOn">The day that counts as its registration.</param>
    public static IEnumerable<(RuleSet Set, ProgrammeParty? Party)> Following(
        Candidature candidature, RuleSetLibrary library, IReadOnlyCollection<(string Code, int Version)> follows, DateOnly registeredOn) =>
        Chosen(candidature, library, follows, registeredOn).Select(c => (Kept(c.Set, library, follows), c.Party));

    /// <summary>Of a code the highest version that it follows: what it met before it was moved to that one stays with the older.</summary>
    private static RuleSet Kept(RuleSet set, RuleSetLibrary library, IReadOnlyCollection<(string Code, int Version)> follows) =>
        follows.Where(f => f.Code == set.Code).OrderByDescending(f => f.Version).Select(f => library.Find(f.Code, f.Version)).FirstOrDefault() ?? set;

    /// <summary>
    /// The home institution's rules (or, where it has none of its own, those of its side), the programme's, and where both sides award, the
    /// partner's.
    /// </summary>
    private static IEnumerable<(RuleSet Set, ProgrammeParty? Party)> Chosen(
        Candidature candidature, RuleSetLibrary library, IReadOnlyCollection<(string Code, int Version)> follows, DateOnly registeredOn)
    {
        var programme = candidature.Studentship.Project.Programme;
        var home = candidature.Studentship.Party;
        var institution = candidature.HomeInstitution ?? home.Institution;
        var unit = (candidature.DoctoralSchool ?? candidature.Unit)?.Code;
        var query = new RuleSetQuery(institution.Code, institution.Country, unit, programme.Code, registeredOn);
        var own = library.ForInstitution(query, follows) ?? library.ForInstitution(query with { Institution = home.Institution.Code, Country = home.Institution.Country }, follows);
        if (own is not null)
            yield return (own, home);
        if (library.ForProgramme(query, follows) is { } joint)
            yield return (joint, null);
        if (programme.AwardModel == AwardModel.PairedNoJointAward)
            yield break;
        // Two parties may follow one set, such as that of their country: the student does once.
        var seen = new HashSet<string>(StringComparer.Ordinal) { own?.Code ?? "" };
        foreach (var partner in programme.Parties.Where(p => p != home))
        {
            if (library.ForInstitution(new(partner.Institution.Code, partner.Institution.Country, null, programme.Code, registeredOn), follows) is { } theirs && seen.Add(theirs.Code))
                yield return (theirs, partner);
        }
    }
}
