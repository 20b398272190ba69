using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Cohort;

/// <summary>How many days lie between the starts of the two students of a project.</summary>
public enum StartGap
{
    /// <summary>Up to 92 days: three months.</summary>
    Close,

    /// <summary>Up to 184 days: six months.</summary>
    Apart,
    FarApart,
}

/// <summary>Which pairs come first: those who started furthest apart, those whose progress lies furthest apart, or those with the fewest days of stays.</summary>
public enum PairOrder { Gap, Progress, Stays }

/// <summary>One of the two students of a pair.</summary>
/// <param name="Asked">Milestones of the plan that are asked for, without optional and waived ones.</param>
/// <param name="StayDays">Days of stays at the partner, planned and done.</param>
/// <param name="StayDaysDone">Those that lie behind.</param>
/// <param name="IsInScope">Whether the reader may see more of them than who they are and since when.</param>
public sealed record Twin(int CandidatureId, PersonName Student, string Side, DateOnly StartOn, int Asked, int Met, int StayDays, int StayDaysDone, bool IsInScope)
{
    /// <summary>Share of the plan that is met, 0 to 100; null where nothing is asked for.</summary>
    public int? Percent => Asked == 0 ? null : (int)Math.Round(100m * Met / Asked, MidpointRounding.AwayFromZero);
}

/// <summary>A project with a student in each of two places.</summary>
/// <param name="JointMeetings">Meetings of both sides that were held in the last 90 days.</param>
public sealed record PairRow(int ProjectId, string ProjectCode, Twin First, Twin Second, int JointMeetings)
{
    /// <summary>Days between the starts.</summary>
    public int GapDays => Math.Abs(First.StartOn.DayNumber - Second.StartOn.DayNumber);

    /// <summary>By how many percentage points one is further than the other; null where one has nothing to do.</summary>
    public int? Divergence => First.Percent is { } one && Second.Percent is { } other ? Math.Abs(one - other) : null;

    /// <summary>Who is further; null where nobody is.</summary>
    public Twin? Ahead => Divergence is null or 0 ? null : First.Percent > Second.Percent ? First : Second;
}

/// <summary>The twin students of projects: those who have not left.</summary>
public static class PairReader
{
    /// <summary>Days over which joint meetings are counted.</summary>
    public const int DaysOfMeetings = 90;

    private const int ThreeMonths = 92, SixMonths = 184, Lot = 500;

    /// <summary>The pairs of these projects.</summary>
    public static IQueryable<Pair> Of(PhdTrackerDb db, IQueryable<Project> projects)
    {
        var left = CohortFilter.LeftStates;
        var students = db.Candidatures.AsNoTracking().Where(c => !left.Contains(c.State));
        return students.Join(students, a => a.Studentship.ProjectId, b => b.Studentship.ProjectId, (a, b) => new Pair { First = a, Second = b })
            .Where(p => p.First.Studentship.PartyId < p.Second.Studentship.PartyId && projects.Any(x => x.Id == p.First.Studentship.ProjectId));
    }

    /// <summary>Of these pairs, those so far apart.</summary>
    public static IQueryable<Pair> With(this IQueryable<Pair> pairs, StartGap gap) => gap switch
    {
        StartGap.Close => Between(pairs, 0, ThreeMonths),
        StartGap.Apart => Between(pairs, ThreeMonths + 1, SixMonths),
        _ => Between(pairs, SixMonths + 1, 100_000),
    };

    /// <summary>How many pairs are how far apart; one command.</summary>
    public static async Task<IReadOnlyDictionary<StartGap, int>> GapsAsync(IQueryable<Pair> pairs, CancellationToken ct)
    {
        var counts = await pairs.GroupBy(p => p.First.StartOn.DayNumber - p.Second.StartOn.DayNumber).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return counts.GroupBy(c => GapOf(Math.Abs(c.Key))).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
    }

    /// <summary>One page; two commands, and one more for each five hundred further pairs of a whole list.</summary>
    /// <param name="scope">Whose plans and stays the reader may see; where these are the order, pairs of which they may not come last, and so do those that have no plan.</param>
    public static async Task<IReadOnlyList<PairRow>> ReadAsync(PhdTrackerDb db, IQueryable<Pair> pairs, IQueryable<Candidature> scope, PairOrder order, int skip, int take, DateOnly today, CancellationToken ct)
    {
        var since = today.AddDays(-DaysOfMeetings).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var joint = db.Meetings.Where(m => m.State == MeetingState.Held && m.StartsAt >= since).Where(Meeting.Joint);
        var rows = await InOrder(pairs, scope, order).Skip(skip).Take(take)
            .Select(p => new { p.First.Studentship.ProjectId, p.First.Studentship.Project.Code, First = p.First.Id, Second = p.Second.Id, Meetings = joint.Count(m => m.ProjectId == p.First.Studentship.ProjectId) }).ToListAsync(ct);
        var students = new Dictionary<int, Twin>();
        foreach (var lot in rows.Chunk(Lot))
        {
            foreach (var twin in await TwinsAsync(db, [.. lot.SelectMany(r => new[] { r.First, r.Second })], scope, today, ct))
                students.TryAdd(twin.CandidatureId, twin);
        }
        return [.. rows.Select(r => new PairRow(r.ProjectId, r.Code, students[r.First], students[r.Second], r.Meetings))];
    }

