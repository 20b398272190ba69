using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Committees;

/// <summary>What a report is about: the assessment of a milestone, the open part of a committee's meeting, or what the committee concluded.</summary>
public enum ReportPart { Assessment, Presentation, Opinion }

/// <summary>What assessors or a committee think. Incomplete: the committee could not form an opinion, and needs more.</summary>
public enum CommitteeOpinion { Favourable, Reserved, Unfavourable, Incomplete }

/// <summary>
/// What an assessor or a committee wrote for those who follow the student: read by the student and the people of the student's own side. It is
/// not in the audit trail, which says only that it was written. What is said in confidence is a <see cref="ConfidentialNote"/>.
/// </summary>
public sealed class CommitteeReport : Entity
{
    /// <summary>Characters of a report.</summary>
    public const int LongestText = 20_000;

    private CommitteeReport() { }

    /// <param name="opinion">Null for the report of a meeting's open part.</param>
    /// <exception cref="DomainRuleException"><c>ReportMissing</c>, <c>ReportTooLong</c>, <c>CommitteeOpinionMissing</c>.</exception>
    internal CommitteeReport(Milestone milestone, int? submissionId, ReportPart part, CommitteeOpinion? opinion, string text, Person author, DateTime at)
    {
        if (part != ReportPart.Presentation && (opinion is null || !Choices(part).Contains(opinion.Value)))
            throw new DomainRuleException("CommitteeOpinionMissing") { Field = "Opinion" };
        Text = Checked(text);
        (Milestone, SubmissionId, Part, Opinion, Author, At) = (milestone, submissionId, part, part == ReportPart.Presentation ? null : opinion, author, at);
    }

    public int MilestoneId { get; private set; }
    public Milestone Milestone { get; private set; } = null!;

    /// <summary>The version that it is about.</summary>
    public int? SubmissionId { get; private set; }
    public ReportPart Part { get; private set; }
    public CommitteeOpinion? Opinion { get; private set; }
    public string Text { get; private set; } = "";
    public int AuthorId { get; private set; }
    public Person Author { get; private set; } = null!;
    public DateTime At { get; private set; }

    /// <summary>The opinions that a report of this kind can come to.</summary>
    public static IReadOnlyList<CommitteeOpinion> Choices(ReportPart part) => part switch
    {
        ReportPart.Assessment => [CommitteeOpinion.Favourable, CommitteeOpinion.Reserved, CommitteeOpinion.Unfavourable],
        ReportPart.Opinion => Enum.GetValues<CommitteeOpinion>(),
        _ => [],
    };

    /// <summary>A text that may be kept.</summary>
    internal static string Checked(string text)
    {
        var written = text.Trim();
        if (written.Length == 0)
            throw new DomainRuleException("ReportMissing") { Field = "Text" };
        if (written.Length > LongestText)
            throw new DomainRuleException("ReportTooLong", LongestText, written.Length) { Field = "Text" };
        return written;
    }
}

internal sealed class CommitteeReportMapping : IEntityTypeConfiguration<CommitteeReport>
{
    public void Configure(EntityTypeBuilder<CommitteeReport> builder)
    {
        builder.ToTable("CommitteeReports");
        builder.HasIndex(r => r.MilestoneId);
        builder.HasOne<Submission>().WithMany().HasForeignKey(r => r.SubmissionId);
    }
}
