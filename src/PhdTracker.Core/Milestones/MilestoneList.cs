using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Search;

namespace PhdTracker.Core.Milestones;

/// <summary>What offices ask about milestones. A milestone that another one's submission serves is not counted beside it.</summary>
public enum MilestoneGroup
{
    All,

    /// <summary>Its day has passed and it is still asked for: not handed in, not optional, of a student who is here and not interrupted.</summary>
    Overdue,

    /// <summary>Due within 30 days, today included, and still asked for.</summary>
    Due30,
    Due60,
    Due90,

    /// <summary>Still asked for, whenever it is due.</summary>
    Open,

    /// <summary>Handed in and not decided.</summary>
    UnderReview,

    /// <summary>Reached in the twelve months up to today, where it had a due date.</summary>
    Met,

    /// <summary>Of those, the ones reached after the due date.</summary>
    MetLate,

    /// <summary>Due within 90 days, on the same day as something that the other student of the project has to do.</summary>
    Shared,
}

/// <summary>A milestone in a list, with the little about its student that lists and numbers need.</summary>
public sealed record MilestoneRow
{
    public required int Id { get; init; }
    public required string RuleCode { get; init; }
    public required int Occurrence { get; init; }
    public required string TitleEn { get; init; }
    public required string TitleFr { get; init; }
    public required MilestoneState State { get; init; }
    public DateOnly? DueOn { get; init; }
    public DateOnly? DoneOn { get; init; }
    public bool IsOptional { get; init; }
    public bool IsFollower { get; init; }

    /// <summary>The student's own side.</summary>
    public required string Side { get; init; }
    public required int CandidatureId { get; init; }
    public required CandidatureState CandidatureState { get; init; }
    public required DateOnly StartOn { get; init; }
    public required int StudentId { get; init; }
    public required string GivenName { get; init; }
    public required string FamilyName { get; init; }
    public required string SearchName { get; init; }
    public required int ProjectId { get; init; }
    public required string ProjectCode { get; init; }

    /// <summary>Whether something is asked of another student of the project by the same day.</summary>
    public bool IsShared { get; init; }

    /// <summary>Not reached, and its day has passed.</summary>
    public bool IsOverdueOn(DateOnly today) => MilestoneList.IsOverdue(State, IsOptional, CandidatureState, DueOn, today);
}

/// <summary>Which milestones a list shows.</summary>
/// <param name="Stage">Code of a <see cref="CohortStage"/>.</param>
/// <param name="StartYear">Year in which the student began.</param>
/// <param name="Month">First day of a month in which it is due.</param>
/// <param name="Student">Part of the student's name, however accented.</param>
/// <param name="Reached">Year and quarter in which it was reached, where it had a due date; whether only where it was by then.</param>
/// <param name="Standing">Only those that stand so in the table of cohorts.</param>
public sealed record MilestoneFilter(
    MilestoneGroup Group = MilestoneGroup.All, string? Stage = null, int? StartYear = null, DateOnly? Month = null, string? Student = null, Standing? Standing = null, (int Year, int Quarter, bool OnTime)? Reached = null);

/// <summary>The one definition of every number and list of milestones: what the cohort page counts is what the list shows.</summary>
public static class MilestoneList
{
    /// <summary>States in which something is still asked of the student.</summary>
    internal static readonly List<MilestoneState> Asked = [MilestoneState.Planned, MilestoneState.Draft, MilestoneState.Returned, MilestoneState.Resubmit];
    private static readonly List<CandidatureState> NotHere = [.. Candidature.ClosedStates, CandidatureState.Interrupted];

    /// <summary>The milestones of these candidatures.</summary>
    public static IQueryable<MilestoneRow> Of(IQueryable<Candidature> candidatures) =>
        candidatures.AsNoTracking().SelectMany(c => c.Milestones, (c, m) => new MilestoneRow
        {
            Id = m.Id,
            RuleCode = m.RuleCode,
            Occurrence = m.Occurrence,
            TitleEn = m.TitleEn,
            TitleFr = m.TitleFr,
            State = m.State,
            DueOn = m.DueOn,
            DoneOn = m.DoneOn,
            IsOptional = m.IsOptional,
            IsFollower = m.EquivalentToId != null,
            Side = c.Studentship.Party.Side,
            CandidatureId = c.Id,
            CandidatureState = c.State,
            StartOn = c.StartOn,
            StudentId = c.StudentId,
            GivenName = c.Student.GivenName,
            FamilyName = c.Student.FamilyName,
            SearchName = c.Student.SearchName,
            ProjectId = c.Studentship.ProjectId,
            ProjectCode = c.Studentship.Project.Code,
            IsShared = !m.IsOptional && Asked.Contains(m.State) && !NotHere.Contains(c.State) && c.Studentship.Project.Studentships.Any(s => s.Candidatures.Any(t => t.Id != c.Id && !NotHere.Contains(t.State)
                && t.Milestones.Any(x => x.DueOn == m.DueOn && x.EquivalentToId == null && !x.IsOptional && Asked.Contains(x.State)))),
        }).Where(m => !m.IsFollower && m.State != MilestoneState.Skipped);

