using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Search;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Candidatures;

/// <summary>A student in a list.</summary>
public sealed record CandidatureRow
{
    public required int Id { get; init; }
    public required PersonName Student { get; init; }
    public required string Side { get; init; }
    public required CandidatureState State { get; init; }
    public required DateOnly StartOn { get; init; }
    public required int ProjectId { get; init; }
    public required string ProjectCode { get; init; }
    public required string ProjectTitle { get; init; }
    public required List<PersonName> Leads { get; init; }
    public required int Overdue { get; init; }

    /// <summary>The next date of the plan, which a student who has finished or left does not have.</summary>
    public NextMilestone? Next
    {
        get => Candidature.IsClosed(State) ? null : field;
        init;
    }
}

/// <summary>What is due next.</summary>
public sealed record NextMilestone(int Id, string TitleEn, string TitleFr, DateOnly? DueOn);

/// <summary>Which students a list shows.</summary>
/// <param name="Name">Part of the name, however accented.</param>
/// <param name="StartYear">Year in which they began.</param>
/// <param name="WithoutLeft">Without those who left.</param>
/// <param name="Outcome">Only those who ended so, or have not.</param>
/// <param name="SupervisedBy">Only students whom this person supervises on <c>today</c>.</param>
public sealed record CandidatureFilter(string? Name = null, int? StartYear = null, bool WithoutLeft = false, int? SupervisedBy = null, CandidatureOutcome? Outcome = null);

public static class CandidatureList
{
    /// <summary>Narrows a list of candidatures.</summary>
    public static IQueryable<Candidature> Matching(this IQueryable<Candidature> candidatures, CandidatureFilter filter, DateOnly today)
    {
        candidatures = candidatures.Named(filter.Name);
        if (filter.StartYear is { } year)
            candidatures = candidatures.Where(c => c.StartOn.Year == year);
        if (filter.WithoutLeft)
            candidatures = candidatures.Where(c => !CohortFilter.LeftStates.Contains(c.State));
        if (filter.Outcome is { } outcome)
            candidatures = candidatures.With(outcome);
        if (filter.SupervisedBy is { } supervisor)
            candidatures = candidatures.Where(c => c.Supervisors.Any(s => s.PersonId == supervisor && s.From <= today && (s.To == null || s.To >= today)));
        return candidatures;
    }

    /// <summary>Narrows to students whose name has every word of a search, however accented.</summary>
    public static IQueryable<Candidature> Named(this IQueryable<Candidature> candidatures, string? search) =>
        SearchWords.Of(search).Aggregate(candidatures, (found, word) => found.Where(c => c.Student.SearchName.Contains(word)));

    /// <summary>One page, by family name.</summary>
    public static async Task<List<CandidatureRow>> ReadAsync(IQueryable<Candidature> candidatures, int skip, int take, DateOnly today, CancellationToken ct)
    {
        var closed = Milestone.ClosedStates;
        var (finished, interrupted) = (Candidature.ClosedStates, CandidatureState.Interrupted);
        return await candidatures.AsNoTracking().OrderBy(c => c.Student.FamilyName).ThenBy(c => c.Student.GivenName).ThenBy(c => c.Id).Skip(skip).Take(take).Select(c => new CandidatureRow
        {
            Id = c.Id,
            Student = new PersonName(c.StudentId, c.Student.Title, c.Student.GivenName, c.Student.FamilyName),
            Side = c.Studentship.Party.Side,
            State = c.State,
            StartOn = c.StartOn,
            ProjectId = c.Studentship.ProjectId,
            ProjectCode = c.Studentship.Project.Code,
            ProjectTitle = c.Studentship.Project.Title,
            Leads = c.Supervisors.Where(s => s.Kind == SupervisorKind.Lead && (s.To == null || s.To >= today)).OrderBy(s => s.Id)
                .Select(s => new PersonName(s.PersonId, s.Person.Title, s.Person.GivenName, s.Person.FamilyName)).ToList(),
            Overdue = c.Milestones.Count(m => !finished.Contains(c.State) && c.State != interrupted && m.EquivalentToId == null && !m.IsOptional && m.State != MilestoneState.Submitted && !closed.Contains(m.State) && m.DueOn < today),
            Next = c.Milestones.Where(m => m.EquivalentToId == null && !m.IsOptional && m.State != MilestoneState.Submitted && !closed.Contains(m.State) && m.DueOn >= today).OrderBy(m => m.DueOn).ThenBy(m => m.Id)
                .Select(m => new NextMilestone(m.Id, m.TitleEn, m.TitleFr, m.DueOn)).FirstOrDefault(),
        }).ToListAsync(ct);
    }
}
