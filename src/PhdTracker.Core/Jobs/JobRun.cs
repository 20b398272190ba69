using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhdTracker.Core.Jobs;

public enum JobOutcome { Running, Succeeded, Failed }

/// <summary>One run of a background job.</summary>
public sealed class JobRun(string job, DateTime startedAt, int? startedById)
{
    public int Id { get; private set; }

    /// <summary>Name of the job, such as <c>SendMail</c>; readers see the text <c>Job.{name}</c>.</summary>
    public string Job { get; private set; } = job;
    public DateTime StartedAt { get; private set; } = startedAt;
    public DateTime? FinishedAt { get; private set; }
    public JobOutcome Outcome { get; private set; }

    /// <summary>How many things it did: mails sent, reminders written …</summary>
    public int Done { get; private set; }
    public string? Message { get; private set; }

    /// <summary>Who pressed "run now"; null when the schedule ran it.</summary>
    public int? StartedById { get; private set; } = startedById;

    /// <summary>A run that found nothing to do takes the place of the one before it that found nothing either.</summary>
    public bool IsIdle => Outcome == JobOutcome.Succeeded && Done == 0 && StartedById is null;

    /// <summary>Found nothing to do once more.</summary>
    public void IdleAgain(DateTime startedAt, DateTime finishedAt) => (StartedAt, FinishedAt) = (startedAt, finishedAt);

    public void Succeeded(int done, DateTime at) => (Outcome, Done, FinishedAt) = (JobOutcome.Succeeded, done, at);

    /// <summary>Longest message, in characters; what is longer is cut.</summary>
    public const int LongestMessage = 2000;

    public void Failed(string message, DateTime at) =>
        (Outcome, Message, FinishedAt) = (JobOutcome.Failed, message.Length > LongestMessage ? message[..LongestMessage] : message, at);
}

internal sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.Ignore(r => r.IsIdle);
        builder.Property(r => r.Job).HasMaxLength(60);
        builder.Property(r => r.Message).HasMaxLength(JobRun.LongestMessage);
        builder.HasIndex(r => new { r.Job, r.StartedAt });
    }
}
