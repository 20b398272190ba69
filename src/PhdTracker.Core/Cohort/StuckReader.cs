using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;

namespace PhdTracker.Core.Cohort;

/// <summary>Where open tasks lie, and how long answers take. Each is one command whose rows are steps or people, never tasks.</summary>
public static class StuckReader
{
    /// <summary>Days over which answers are measured.</summary>
    public const int DaysMeasured = 365;

    /// <summary>People shown.</summary>
    public const int HoldersShown = 10;

    /// <summary>Open tasks by route, step and side, with how old they are.</summary>
    public static async Task<List<StuckStep>> StepsAsync(IQueryable<ProcessTask> open, DateOnly today, CancellationToken ct)
    {
        var (ten, thirty) = (today.AddDays(-10).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), today.AddDays(-30).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        var steps = await open.GroupBy(t => new { t.Process.DefinitionId, t.ActivityId, t.TitleEn, t.TitleFr, t.Party!.Side }).Select(g => new
        {
            g.Key,
            Count = g.Count(),
            Oldest = g.Min(t => t.OpenedAt),
            Newest = g.Max(t => t.OpenedAt),
            Fresh = g.Count(t => t.OpenedAt >= ten),
            Old = g.Count(t => t.OpenedAt < thirty),
        }).ToListAsync(ct);
        return [.. steps.GroupBy(s => (s.Key.DefinitionId, s.Key.ActivityId, s.Key.Side)).Select(g =>
            {
                var (titles, count, fresh, old) = (g.MaxBy(s => s.Newest)!.Key, g.Sum(s => s.Count), g.Sum(s => s.Fresh), g.Sum(s => s.Old));
                return new StuckStep(new StepAsked(g.Key.DefinitionId, g.Key.ActivityId, titles.TitleEn, titles.TitleFr, g.Key.Side), count, fresh, count - fresh - old, old, today.DayNumber - DateOnly.FromDateTime(g.Min(s => s.Oldest)).DayNumber);
            })
            .OrderByDescending(s => s.Old).ThenByDescending(s => s.OldestDays).ThenBy(s => s.Step.Route, StringComparer.Ordinal).ThenBy(s => s.Step.Id, StringComparer.Ordinal)];
    }

    /// <summary>Those on whose desks most lies, of those whom the reader may name.</summary>
    public static Task<List<StuckHolder>> HoldersAsync(IQueryable<ProcessTask> named, CancellationToken ct) =>
        named.SelectMany(t => t.Assignees, (t, a) => new { t.OpenedAt, a.State, a.PersonId, a.Person.Title, a.Person.GivenName, a.Person.FamilyName }).Where(a => a.State == SeatState.Asked)
            .GroupBy(a => new { a.PersonId, a.Title, a.GivenName, a.FamilyName }).Select(g => new { g.Key, Count = g.Count(), Oldest = g.Min(a => a.OpenedAt) })
            .OrderByDescending(g => g.Count).ThenBy(g => g.Oldest).ThenBy(g => g.Key.PersonId).Take(HoldersShown)
            .Select(g => new StuckHolder(new PersonName(g.Key.PersonId, g.Key.Title, g.Key.GivenName, g.Key.FamilyName), g.Count, g.Oldest)).ToListAsync(ct);

    /// <summary>Of these tasks, those that were answered in the last 365 days.</summary>
    public static IQueryable<ProcessTask> Answered(this IQueryable<ProcessTask> tasks, DateOnly today)
    {
        var since = today.AddDays(-DaysMeasured).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return tasks.Where(t => t.State == TaskState.Done && t.ClosedAt >= since);
    }

    /// <summary>One page of answered tasks, the slowest answers first. Who answered what is for the page of each case to tell, to those who may know.</summary>
    public static Task<List<AnsweredTask>> AnswersAsync(IQueryable<ProcessTask> answered, int skip, int take, CancellationToken ct) =>
        answered.OrderByDescending(t => DateOnly.FromDateTime(t.ClosedAt!.Value).DayNumber - DateOnly.FromDateTime(t.OpenedAt).DayNumber).ThenByDescending(t => t.ClosedAt).ThenBy(t => t.Id)
            .Skip(skip).Take(take).WithCase().Select(t => new AnsweredTask
            {
                TitleEn = t.Row.TitleEn,
                TitleFr = t.Row.TitleFr,
                Route = t.Row.Process.DefinitionId,
                Side = t.Row.Party!.Side,
                OpenedAt = t.Row.OpenedAt,
                ClosedAt = t.Row.ClosedAt!.Value,
                About = t.Case,
                CandidatureId = t.Row.Process.CandidatureId,
                ProjectId = t.Row.Process.Candidature == null ? t.Row.Process.Agreement!.ProjectId : t.Row.Process.Candidature.Studentship.ProjectId,
            }).ToListAsync(ct);

