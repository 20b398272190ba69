using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes;

/// <summary>A task that lies on somebody's desk, as the offices see it.</summary>
public sealed record OpenTask
{
    public required int Id { get; init; }
    public required string TitleEn { get; init; }
    public required string TitleFr { get; init; }
    public required TaskKind Kind { get; init; }
    public required DateTime OpenedAt { get; init; }
    public DateOnly? DueOn { get; init; }

    /// <summary>The side that is asked; null if the route names none.</summary>
    public string? Side { get; init; }
    public int? MilestoneId { get; init; }
    public string? MilestoneEn { get; init; }
    public string? MilestoneFr { get; init; }
    public required int CandidatureId { get; init; }
    public required string HomeSide { get; init; }
    public required PersonName Student { get; init; }
    public required int ProjectId { get; init; }
    public required string ProjectCode { get; init; }

    /// <summary>On whose desks it lies; nobody, if nobody holds the role.</summary>
    public required List<PersonName> Holders { get; init; }

    /// <summary>Whole days since it came to the desk.</summary>
    public int DaysOn(DateOnly today) => Math.Max(0, today.DayNumber - DateOnly.FromDateTime(OpenedAt).DayNumber);
}

/// <summary>Which open tasks a list shows.</summary>
/// <param name="Holder">Somebody on whose desk it lies.</param>
/// <param name="Idle">Only those that have lain for more than ten working days.</param>
/// <param name="NobodyAsked">Only those that lie on no desk.</param>
public sealed record OpenTaskFilter(int? Holder = null, bool Idle = false, bool NobodyAsked = false);

public static class OpenTasks
{
    /// <summary>The open tasks about these candidatures.</summary>
    public static IQueryable<ProcessTask> Of(PhdTrackerDb db, IQueryable<Candidature> candidatures, OpenTaskFilter filter, DateOnly today)
    {
        var tasks = db.Tasks.AsNoTracking().Where(t => t.State == TaskState.Open && candidatures.Any(c => c.Id == t.Process.CandidatureId));
        if (filter.Holder is { } holder)
            tasks = tasks.Where(t => t.Assignees.Any(a => a.PersonId == holder));
        if (filter.NobodyAsked)
            tasks = tasks.Where(t => !t.Assignees.Any());
        if (filter.Idle)
        {
            var before = Idleness.Threshold(today);
            tasks = tasks.Where(t => t.OpenedAt < before);
        }
        return tasks;
    }

    /// <summary>One page of them, the oldest first.</summary>
    public static Task<List<OpenTask>> ReadAsync(IQueryable<ProcessTask> tasks, int skip, int take, CancellationToken ct) =>
        tasks.OrderBy(t => t.OpenedAt).ThenBy(t => t.Id).Skip(skip).Take(take).Select(t => new OpenTask
        {
            Id = t.Id,
            TitleEn = t.TitleEn,
            TitleFr = t.TitleFr,
            Kind = t.Kind,
            OpenedAt = t.OpenedAt,
            DueOn = t.DueOn,
            Side = t.Party!.Side,
            MilestoneId = t.Process.MilestoneId,
            MilestoneEn = t.Process.Milestone!.TitleEn,
            MilestoneFr = t.Process.Milestone.TitleFr,
            CandidatureId = t.Process.Candidature!.Id,
            HomeSide = t.Process.Candidature.Studentship.Party.Side,
            Student = new PersonName(t.Process.Candidature.StudentId, null, t.Process.Candidature.Student.GivenName, t.Process.Candidature.Student.FamilyName),
            ProjectId = t.Process.Candidature.Studentship.ProjectId,
            ProjectCode = t.Process.Candidature.Studentship.Project.Code,
            Holders = t.Assignees.OrderBy(a => a.Person.FamilyName).ThenBy(a => a.PersonId).Select(a => new PersonName(a.PersonId, a.Person.Title, a.Person.GivenName, a.Person.FamilyName)).ToList(),
        }).ToListAsync(ct);

    /// <summary>Everybody on whose desk one of these tasks lies, by name.</summary>
    public static async Task<List<PersonName>> HoldersAsync(IQueryable<ProcessTask> tasks, CancellationToken ct) =>
        await tasks.SelectMany(t => t.Assignees).Select(a => a.Person).Distinct().OrderBy(p => p.FamilyName).ThenBy(p => p.GivenName).ThenBy(p => p.Id)
            .Select(p => new PersonName(p.Id, p.Title, p.GivenName, p.FamilyName)).ToListAsync(ct);
}
