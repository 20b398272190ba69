using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>A person on whose desk something lies.</summary>
/// <param name="Side">The side for which they are asked, where the question goes to both.</param>
/// <param name="Institution">What people call that side.</param>
/// <param name="IsRole">Whether the name is that of their role, for a reader who may not know who it is.</param>
public sealed record DeskHolder(int Id, string Name, string? Side = null, string? Institution = null, bool IsRole = false);

/// <summary>One open question of a case.</summary>
/// <param name="Institution">What people call the side that is asked.</param>
/// <param name="Zone">IANA zone of that side.</param>
public sealed record DeskTask(int Id, int MilestoneId, TaskKind Kind, string AskedOf, string Side, string Institution, string Zone, DateTime OpenedAt, DateOnly? DueOn, DateOnly? LapsesOn, IReadOnlyList<DeskHolder> Holders)
{
    public required string ActivityId { get; init; }
    public required string TitleEn { get; init; }
    public required string TitleFr { get; init; }

    /// <summary>Last part of the address of the page on which it is done, where it has one.</summary>
    public string? Action { get; init; }
}

/// <summary>Where a milestone lies: with its student, on the desks of those who are asked, or nowhere because it is over.</summary>
/// <param name="Followed">The milestone whose review decides this one too: itself, or the one that it is equivalent to.</param>
/// <param name="Stopped">The route met a problem that an administrator has to mend.</param>
public sealed record CaseDesk(
    int MilestoneId, int Followed, MilestoneState State, bool TakesSubmission, DateOnly? OpensOn, DateOnly? DoneOn, DeskHolder Student, string Institution, bool Stopped, IReadOnlyList<DeskTask> Tasks);

/// <summary>Reads whose desk milestones lie on: always two queries, for one as for a whole list.</summary>
public sealed class CaseDesks(PhdTrackerDb db)
{
    /// <summary>The desk of one milestone; null if there is no such milestone.</summary>
    public async Task<CaseDesk?> OfAsync(int milestoneId, CancellationToken ct) => (await OfAsync([milestoneId], ct)).GetValueOrDefault(milestoneId);

    /// <summary>The desks of many milestones, by the milestone's id.</summary>
    public async Task<IReadOnlyDictionary<int, CaseDesk>> OfAsync(IReadOnlyCollection<int> milestoneIds, CancellationToken ct)
    {
        var milestones = await db.Milestones.AsNoTracking().Where(m => milestoneIds.Contains(m.Id)).Select(m => new
        {
            m.Id,
            Followed = m.EquivalentToId ?? m.Id,
            m.State,
            m.TakesSubmission,
            m.OpensOn,
            m.DoneOn,
            m.Candidature.StudentId,
            StudentName = (m.Candidature.Student.Title == null ? "" : m.Candidature.Student.Title + " ") + m.Candidature.Student.GivenName + " " + m.Candidature.Student.FamilyName,
            Institution = m.Candidature.Studentship.Party.Institution.ShortName,
            Stopped = db.Incidents.Any(i => i.ResolvedAt == null && i.Process.MilestoneId == (m.EquivalentToId ?? m.Id)),
        }).ToListAsync(ct);
        var followed = milestones.Select(m => m.Followed).Distinct().ToList();
        var tasks = (await OpenAsync(db.Tasks.Where(t => followed.Contains(t.Process.MilestoneId ?? 0)), ct)).ToLookup(t => t.MilestoneId);
        return milestones.ToDictionary(m => m.Id, m => new CaseDesk(
            m.Id, m.Followed, m.State, m.TakesSubmission, m.OpensOn, m.DoneOn, new DeskHolder(m.StudentId, m.StudentName), m.Institution, m.Stopped, tasks[m.Followed].ToList()));
    }

    /// <summary>Open questions with the people asked; what moves the case before opinions, then the oldest first.</summary>
    public static async Task<List<DeskTask>> OpenAsync(IQueryable<ProcessTask> tasks, CancellationToken ct)
    {
        var open = await tasks.AsNoTracking().AsSingleQuery().Where(t => t.State == TaskState.Open).OrderBy(t => t.OpenedAt).ThenBy(t => t.Id).Select(t => new
        {
            t.Id,
            MilestoneId = t.Process.MilestoneId ?? 0,
            t.Kind,
            t.AskedOf,
            t.ActivityId,
            t.TitleEn,
            t.TitleFr,
            t.Action,
            t.OpenedAt,
            t.DueOn,
            t.LapsesOn,
            Side = t.Party != null ? t.Party.Side : t.Process.Candidature!.Studentship.Party.Side,
            Institution = t.Party != null ? t.Party.Institution.ShortName : t.Process.Candidature!.Studentship.Party.Institution.ShortName,
            Zone = t.Party != null ? t.Party.Institution.TimeZone : t.Process.Candidature!.Studentship.Party.Institution.TimeZone,
            Holders = t.Assignees.Where(a => a.State == SeatState.Asked).OrderBy(a => a.Person.FamilyName).ThenBy(a => a.PersonId)
                .Select(a => new DeskHolder(
                    a.PersonId, (a.Person.Title == null ? "" : a.Person.Title + " ") + a.Person.GivenName + " " + a.Person.FamilyName,
                    a.Party == null ? null : a.Party.Side, a.Party == null ? null : a.Party.Institution.ShortName)).ToList(),
        }).ToListAsync(ct);
        return open.OrderBy(t => t.Kind == TaskKind.Opinion)
            .Select(t => new DeskTask(t.Id, t.MilestoneId, t.Kind, t.AskedOf, t.Side, Institutions(t.Holders) ?? t.Institution, t.Zone, t.OpenedAt, t.DueOn, t.LapsesOn, t.Holders)
            {
                ActivityId = t.ActivityId,
                TitleEn = t.TitleEn,
                TitleFr = t.TitleFr,
                Action = t.Action,
            }).ToList();
    }

    /// <summary>Of holders who are asked for different sides, all of these.</summary>
    private static string? Institutions(IEnumerable<DeskHolder> holders) =>
        string.Join(" · ", holders.Select(h => h.Institution).OfType<string>().Distinct(StringComparer.Ordinal)) is { Length: > 0 } named ? named : null;
}
