using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>The n-th version of what a student hands in for a milestone; a draft until it is submitted.</summary>
public sealed class Submission : Entity, IAudited
{
    private Submission() { }

    internal Submission(Milestone milestone, int number, Person author) => (Milestone, Number, Author) = (milestone, number, author);

    public int MilestoneId { get; private set; }
    string? IAudited.Case => Milestone is null ? null : CaseKey.Candidature(Milestone.CandidatureId);
    public Milestone Milestone { get; private set; } = null!;

    /// <summary>1 for the first version.</summary>
    public int Number { get; private set; }
    public int AuthorId { get; private set; }
    public Person Author { get; private set; } = null!;
    public string Comment { get; private set; } = "";
    public DateTime SavedAt { get; private set; }

    /// <summary>Null while it is a draft.</summary>
    public DateTime? SubmittedAt { get; private set; }
    public List<Document> Documents { get; } = [];

    /// <summary>Characters of a comment.</summary>
    public const int LongestComment = 8000;

    /// <summary>Whether the draft's comment reads like this, however a browser ends its lines.</summary>
    internal bool Says(string comment) => Comment.ReplaceLineEndings("\n") == comment.Trim().ReplaceLineEndings("\n");

    internal void Write(string comment, DateTime now) => (Comment, SavedAt) = (comment.Trim(), now);

    /// <summary>Adds a document to the draft.</summary>
    /// <exception cref="DomainRuleException"><c>SubmissionAlreadySent</c>.</exception>
    public void Attach(Document document, DateTime now)
    {
        EnsureDraft();
        Documents.Add(document);
        SavedAt = now;
    }

    /// <summary>Takes a document out of the draft.</summary>
    /// <exception cref="DomainRuleException"><c>SubmissionAlreadySent</c>.</exception>
    public void Detach(Document document, DateTime now)
    {
        EnsureDraft();
        Documents.Remove(document);
        SavedAt = now;
    }

    internal void Submit(DateTime now)
    {
        EnsureDraft();
        if (Documents.Count == 0)
            throw new DomainRuleException("NothingToSubmit") { Field = "Files" };
        SubmittedAt = now;
    }

    private void EnsureDraft()
    {
        if (SubmittedAt is not null)
            throw new DomainRuleException("SubmissionAlreadySent");
    }
}

internal sealed class SubmissionMapping : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> builder)
    {
        builder.Property(s => s.Comment).HasMaxLength(Submission.LongestComment);
        builder.HasIndex(s => new { s.MilestoneId, s.Number }).IsUnique();
        builder.HasMany(s => s.Documents).WithMany().UsingEntity("SubmissionDocuments");
    }
}
