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
    public int Overdue { get; init; }

    /// <summary>The next date of the plan, which a student who has finished or left does not have.</summary>
    public NextMilestone? Next { get; init; }
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

    /// <summary>Narrows to students whose name has every word of a search, however accented, or whose number it is.</summary>
    public static IQueryable<Candidature> Named(this IQueryable<Candidature> candidatures, string? search)
    {
        var number = search?.Trim();
        var inCapitals = number?.ToUpperInvariant();
        return SearchWords.Of(search).Aggregate(candidatures, (found, word) => found.Where(c => c.Student.SearchName.Contains(word) || c.StudentNumber == number || c.StudentNumber == inCapitals));
    }

    /// <summary>One page, by family name; always three queries.</summary>
    public static async Task<List<CandidatureRow>> ReadAsync(IQueryable<Candidature> candidatures, int skip, int take, DateOnly today, CancellationToken ct)
    {
        var rows = await candidatures.AsNoTracking().OrderBy(c => c.Student.FamilyName).ThenBy(c => c.Student.GivenName).ThenBy(c => c.Id).Skip(skip).Take(take).Select(c => new CandidatureRow
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
        }).ToListAsync(ct);
        // Asked by themselves: within the other columns a database would work out what is next for everybody in it.
        List<int> ids = [.. rows.Where(r => !Candidature.IsClosed(r.State)).Select(r => r.Id)];
        var asked = (await candidatures.AsNoTracking().Where(c => ids.Contains(c.Id)).SelectMany(c => c.Milestones)
            .Where(m => m.EquivalentToId == null && !m.IsOptional && MilestoneList.Asked.Contains(m.State) && m.DueOn != null).OrderBy(m => m.DueOn).ThenBy(m => m.Id)
            .Select(m => new { m.CandidatureId, Shown = new NextMilestone(m.Id, m.TitleEn, m.TitleFr, m.DueOn) }).ToListAsync(ct)).ToLookup(m => m.CandidatureId, m => m.Shown);
        return [.. rows.Select(r => r with
        {
            Overdue = r.State == CandidatureState.Interrupted ? 0 : asked[r.Id].Count(m => m.DueOn < today),
            Next = asked[r.Id].FirstOrDefault(m => m.DueOn >= today),
        })];
    }
}
