using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Processes;

/// <summary>One answer to a task.</summary>
public sealed record GivenAnswer(int Id, DecisionKind Kind, int ById, string By, int? OnBehalfOfId, string? OnBehalfOf, DateTime At)
{
    /// <summary>The answers that count, in order.</summary>
    internal static readonly Expression<Func<Decision, GivenAnswer>> Read = d => new GivenAnswer(
        d.Id, d.Kind, d.ById, (d.By.Title == null ? "" : d.By.Title + " ") + d.By.GivenName + " " + d.By.FamilyName,
        d.OnBehalfOfId, d.OnBehalfOf == null ? null : (d.OnBehalfOf.Title == null ? "" : d.OnBehalfOf.Title + " ") + d.OnBehalfOf.GivenName + " " + d.OnBehalfOf.FamilyName, d.At);

    /// <summary>Who answered: "Dr Aïcha Benoît on behalf of Prof Niamh Sutcliffe".</summary>
    public string Who(Texts texts) => OnBehalfOf is null ? By : texts["Task.OnBehalfOf", By, OnBehalfOf];
}

/// <summary>How a task ended: who answered what and when, or that it lapsed or was given up.</summary>
/// <param name="Answers">The answers that counted, in order.</param>
/// <param name="Zone">IANA zone of the side that was asked.</param>
public sealed record ClosedTask(TaskState State, IReadOnlyList<GivenAnswer> Answers, DateTime? At, string Zone)
{
    /// <summary>Whether the whole route was called off, by a person or because of what happened to its case.</summary>
    public bool IsCalledOff { get; init; }

    /// <summary>Reads how a task ended; null while it is open or if there is none.</summary>
    public static async Task<ClosedTask?> OfAsync(IQueryable<ProcessTask> tasks, int taskId, CancellationToken ct)
    {
        var closed = await tasks.AsNoTracking().Where(t => t.Id == taskId && t.State != TaskState.Open).Select(t => new
        {
            t.State,
            t.ClosedAt,
            IsCalledOff = t.State == TaskState.Cancelled && t.Process.SubStatus == "Cancelled" && t.ClosedAt == t.Process.EndedAt,
            Zone = t.Party != null ? t.Party.Institution.TimeZone : t.Process.Candidature!.Studentship.Party.Institution.TimeZone,
            Answers = t.Decisions.AsQueryable().Where(d => d.Recall == null).OrderBy(d => d.At).ThenBy(d => d.Id).Select(GivenAnswer.Read).ToList(),
        }).SingleOrDefaultAsync(ct);
        return closed is null ? null : new ClosedTask(closed.State, closed.Answers, closed.ClosedAt, closed.Zone) { IsCalledOff = closed.IsCalledOff };
    }

    /// <summary>What this person answered, or their delegate for them; null if nothing.</summary>
    public GivenAnswer? Own(int? readerId) => Answers.FirstOrDefault(a => readerId is not null && (a.ById == readerId || a.OnBehalfOfId == readerId));

    /// <summary>"Already approved by Dr Aïcha Benoît on 17 Nov 2026, 10:12 Paris." A sentence for each answer.</summary>
    /// <param name="readerId">The person who reads it: what they did themselves is told to them so.</param>
    public string In(Texts texts, int? readerId = null)
    {
        var at = At is { } instant ? texts.DateTimeIn(instant, Zone) : "";
        return State switch
        {
            TaskState.Cancelled when IsCalledOff => texts["Task.Closed.CalledOff", at],
            TaskState.Lapsed => texts["Task.Closed.Lapsed", at],
            TaskState.Cancelled => texts["Task.Closed.Cancelled", at],
            _ when Answers.Count == 0 => texts["Task.Closed.Fulfilled", at],
            _ => string.Join(" ", Answers.Select(a => Sentence(texts, a, readerId))),
        };
    }

    private string Sentence(Texts texts, GivenAnswer answer, int? readerId) => answer.ById == readerId
        ? texts["Task.Closed.ByYou", DecisionWords.Done(texts, answer.Kind), texts.DateTimeIn(answer.At, Zone)]
        : texts["Task.Closed.ByOther", DecisionWords.Done(texts, answer.Kind), answer.Who(texts), texts.DateTimeIn(answer.At, Zone)];
}

/// <summary>Somebody was faster, or the time was over. It says who, what and when.</summary>
public sealed class TaskAlreadyClosedException(ClosedTask? closed, int? readerId) : DomainRuleException("TaskAlreadyClosed")
{
    public override string In(Texts texts) => closed is null ? base.In(texts) : texts["Task.Closed.NotCounted", closed.In(texts, readerId)];
}

/// <summary>Decisions as sentences say them.</summary>
public static class DecisionWords
{
    /// <summary>"approved with conditions", after "Already …".</summary>
    public static string Done(Texts texts, DecisionKind kind) => kind switch
    {
        DecisionKind.Approved => texts["Decision.Done.Approved"],
        DecisionKind.ApprovedWithConditions => texts["Decision.Done.ApprovedWithConditions"],
        DecisionKind.Returned => texts["Decision.Done.Returned"],
        DecisionKind.Rejected => texts["Decision.Done.Rejected"],
        DecisionKind.Favourable => texts["Decision.Done.Favourable"],
        DecisionKind.Reserved => texts["Decision.Done.Reserved"],
        _ => texts["Decision.Done.Unfavourable"],
    };
}
