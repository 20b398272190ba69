using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Processes;

/// <summary>How a task ended: who answered what and when, or that it lapsed or was given up.</summary>
/// <param name="Zone">IANA zone of the side that was asked.</param>
public sealed record ClosedTask(TaskState State, DecisionKind? Decision, int? ById, string? By, DateTime? At, string Zone)
{
    /// <summary>Whether the whole route was called off, by a person or because of what happened to its case.</summary>
    public bool IsCalledOff { get; init; }

    /// <summary>Reads how a task ended; null while it is open or if there is none.</summary>
    public static Task<ClosedTask?> OfAsync(IQueryable<ProcessTask> tasks, int taskId, CancellationToken ct) =>
        tasks.Where(t => t.Id == taskId && t.State != TaskState.Open)
            .Select(t => new
            {
                t.State,
                t.ClosedAt,
                IsCalledOff = t.State == TaskState.Cancelled && t.Process.SubStatus == "Cancelled" && t.ClosedAt == t.Process.EndedAt,
                Zone = t.Party != null ? t.Party.Institution.TimeZone : t.Process.Candidature!.Studentship.Party.Institution.TimeZone,
                Kind = t.Decision == null ? (DecisionKind?)null : t.Decision.Kind,
                ById = t.Decision == null ? (int?)null : t.Decision.ById,
                By = t.Decision == null ? null : t.Decision.By,
            })
            .AsNoTracking().Select(t => new ClosedTask(t.State, t.Kind, t.ById, t.By == null ? null : t.By.DisplayName, t.ClosedAt, t.Zone) { IsCalledOff = t.IsCalledOff })
            .SingleOrDefaultAsync(ct);

    /// <summary>"Already approved by Dr Aïcha Benoît on 17 Nov 2026, 10:12 Paris."</summary>
    /// <param name="readerId">The person who reads it: what they did themselves is told to them so.</param>
    public string In(Texts texts, int? readerId = null)
    {
        var at = At is { } instant ? texts.DateTimeIn(instant, Zone) : "";
        return (State, Decision) switch
        {
            (TaskState.Cancelled, _) when IsCalledOff => texts["Task.Closed.CalledOff", at],
            (TaskState.Lapsed, _) => texts["Task.Closed.Lapsed", at],
            (TaskState.Cancelled, _) => texts["Task.Closed.Cancelled", at],
            (_, null) => texts["Task.Closed.Fulfilled", at],
            (_, { } kind) when ById == readerId => texts["Task.Closed.ByYou", DecisionWords.Done(texts, kind), at],
            (_, { } kind) => texts["Task.Closed.ByOther", DecisionWords.Done(texts, kind), By, at],
        };
    }
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