    /// <summary>Narrows a list.</summary>
    public static IQueryable<MilestoneRow> Matching(this IQueryable<MilestoneRow> rows, MilestoneFilter filter, DateOnly today)
    {
        rows = rows.Where(In(filter.Group, today));
        if (filter.Stage is { } code)
            rows = CohortStage.ByCode(code) is { } stage ? rows.Where(stage.Covers).Standing(filter.Standing, today) : rows.Where(r => false);
        else if (filter.Standing is not null)
            rows = rows.Standing(filter.Standing, today);
        if (filter.StartYear is { } year)
            rows = rows.Where(r => r.StartOn.Year == year);
        if (filter.Month is { } month)
        {
            var (from, to) = (month, month.AddMonths(1));
            rows = rows.Where(r => r.DueOn >= from && r.DueOn < to);
        }
        if (filter.Reached is var (reachedYear, quarter, onTime))
            rows = rows.ReachedIn(reachedYear, quarter, today).Where(r => !onTime || r.DoneOn <= r.DueOn);
        foreach (var word in SearchWords.Of(filter.Student))
            rows = rows.Where(r => r.SearchName.Contains(word));
        return rows;
    }

    /// <summary>What is not settled first; in the order in which they are due, what has no date last.</summary>
    public static IQueryable<MilestoneRow> InOrder(this IQueryable<MilestoneRow> rows) =>
        rows.OrderBy(r => r.State != MilestoneState.Submitted && !Asked.Contains(r.State)).ThenBy(r => r.DueOn == null).ThenBy(r => r.DueOn).ThenBy(r => r.FamilyName).ThenBy(r => r.Id);

    /// <summary>Whether a milestone is <see cref="MilestoneGroup.Overdue"/>.</summary>
    public static bool IsOverdue(MilestoneState state, bool isOptional, CandidatureState candidature, DateOnly? dueOn, DateOnly today) =>
        !isOptional && Asked.Contains(state) && !NotHere.Contains(candidature) && dueOn < today;

    /// <summary>Whether a milestone belongs to a group on a day.</summary>
    public static Expression<Func<MilestoneRow, bool>> In(MilestoneGroup group, DateOnly today)
    {
        var (yearAgo, asked, notHere) = (today.AddYears(-1), Asked, NotHere);
        return group switch
        {
            MilestoneGroup.Overdue => r => !r.IsOptional && asked.Contains(r.State) && !notHere.Contains(r.CandidatureState) && r.DueOn < today,
            MilestoneGroup.Due30 => DueWithin(today, 30),
            MilestoneGroup.Due60 => DueWithin(today, 60),
            MilestoneGroup.Due90 => DueWithin(today, 90),
            MilestoneGroup.Open => r => !r.IsOptional && asked.Contains(r.State) && !notHere.Contains(r.CandidatureState),
            MilestoneGroup.UnderReview => r => r.State == MilestoneState.Submitted,
            MilestoneGroup.Met => OutcomeReader.MetBetween(yearAgo.AddDays(1), today),
            MilestoneGroup.Shared => Shared(today),
            MilestoneGroup.MetLate => r => (r.State == MilestoneState.Passed || r.State == MilestoneState.PassedWithConditions) && r.DoneOn > yearAgo && r.DoneOn <= today && r.DoneOn > r.DueOn,
            _ => r => true,
        };
    }

    private static Expression<Func<MilestoneRow, bool>> DueWithin(DateOnly today, int days)
    {
        var (last, asked, notHere) = (today.AddDays(days), Asked, NotHere);
        return r => !r.IsOptional && asked.Contains(r.State) && !notHere.Contains(r.CandidatureState) && r.DueOn >= today && r.DueOn <= last;
    }

    private static Expression<Func<MilestoneRow, bool>> Shared(DateOnly today)
    {
        var last = today.AddDays(90);
        return r => r.DueOn >= today && r.DueOn <= last && r.IsShared;
    }
}
