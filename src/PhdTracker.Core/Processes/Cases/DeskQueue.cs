using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>Something that waits on one person's desk.</summary>
public sealed record QueuedTask
{
    public required int Id { get; init; }
    public required TaskKind Kind { get; init; }
    public required string TitleEn { get; init; }
    public required string TitleFr { get; init; }
    public required int? MilestoneId { get; init; }
    public required string MilestoneEn { get; init; }
    public required string MilestoneFr { get; init; }
    public required PersonName Student { get; init; }
    public required string HomeSide { get; init; }
    public required string ProjectCode { get; init; }
    public required string ProjectTitle { get; init; }

    /// <summary>Which version was handed in; null where nothing was.</summary>
    public required int? Number { get; init; }
    public required DateTime OpenedAt { get; init; }

    /// <summary>The day to answer by: its due date, or the last day on which an opinion counts.</summary>
    public required DateOnly? AnswerBy { get; init; }
    public required bool Lapses { get; init; }

    /// <summary>IANA zone of the side that is asked: a day ends there.</summary>
    public required string Zone { get; init; }
    public required List<PersonName> AlsoAsked { get; init; }
}

/// <summary>The queue of one person: what they are asked, the oldest first.</summary>
public static class DeskQueue
{
    public static IQueryable<ProcessTask> Of(PhdTrackerDb db, int personId) =>
        db.Tasks.AsNoTracking().Where(t => t.State == TaskState.Open && t.Assignees.Any(a => a.PersonId == personId));

    public static Task<List<QueuedTask>> ReadAsync(IQueryable<ProcessTask> tasks, int personId, int skip, int take, CancellationToken ct) =>
        tasks.OrderBy(t => t.OpenedAt).ThenBy(t => t.Id).Skip(skip).Take(take).Select(t => new QueuedTask
        {
            Id = t.Id,
            Kind = t.Kind,
            TitleEn = t.TitleEn,
            TitleFr = t.TitleFr,
            MilestoneId = t.Process.MilestoneId,
            MilestoneEn = t.Process.Milestone!.TitleEn,
            MilestoneFr = t.Process.Milestone.TitleFr,
            Student = new PersonName(t.Process.Candidature!.StudentId, t.Process.Candidature.Student.Title, t.Process.Candidature.Student.GivenName, t.Process.Candidature.Student.FamilyName),
            HomeSide = t.Process.Candidature.Studentship.Party.Side,
            ProjectCode = t.Process.Candidature.Studentship.Project.Code,
            ProjectTitle = t.Process.Candidature.Studentship.Project.Title,
            Number = t.Submission == null ? null : t.Submission.Number,
            OpenedAt = t.OpenedAt,
            AnswerBy = t.LapsesOn ?? t.DueOn,
            Lapses = t.LapsesOn != null,
            Zone = t.Party != null ? t.Party.Institution.TimeZone : t.Process.Candidature.Studentship.Party.Institution.TimeZone,
            AlsoAsked = t.Assignees.Where(a => a.PersonId != personId).OrderBy(a => a.Person.FamilyName).ThenBy(a => a.PersonId)
                .Select(a => new PersonName(a.PersonId, a.Person.Title, a.Person.GivenName, a.Person.FamilyName)).ToList(),
        }).ToListAsync(ct);
}
