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

    /// <summary>What it is about.</summary>
    public required CaseName About { get; init; }

    /// <summary>Last part of the address of the page on which it is done; null for what is answered on the task's own page.</summary>
    public required string? Action { get; init; }

    /// <summary>Which version was handed in; null where nothing was.</summary>
    public required int? Number { get; init; }
    public required DateTime OpenedAt { get; init; }

    /// <summary>The day to answer by: its due date, or the last day on which an opinion counts.</summary>
    public required DateOnly? AnswerBy { get; init; }
    public required bool Lapses { get; init; }

    /// <summary>IANA zone of the side that is asked: a day ends there.</summary>
    public required string Zone { get; init; }
    public required List<PersonName> AlsoAsked { get; init; }

    /// <summary>Who delegated it to them; null where they are asked themselves.</summary>
    public required PersonName? OnBehalfOf { get; init; }
}

/// <summary>The queue of one person: what they are asked, the oldest first.</summary>
public static class DeskQueue
{
    public static IQueryable<ProcessTask> Of(PhdTrackerDb db, int personId) =>
        db.Tasks.AsNoTracking().Where(t => t.State == TaskState.Open && t.Assignees.Any(a => a.PersonId == personId && a.State == SeatState.Asked));

    public static Task<List<QueuedTask>> ReadAsync(IQueryable<ProcessTask> tasks, int personId, int skip, int take, CancellationToken ct) =>
        tasks.OrderBy(t => t.OpenedAt).ThenBy(t => t.Id).Skip(skip).Take(take).WithCase().Select(t => new QueuedTask
        {
            Id = t.Row.Id,
            Kind = t.Row.Kind,
            TitleEn = t.Row.TitleEn,
            TitleFr = t.Row.TitleFr,
            Action = t.Row.Action,
            About = t.Case,
            Number = t.Row.Submission == null ? null : t.Row.Submission.Number,
            OpenedAt = t.Row.OpenedAt,
            AnswerBy = t.Row.LapsesOn ?? t.Row.DueOn,
            Lapses = t.Row.LapsesOn != null,
            Zone = t.Row.Party != null ? t.Row.Party.Institution.TimeZone : t.Row.Process.Candidature!.Studentship.Party.Institution.TimeZone,
            AlsoAsked = t.Row.Assignees.Where(a => a.PersonId != personId && a.State == SeatState.Asked).OrderBy(a => a.Person.FamilyName).ThenBy(a => a.PersonId)
                .Select(a => new PersonName(a.PersonId, a.Person.Title, a.Person.GivenName, a.Person.FamilyName)).ToList(),
            OnBehalfOf = t.Row.Assignees.Where(a => a.PersonId == personId && a.OnBehalfOf != null)
                .Select(a => new PersonName(a.OnBehalfOf!.Id, a.OnBehalfOf.Title, a.OnBehalfOf.GivenName, a.OnBehalfOf.FamilyName)).FirstOrDefault(),
        }).ToListAsync(ct);
}