    /// <summary>How long answers took that came in the last 365 days, by route, step and side. The database counts tasks by days; the median is that of all of them.</summary>
    public static async Task<List<StepTime>> TimesAsync(IQueryable<ProcessTask> tasks, DateOnly today, CancellationToken ct)
    {
        var counts = await tasks.Answered(today)
            .GroupBy(t => new { t.Process.DefinitionId, t.ActivityId, t.TitleEn, t.TitleFr, t.Party!.Side, Days = DateOnly.FromDateTime(t.ClosedAt!.Value).DayNumber - DateOnly.FromDateTime(t.OpenedAt).DayNumber })
            .Select(g => new { g.Key, Count = g.Count(), Newest = g.Max(t => t.OpenedAt) }).ToListAsync(ct);
        return [.. counts.GroupBy(c => (c.Key.DefinitionId, c.Key.ActivityId, c.Key.Side)).Select(g =>
            {
                var titles = g.MaxBy(c => c.Newest)!.Key;
                return new StepTime(new StepAsked(g.Key.DefinitionId, g.Key.ActivityId, titles.TitleEn, titles.TitleFr, g.Key.Side), g.Sum(c => c.Count), Median([.. g.OrderBy(c => c.Key.Days).Select(c => (c.Key.Days, c.Count))]), g.Max(c => c.Key.Days));
            })
            .OrderByDescending(s => s.Median).ThenBy(s => s.Step.Route, StringComparer.Ordinal).ThenBy(s => s.Step.Id, StringComparer.Ordinal)];
    }

    /// <summary>The median of values of which each occurs so often: the middle one, or half way between the two in the middle.</summary>
    /// <param name="counts">By ascending value.</param>
    public static double Median(IReadOnlyList<(int Value, int Count)> counts)
    {
        var total = counts.Sum(c => c.Count);
        return total == 0 ? 0 : (At((total - 1) / 2) + At(total / 2)) / 2.0;

        int At(int index)
        {
            foreach (var (value, count) in counts)
            {
                if (index < count)
                    return value;
                index -= count;
            }
            throw new ArgumentOutOfRangeException(nameof(index), index, "There are not so many values.");
        }
    }
}

/// <summary>A step of a route that asks one side; it is called as the newest version of the route that asked it calls it.</summary>
/// <param name="Route">Id of the definition.</param>
/// <param name="Id">Of the activity.</param>
/// <param name="Side">Null where the step names none.</param>
public sealed record StepAsked(string Route, string Id, string TitleEn, string TitleFr, string? Side);

/// <summary>Open tasks of one step.</summary>
/// <param name="Fresh">Open for up to ten days.</param>
/// <param name="Waiting">Open for eleven to thirty days.</param>
/// <param name="Old">Open for longer.</param>
public sealed record StuckStep(StepAsked Step, int Count, int Fresh, int Waiting, int Old, int OldestDays);

/// <summary>Somebody with open tasks.</summary>
public sealed record StuckHolder(PersonName Person, int Count, DateTime OldestAt);

/// <summary>How many days answers to one step took.</summary>
public sealed record StepTime(StepAsked Step, int Answers, double Median, int Longest);

/// <summary>A task that was answered, as the offices see it.</summary>
public sealed record AnsweredTask
{
    public required string TitleEn { get; init; }
    public required string TitleFr { get; init; }

    /// <summary>Id of the definition.</summary>
    public required string Route { get; init; }

    /// <summary>The side that was asked; null if the route names none.</summary>
    public string? Side { get; init; }
    public required DateTime OpenedAt { get; init; }
    public required DateTime ClosedAt { get; init; }
    public required CaseName About { get; init; }
    public int? CandidatureId { get; init; }
    public int? ProjectId { get; init; }

    /// <summary>Days that the answer took, counted as for the median of its step.</summary>
    public int Days => DateOnly.FromDateTime(ClosedAt).DayNumber - DateOnly.FromDateTime(OpenedAt).DayNumber;
}
