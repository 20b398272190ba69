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

    /// <param name="decision">One answer of a task that is still open; null for all that was answered or done in it.</param>
    internal DecisionReversal(ProcessTask task, string reason, Person by, DateTime at, Decision? decision = null) => (Task, Reason, By, At, Decision) = (task, reason, by, at, decision);

    public int TaskId { get; private set; }
    string? IAudited.Case => (Task as IAudited)?.Case;
    public ProcessTask Task { get; private set; } = null!;
    public int? DecisionId { get; private set; }
    public Decision? Decision { get; private set; }
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
        builder.HasOne(r => r.Task).WithMany().HasForeignKey(r => r.TaskId);
    }
}
