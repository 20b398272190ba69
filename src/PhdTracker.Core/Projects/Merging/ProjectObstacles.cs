using PhdTracker.Core.Agreements;
using PhdTracker.Core.Candidatures;

namespace PhdTracker.Core.Projects.Merging;

/// <summary>Finds what stands in the way of two records becoming one: what one project cannot be at once.</summary>
internal sealed class ProjectObstacles(Project kept, Project closed)
{
    /// <summary>All of them, each a rule with its sentence; none where the records can be merged.</summary>
    /// <param name="live">The agreements of both that are under way or in force.</param>
    /// <param name="bothProposed">Whether each came from a proposal of its own.</param>
    public IReadOnlyList<DomainRuleException> Find(IReadOnlyList<Agreement> live, bool bothProposed)
    {
        if (kept.ProgrammeId != closed.ProgrammeId)
            return [new DomainRuleException("MergeOfTwoProgrammes", kept.Code, (kept.Programme.NameEn, kept.Programme.NameFr), closed.Code, (closed.Programme.NameEn, closed.Programme.NameFr))];
        var obstacles = new List<DomainRuleException>();
        if (kept.State == ProjectState.Terminated && closed.State != ProjectState.Terminated)
            obstacles.Add(new DomainRuleException("MergeIntoEnded", kept.Code, closed.Code));
        if (bothProposed)
            obstacles.Add(new DomainRuleException("MergeOfTwoProposals", kept.Code, closed.Code));
        return [.. obstacles, .. OfAgreements(live), .. closed.Studentships.SelectMany(OfPlace), .. OfTwins(), .. OfInvestigators()];
    }

    private IEnumerable<DomainRuleException> OfAgreements(IReadOnlyList<Agreement> live)
    {
        if (live.Select(a => a.ProjectId).Distinct().Skip(1).Any())
            yield return new DomainRuleException("MergeOfTwoAgreements", kept.Code, closed.Code);
        // Who signs first follows from the side that leads the project.
        else if (live.FirstOrDefault() is { } agreement && LeaderOf(agreement.ProjectId == kept.Id ? kept : closed) != (kept.LeadPartyId ?? closed.LeadPartyId ?? FirstOf(kept.Studentships.Concat(closed.Studentships))))
            yield return new DomainRuleException("MergeTurnsAgreement", agreement.Project.Code);
    }

    /// <summary>What a side cannot have twice.</summary>
    private IEnumerable<DomainRuleException> OfPlace(Studentship place)
    {
        if (kept.PlaceOf(place.PartyId) is not { } own)
            yield break;
        var side = place.Party.Side;
        if (own.Present is { } first && place.Present is { } second)
            yield return first.StudentId == second.StudentId
                ? new DomainRuleException("MergeHeldByOne", side, first.Student.DisplayName, kept.Code, closed.Code)
                : new DomainRuleException("MergeHeldByTwo", side, first.Student.DisplayName, kept.Code, second.Student.DisplayName, closed.Code);
        if (own.Investigator is { } one && place.Investigator is { } other && one != other)
            yield return new DomainRuleException("MergeLedByTwo", side, one.DisplayName, kept.Code, other.DisplayName, closed.Code);
        if (own.ClosedOn is null && place.ClosedOn is not null)
            yield return new DomainRuleException("MergeWithdrawnFrom", place.Party.Institution.ShortName, closed.Code, kept.Code);
        else if (own.ClosedOn is not null && place is { ClosedOn: null, Present: not null })
            yield return new DomainRuleException("MergeWithdrawnFrom", place.Party.Institution.ShortName, kept.Code, closed.Code);
    }

    /// <summary>Nobody is their own twin.</summary>
    private IEnumerable<DomainRuleException> OfTwins() => closed.Studentships.SelectMany(Students)
        .Where(c => kept.Studentships.Where(s => s.PartyId != c.Studentship.PartyId).SelectMany(Students).Any(k => k.StudentId == c.StudentId))
        .Select(c => c.Student).Distinct().Select(student => new DomainRuleException("MergeOwnTwin", student.DisplayName, kept.Code, closed.Code));

    private IEnumerable<DomainRuleException> OfInvestigators() => closed.Studentships
        .Where(place => place.Investigator is not null && kept.Studentships.Any(s => s.PartyId != place.PartyId && s.Investigator == place.Investigator))
        .Select(place => new DomainRuleException("MergeLeadsTwoSides", place.Investigator!.DisplayName, kept.Code, closed.Code));

    private static IEnumerable<Candidature> Students(Studentship place) =>
        place.Candidatures.Where(c => c.State is not (CandidatureState.Withdrawn or CandidatureState.Terminated or CandidatureState.Transferred));

    private static int LeaderOf(Project project) => project.LeadPartyId ?? FirstOf(project.Studentships);

    private static int FirstOf(IEnumerable<Studentship> places) => places.Select(s => s.PartyId).DefaultIfEmpty().Min();
}
