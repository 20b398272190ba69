using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes;

/// <summary>What was answered or done in a task was taken back, with the reason. The answer itself stays as it was given.</summary>
public sealed class DecisionReversal : Entity, IAudited
{
    /// <summary>Longest reason, in characters.</summary>
    public const int LongestReason = 2000;

    private DecisionReversal() { }

    internal DecisionReversal(ProcessTask task, string reason, Person by, DateTime at) => (Task, Reason, By, At) = (task, reason, by, at);

    public int TaskId { get; private set; }
    string? IAudited.Case => (Task as IAudited)?.Case;
    public ProcessTask Task { get; private set; } = null!;
    public string Reason { get; private set; } = "";
    public int ById { get; private set; }
    public Person By { get; private set; } = null!;
    public DateTime At { get; private set; }
}

internal sealed class DecisionReversalMapping : IEntityTypeConfiguration<DecisionReversal>
{
    public void Configure(EntityTypeBuilder<DecisionReversal> builder)
    {
        builder.ToTable("DecisionReversals");
        builder.Property(r => r.Reason).HasMaxLength(DecisionReversal.LongestReason);
        // One reversal a task: the question that is asked anew is a task of its own.
        builder.HasIndex(r => r.TaskId).IsUnique();
    }
}
