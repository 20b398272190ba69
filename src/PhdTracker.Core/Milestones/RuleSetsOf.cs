using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones.Rules;

namespace PhdTracker.Core.Milestones;

/// <summary>Which rule sets a candidature follows.</summary>
internal static class RuleSetsOf
{
    /// <summary>The sets of a candidature whose milestones are loaded.</summary>
    public static IEnumerable<(RuleSet Set, ProgrammeParty? Party)> Following(Candidature candidature, RuleSetLibrary library) =>
        Following(candidature, library, [.. candidature.Milestones.Select(m => (m.RuleSetCode, m.RuleSetVersion)).Distinct()], candidature.StartOn);

    /// <summary>
    /// The home institution's rules (or, where it has none of its own, those of its side), the programme's, and where both sides award, the
    /// partner's. A candidature that began under a version of a code stays on it, whatever is published or retired later.
    /// </summary>
    /// <param name="follows">The versions that its milestones come from.</param>
    /// <param name="registeredOn">The day that counts as its registration.</param>
    public static IEnumerable<(RuleSet Set, ProgrammeParty? Party)> Following(
        Candidature candidature, RuleSetLibrary library, IReadOnlyCollection<(string Code, int Version)> follows, DateOnly registeredOn)
    {
        var programme = candidature.Studentship.Project.Programme;
        var home = candidature.Studentship.Party;
        var institution = candidature.HomeInstitution ?? home.Institution;
        var unit = (candidature.DoctoralSchool ?? candidature.Unit)?.Code;
        var query = new RuleSetQuery(institution.Code, institution.Country, unit, programme.Code, registeredOn);
        if ((library.ForInstitution(query, follows) ?? library.ForInstitution(query with { Institution = home.Institution.Code, Country = home.Institution.Country }, follows)) is { } own)
            yield return (Kept(own), home);
        if (library.ForProgramme(query, follows) is { } joint)
            yield return (Kept(joint), null);
        if (programme.AwardModel == AwardModel.PairedNoJointAward)
            yield break;
        foreach (var partner in programme.Parties.Where(p => p != home))
        {
            if (library.ForInstitution(new(partner.Institution.Code, partner.Institution.Country, null, programme.Code, registeredOn), follows) is { } theirs)
                yield return (Kept(theirs), partner);
        }

        RuleSet Kept(RuleSet set) => follows.Where(f => f.Code == set.Code).Select(f => library.Find(f.Code, f.Version)).FirstOrDefault() ?? set;
    }
}
