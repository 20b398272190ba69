using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Proposals;
using PhdTracker.Workflows;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>A step of a route that the app runs: it waits, asks, or calls one domain method, and holds no rule of its own.</summary>
public abstract class RouteActivity
{
    /// <summary>Runs the step on what the context tracks; it never saves. What it throws becomes an incident.</summary>
    public abstract Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct);
}

/// <summary>How a step ended: with an outcome, or by waiting.</summary>
/// <param name="Outcome">Null while it waits.</param>
/// <param name="DueAt">When it goes on without an answer, UTC; null if never.</param>
/// <param name="DueOutcome">The outcome that it then has.</param>
/// <param name="Waits">What to do once the place where it waits is known.</param>
public sealed record StepEnd(string? Outcome, DateTime? DueAt = null, string? DueOutcome = null, Action<Bookmark>? Waits = null)
{
    /// <summary>Goes on.</summary>
    public static StepEnd Done { get; } = new("Done");

    /// <summary>What the step gives, where it ended.</summary>
    public IReadOnlyDictionary<string, JsValue>? Outputs { get; private init; }

    /// <summary>Goes on, and gives something.</summary>
    public static StepEnd DoneWith(IReadOnlyDictionary<string, JsValue> outputs) => new("Done") { Outputs = outputs };

    /// <summary>Waits for somebody.</summary>
    public static StepEnd Waiting(Action<Bookmark> waits, DateTime? dueAt = null, string? dueOutcome = null) => new(null, dueAt, dueOutcome, waits);
}

/// <summary>A step of a running process, with what it is about.</summary>
/// <param name="By">Who led to it; null when the time did.</param>
/// <param name="Now">UTC.</param>
public sealed record RouteStep(PhdTrackerDb Db, Process Process, ActivityCall Call, Person? By, DateTime Now)
{
    /// <summary>The candidature that the process is about.</summary>
    /// <exception cref="InvalidOperationException">It is about none.</exception>
    public Candidature Candidature => Process.Candidature ?? throw new InvalidOperationException("The process is about no candidature.");

    /// <summary>What the process is about.</summary>
    /// <exception cref="InvalidOperationException">It is about nothing.</exception>
    public IProcessSubject Subject => Process.Subject ?? throw new InvalidOperationException("The process is about nothing.");

    /// <summary>Whose people the route asks.</summary>
    public DeskCase Desk => DeskCase.Of(Process);

    /// <summary>The calendar day of the step, in UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now);

    /// <summary>The milestone that the process is about.</summary>
    /// <exception cref="InvalidOperationException">It is about none.</exception>
    public Milestone Milestone => Process.Milestone ?? throw new InvalidOperationException("The process is about no milestone.");

    /// <summary>The proposal that the process is about.</summary>
    /// <exception cref="InvalidOperationException">It is about none.</exception>
    public Proposal Proposal => Process.Proposal ?? throw new InvalidOperationException("The process is about no proposal.");

    /// <summary>The last version that was handed in, even if that is not saved yet.</summary>
    public async Task<Submission?> SubmissionAsync(CancellationToken ct)
    {
        if (Process.Milestone is null)
            return null;
        var stored = Process.MilestoneId is > 0
            ? await Db.Submissions.Where(s => s.MilestoneId == Process.MilestoneId && s.SubmittedAt != null).OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct)
            : null;
        return Db.Submissions.Local.Where(s => s.Milestone == Process.Milestone && s.SubmittedAt is not null).Append(stored).OfType<Submission>().MaxBy(s => s.Number);
    }

    /// <summary>An input that the step must have.</summary>
    public string Text(string input) => Call.Text(input) ?? throw new InvalidOperationException($"The step does not say its {input}.");

    /// <summary>A title in the language of a reader.</summary>
    public static string In(Person reader, string english, string french) => reader.Language == "fr" ? french : english;
}
