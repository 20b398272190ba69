using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;

namespace PhdTracker.Core.Examinations;

/// <summary>What a student hands in as the thesis.</summary>
/// <param name="Language"><c>en</c> or <c>fr</c>: the language that it is written in.</param>
/// <param name="EmbargoUntil">Last day on which only the student's own side reads it; null for none.</param>
/// <param name="At">UTC.</param>
public sealed record ThesisPart(string TitleEn, string TitleFr, string Language, Document Document, DateOnly? EmbargoUntil, string EmbargoReason, DateTime At);

/// <summary>The n-th version of a thesis, as it was handed in. It is never changed or taken back.</summary>
public sealed class Thesis : Entity, IAudited
{
    /// <summary>Languages that a thesis may be written in.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "fr"];

    private Thesis() { }

    /// <exception cref="DomainRuleException"><c>ThesisLanguageMissing</c>, <c>EmbargoNotInFuture</c>, <c>EmbargoReasonMissing</c>, <c>OfficeReasonTooLong</c>.</exception>
    internal Thesis(Examination examination, int number, ThesisPart part, DateOnly today, bool isCorrected)
    {
        Check(part.Language, part.EmbargoUntil, part.EmbargoReason, today);
        (Examination, Number, IsCorrected) = (examination, number, isCorrected);
        (TitleEn, TitleFr, Language, Document) = (part.TitleEn.Trim(), part.TitleFr.Trim(), part.Language, part.Document);
        (EmbargoUntil, EmbargoReason) = (part.EmbargoUntil, part.EmbargoUntil is null ? "" : part.EmbargoReason.Trim());
        (HandedInAt, HandedInOn) = (part.At, today);
    }

    public int ExaminationId { get; private set; }
    string? IAudited.Case => Examination is null ? null : CaseKey.Candidature(Examination.CandidatureId);
    public Examination Examination { get; private set; } = null!;

    /// <summary>1 for the first version.</summary>
    public int Number { get; private set; }

    /// <summary>Handed in after the examiners asked for corrections.</summary>
    public bool IsCorrected { get; private set; }
    public string TitleEn { get; private set; } = "";
    public string TitleFr { get; private set; } = "";
    public string Language { get; private set; } = "";
    public int DocumentId { get; private set; }
    public Document Document { get; private set; } = null!;
    public DateOnly? EmbargoUntil { get; private set; }
    public string EmbargoReason { get; private set; } = "";
    public DateTime HandedInAt { get; private set; }

    /// <summary>The day of it on the clock of the student's side.</summary>
    public DateOnly HandedInOn { get; private set; }

    /// <summary>What can be wrong before a file is received.</summary>
    /// <exception cref="DomainRuleException"><c>ThesisLanguageMissing</c>, <c>EmbargoNotInFuture</c>, <c>EmbargoReasonMissing</c>, <c>OfficeReasonTooLong</c>.</exception>
    public static void Check(string language, DateOnly? embargoUntil, string embargoReason, DateOnly today)
    {
        if (!Languages.Contains(language))
            throw new DomainRuleException("ThesisLanguageMissing") { Field = "Language" };
        if (embargoUntil <= today)
            throw new DomainRuleException("EmbargoNotInFuture") { Field = "EmbargoUntil" };
        if (embargoUntil is not null && string.IsNullOrWhiteSpace(embargoReason))
            throw new DomainRuleException("EmbargoReasonMissing") { Field = "EmbargoReason" };
        if (embargoReason.Trim().Length > Examination.LongestReason)
            throw new DomainRuleException("OfficeReasonTooLong", Examination.LongestReason) { Field = "EmbargoReason" };
    }
}

internal sealed class ThesisMapping : IEntityTypeConfiguration<Thesis>
{
    public void Configure(EntityTypeBuilder<Thesis> builder)
    {
        builder.ToTable("Theses");
        builder.Property(t => t.TitleEn).HasMaxLength(Examination.LongestTitle);
        builder.Property(t => t.TitleFr).HasMaxLength(Examination.LongestTitle);
        builder.Property(t => t.Language).HasMaxLength(2);
        builder.Property(t => t.EmbargoReason).HasMaxLength(Examination.LongestReason);
        builder.HasIndex(t => new { t.ExaminationId, t.Number }).IsUnique();
        builder.HasOne(t => t.Document).WithMany().HasForeignKey(t => t.DocumentId);
    }
}
