using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes;

/// <summary>An answer to a task. Never changed afterwards: a correction is a new event.</summary>
public sealed class Decision : Entity, IAudited
{
    private Decision() { }

    internal Decision(ProcessTask task, DecisionKind kind, string comment, Person by, Person? onBehalfOf, ProgrammeParty? party, DateTime at) =>
        (Task, Kind, Comment, By, OnBehalfOf, Party, At) = (task, kind, comment, by, onBehalfOf, party, at);

    public int TaskId { get; private set; }
    string? IAudited.Case => (Task as IAudited)?.Case;
    public ProcessTask Task { get; private set; } = null!;
    public DecisionKind Kind { get; private set; }

    /// <summary>Reasons or conditions, as the decider wrote them.</summary>
    public string Comment { get; private set; } = "";
    public int ById { get; private set; }
    public Person By { get; private set; } = null!;
    public int? OnBehalfOfId { get; private set; }
    public Person? OnBehalfOf { get; private set; }

    /// <summary>The side for which it was given, where the task asks both sides.</summary>
    public int? PartyId { get; private set; }
    public ProgrammeParty? Party { get; private set; }
    public DateTime At { get; private set; }

    /// <summary>That it was taken back while others were still awaited: it counts no more.</summary>
    public DecisionReversal? Recall { get; private set; }

    /// <summary>Whether it speaks for approval.</summary>
    public bool Approves => Outcome(Kind) == "Approved";

    internal DecisionReversal TakeBack(string reason, Person by, DateTime at) => Recall = new DecisionReversal(Task, reason, by, at, this);

    /// <summary>The port by which the route goes on: <c>Approved</c>, <c>Returned</c> or <c>Rejected</c>.</summary>
    public static string Outcome(DecisionKind kind) => kind switch
    {
        DecisionKind.Approved or DecisionKind.ApprovedWithConditions or DecisionKind.Favourable => "Approved",
        DecisionKind.Returned or DecisionKind.Reserved => "Returned",
        _ => "Rejected",
    };
}

internal sealed class DecisionMapping : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.ToTable("Decisions");
        builder.Property(d => d.Comment).HasMaxLength(8000);
        builder.Ignore(d => d.Approves);
        builder.HasOne(d => d.By).WithMany().HasForeignKey(d => d.ById);
        builder.HasOne(d => d.OnBehalfOf).WithMany().HasForeignKey(d => d.OnBehalfOfId);
        builder.HasOne(d => d.Recall).WithOne(r => r.Decision).HasForeignKey<DecisionReversal>(r => r.DecisionId);
    }
}
