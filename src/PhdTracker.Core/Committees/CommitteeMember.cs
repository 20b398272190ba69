using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Committees;

/// <summary>A committee beside the supervisors: a panel that assesses one milestone, or the one that follows a student year after year.</summary>
public enum CommitteeKind { Assessment, Monitoring }

/// <summary>A person named to a committee of one student, from one moment to another. A route asks them as <c>assessor</c> or <c>committee</c>.</summary>
public sealed class CommitteeMember : Entity, IAudited
{
    private CommitteeMember() { }

    /// <param name="milestone">The milestone that an assessment panel is named for; null for a monitoring committee.</param>
    internal CommitteeMember(Candidature candidature, Milestone? milestone, CommitteeKind kind, Person person, DateTime namedAt) =>
        (Candidature, CandidatureId, Milestone, MilestoneId, Kind, Person, NamedAt) = (candidature, candidature.Id, milestone, milestone?.Id, kind, person, namedAt);

    public int CandidatureId { get; private set; }
    string? IAudited.Case => CaseKey.Candidature(CandidatureId);
    public Candidature Candidature { get; private set; } = null!;
    public int? MilestoneId { get; private set; }
    public Milestone? Milestone { get; private set; }
    public CommitteeKind Kind { get; private set; }
    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;
    public DateTime NamedAt { get; private set; }

    /// <summary>Since when somebody else is named; null while they are a member.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>When an assessor handed in their report; null while it is awaited.</summary>
    public DateTime? ReportedAt { get; private set; }

    /// <summary>Whether a route that asks this committee asks this member: an assessor reports once.</summary>
    public bool IsAsked => EndedAt is null && ReportedAt is null;

    internal void End(DateTime now) => EndedAt ??= now;

    internal void Report(DateTime now) => ReportedAt = now;

    internal void AskAgain() => ReportedAt = null;
}

internal sealed class CommitteeMemberMapping : IEntityTypeConfiguration<CommitteeMember>
{
    public void Configure(EntityTypeBuilder<CommitteeMember> builder)
    {
        builder.Ignore(m => m.IsAsked);
        builder.HasIndex(m => new { m.CandidatureId, m.Kind, m.EndedAt });
    }
}