    private static async Task<IEnumerable<Twin>> TwinsAsync(PhdTrackerDb db, List<int> ids, IQueryable<Candidature> scope, DateOnly today, CancellationToken ct)
    {
        var (passed, notAsked) = (Passed, NotAsked);
        var students = await db.Candidatures.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new
        {
            c.Id,
            Student = new PersonName(c.StudentId, c.Student.Title, c.Student.GivenName, c.Student.FamilyName),
            c.Studentship.Party.Side,
            c.StartOn,
            IsInScope = scope.Any(x => x.Id == c.Id),
            Asked = c.Milestones.Count(m => m.EquivalentToId == null && !m.IsOptional && !notAsked.Contains(m.State)),
            Met = c.Milestones.Count(m => m.EquivalentToId == null && !m.IsOptional && passed.Contains(m.State)),
            Stays = c.Stays.Select(s => new { s.From, s.To }).ToList(),
        }).ToListAsync(ct);
        return students.Select(c => c.IsInScope
            ? new Twin(c.Id, c.Student, c.Side, c.StartOn, c.Asked, c.Met, c.Stays.Sum(s => Days(s.From, s.To)), c.Stays.Sum(s => Days(s.From, s.To < today ? s.To : today.AddDays(-1))), true)
            : new Twin(c.Id, c.Student, c.Side, c.StartOn, 0, 0, 0, 0, false));
    }

    private static IQueryable<Pair> InOrder(IQueryable<Pair> pairs, IQueryable<Candidature> scope, PairOrder order)
    {
        if (order == PairOrder.Gap)
            return pairs.OrderByDescending(p => Math.Abs(p.First.StartOn.DayNumber - p.Second.StartOn.DayNumber)).ThenBy(p => p.First.Id);
        if (order == PairOrder.Stays)
            return pairs.OrderByDescending(p => scope.Any(c => c.Id == p.First.Id) && scope.Any(c => c.Id == p.Second.Id)).ThenBy(p => p.First.Stays.Sum(s => s.To.DayNumber - s.From.DayNumber + 1) + p.Second.Stays.Sum(s => s.To.DayNumber - s.From.DayNumber + 1)).ThenBy(p => p.First.Id);
        var (passed, notAsked) = (Passed, NotAsked);
        return pairs.Select(p => new
        {
            Pair = p,
            IsSeen = scope.Any(c => c.Id == p.First.Id) && scope.Any(c => c.Id == p.Second.Id),
            FirstAsked = p.First.Milestones.Count(m => m.EquivalentToId == null && !m.IsOptional && !notAsked.Contains(m.State)),
            FirstMet = p.First.Milestones.Count(m => m.EquivalentToId == null && !m.IsOptional && passed.Contains(m.State)),
            SecondAsked = p.Second.Milestones.Count(m => m.EquivalentToId == null && !m.IsOptional && !notAsked.Contains(m.State)),
            SecondMet = p.Second.Milestones.Count(m => m.EquivalentToId == null && !m.IsOptional && passed.Contains(m.State)),
        })
            .OrderByDescending(x => x.IsSeen && x.FirstAsked > 0 && x.SecondAsked > 0)
            .ThenByDescending(x => Math.Abs((100.0 * x.FirstMet / (x.FirstAsked == 0 ? 1 : x.FirstAsked)) - (100.0 * x.SecondMet / (x.SecondAsked == 0 ? 1 : x.SecondAsked))))
            .ThenBy(x => x.Pair.First.Id).Select(x => x.Pair);
    }

    private static readonly List<MilestoneState> Passed = [MilestoneState.Passed, MilestoneState.PassedWithConditions];

    private static readonly List<MilestoneState> NotAsked = [MilestoneState.Waived, MilestoneState.Skipped];

    private static IQueryable<Pair> Between(IQueryable<Pair> pairs, int least, int most) =>
        pairs.Where(p => Math.Abs(p.First.StartOn.DayNumber - p.Second.StartOn.DayNumber) >= least && Math.Abs(p.First.StartOn.DayNumber - p.Second.StartOn.DayNumber) <= most);

    private static StartGap GapOf(int days) => days <= ThreeMonths ? StartGap.Close : days <= SixMonths ? StartGap.Apart : StartGap.FarApart;

    private static int Days(DateOnly from, DateOnly to) => Math.Max(0, to.DayNumber - from.DayNumber + 1);
}

/// <summary>Two students of one project, in the order of their sides.</summary>
public sealed record Pair
{
    public required Candidature First { get; init; }
    public required Candidature Second { get; init; }
}
