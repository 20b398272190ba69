using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
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

public sealed partial class Milestone
{
    /// <summary>The version being written; null if there is none. <see cref="Submissions"/> must be loaded.</summary>
    public Submission? OpenDraft => Submissions.FirstOrDefault(s => s.SubmittedAt is null);

    /// <summary>Goes on with the draft that a page was loaded with.</summary>
    /// <param name="version">The draft's version then; null if there was none.</param>
    /// <exception cref="StaleVersionException">It was changed since, and reads differently.</exception>
    /// <exception cref="DomainRuleException">As <see cref="Draft"/>, and <c>CommentTooLong</c>.</exception>
    public Submission Continue(int? version, string comment, Person author, DateTime now)
    {
        if (comment.Trim().Length > Submission.LongestComment)
            throw new DomainRuleException("CommentTooLong", Submission.LongestComment, comment.Trim().Length) { Field = "Comment" };
        if (OpenDraft is { } draft && draft.Version != version && !draft.Says(comment))
            throw new StaleVersionException();
        return Draft(author, comment, now);
    }

    /// <summary>The version being written, or a new one. Only its author sees it until it is submitted.</summary>
    /// <exception cref="DomainRuleException"><c>MilestoneAlreadyHandedIn</c>, <c>MilestoneNotOpenForSubmission</c>, <c>MilestoneOpensLater</c>.</exception>
    public Submission Draft(Person author, string comment, DateTime now)
    {
        EnsureSubmittable(now);
        var draft = OpenDraft;
        if (draft is null)
            Submissions.Add(draft = new Submission(this, Submissions.Count + 1, author));
        draft.Write(comment, now);
        if (State == MilestoneState.Planned)
            State = MilestoneState.Draft;
        return draft;
    }

    /// <summary>Hands in the draft as the n-th version. It counts for the equivalent milestones too.</summary>
    /// <exception cref="DomainRuleException">As <see cref="Draft"/>, and <c>NothingToSubmit</c>.</exception>
    public Submission Submit(Person author, string comment, DateTime now)
    {
        var submission = Draft(author, comment, now);
        submission.Submit(now);
        State = MilestoneState.Submitted;
        foreach (var equivalent in Equivalents.Where(e => !e.IsClosed))
            equivalent.State = MilestoneState.Submitted;
        return submission;
    }

    /// <summary>The student withdraws what was returned to them: nothing is under way any more, and it can be handed in afresh.</summary>
    /// <exception cref="DomainRuleException"><c>SubmissionNotWithdrawable</c>.</exception>
    public void Withdraw()
    {
        if (State != MilestoneState.Returned)
            throw new DomainRuleException("SubmissionNotWithdrawable");
        MoveTo(OpenDraft is null ? MilestoneState.Planned : MilestoneState.Draft);
    }

    private void EnsureSubmittable(DateTime now)
    {
        if (State is MilestoneState.Submitted)
            throw new DomainRuleException("MilestoneAlreadyHandedIn");
        if (!TakesSubmission || EquivalentToId is not null || IsClosed || Candidature.IsClosed(Candidature.State))
            throw new DomainRuleException("MilestoneNotOpenForSubmission");
        if (OpensOn is { } opens && DateOnly.FromDateTime(now) < opens)
            throw new DomainRuleException("MilestoneOpensLater", opens);
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
