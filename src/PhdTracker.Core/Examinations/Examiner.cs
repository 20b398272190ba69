using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Examinations;

/// <summary>What an examiner does: the first two in the United Kingdom, the others in France.</summary>
public enum ExaminerRole { InternalExaminer, ExternalExaminer, Rapporteur, Examinateur, President }

/// <summary>Professor or equivalent, such as a director of research; or another rank.</summary>
public enum ExaminerRank { Professor, Other }

/// <summary>An examiner as the lead names them.</summary>
/// <param name="IsExternal">Of no institution of this student's; where the role does not say it.</param>
/// <param name="HasConflict">The lead declares a conflict of interest.</param>
public sealed record Nominee(string Name, string Email, string Institution, string Country, ExaminerRole? Role, ExaminerRank? Rank, bool IsExternal, bool HasConflict)
{
    /// <summary>Nothing was typed in this row of the form.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Email) && string.IsNullOrWhiteSpace(Institution);
}

/// <summary>A person known to the case, for comparing examiners with them.</summary>
public sealed record KnownPerson(string GivenName, string FamilyName, string? Email);

/// <summary>One examiner of a thesis, or member of a jury.</summary>
public sealed class Examiner : Entity, IAudited
{
    private Examiner() { }

    internal Examiner(Examination examination, Nominee nominee, ExaminationRules rules)
    {
        Examination = examination;
        (Name, Email, Institution, Country) = (nominee.Name.Trim(), nominee.Email.Trim(), nominee.Institution.Trim(), nominee.Country.Trim());
        (Role, Rank, IsExternal) = (nominee.Role!.Value, nominee.Rank!.Value, rules.IsExternal(nominee));
    }

    public int ExaminationId { get; private set; }
    string? IAudited.Case => Examination is null ? null : CaseKey.Candidature(Examination.CandidatureId);
    public Examination Examination { get; private set; } = null!;
    public string Name { get; private set; } = "";
    public string Email { get; private set; } = "";
    public string Institution { get; private set; } = "";
    public string Country { get; private set; } = "";
    public ExaminerRole Role { get; private set; }
    public ExaminerRank Rank { get; private set; }
    public bool IsExternal { get; private set; }
}

internal sealed class ExaminerMapping : IEntityTypeConfiguration<Examiner>
{
    public void Configure(EntityTypeBuilder<Examiner> builder)
    {
        builder.Property(e => e.Name).HasMaxLength(Examination.LongestName);
        builder.Property(e => e.Email).HasMaxLength(Examination.LongestName);
        builder.Property(e => e.Institution).HasMaxLength(Examination.LongestName);
        builder.Property(e => e.Country).HasMaxLength(Examination.LongestName);
    }
}
