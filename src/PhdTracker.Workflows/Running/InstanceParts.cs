namespace PhdTracker.Workflows;

/// <summary>Whether an instance can still go on.</summary>
public enum WorkflowStatus
{
    /// <summary>It waits, or is in a burst.</summary>
    Running,

    /// <summary>It will not go on.</summary>
    Finished,
}

/// <summary>More precisely how an instance stands.</summary>
public enum WorkflowSubStatus
{
    /// <summary>In a burst.</summary>
    Executing,

    /// <summary>It waits for somebody, for a time, or on an incident.</summary>
    Suspended,

    /// <summary>It came to its end.</summary>
    Finished,

    /// <summary>It was called off.</summary>
    Cancelled,

    /// <summary>An activity failed.</summary>
    Faulted,
}

/// <summary>A place where an instance waits.</summary>
/// <param name="Id">Unique in the instance; never used again.</param>
/// <param name="ActivityId">The activity that waits.</param>
/// <param name="Name">The task, the event, or whatever the host named it.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="DueAt">When it is resumed without an answer, UTC; null if never.</param>
/// <param name="DueOutcome">The outcome that it then has.</param>
public sealed record Bookmark(int Id, string ActivityId, string? Name, DateTime CreatedAt, DateTime? DueAt, string? DueOutcome)
{
    /// <summary>Whether the step has failed and is tried again when it is due. Nobody can answer it; it can be skipped.</summary>
    public bool IsRetry => Failed > 0;

    /// <summary>How often the step has failed so far.</summary>
    public int Failed { get; internal init; }

    internal int FrameId { get; init; }
}

/// <summary>An activity that failed and has been neither retried nor skipped.</summary>
/// <param name="Id">Unique in the instance; never used again.</param>
/// <param name="ActivityId">The activity that failed.</param>
/// <param name="Message">Why, as the activity put it.</param>
/// <param name="Input">The inputs that it had, as JSON; null if it failed on them.</param>
/// <param name="At">UTC.</param>
public sealed record Incident(int Id, string ActivityId, string Message, string? Input, DateTime At)
{
    internal int FrameId { get; init; }
}

/// <summary>What a step did.</summary>
public enum JournalEvent
{
    /// <summary>It began.</summary>
    Started,

    /// <summary>It ended with outcomes.</summary>
    Completed,

    /// <summary>It waited and is not needed any more.</summary>
    Cancelled,

    /// <summary>It failed.</summary>
    Faulted,
}

/// <summary>One line of an instance's history.</summary>
/// <param name="Sequence">Counted from 1 over the life of the instance.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="ActivityType">Its type's name.</param>
/// <param name="Event">What it did.</param>
/// <param name="Outcomes">Its outcomes, if it completed.</param>
/// <param name="At">UTC.</param>
/// <param name="Text">What it wrote, or why it failed.</param>
public sealed record JournalEntry(
    int Sequence, string ActivityId, string ActivityType, JournalEvent Event, IReadOnlyList<string> Outcomes, DateTime At, string? Text);

/// <summary>An answer that cannot be given; nothing has changed.</summary>
public sealed class AnswerRefusedException(string message) : Exception(message);
