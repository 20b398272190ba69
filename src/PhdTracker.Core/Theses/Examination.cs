using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Theses;

/// <summary>Where the examination of a thesis stands, from the entry to the award.</summary>
public enum ExaminationState { Entered, Nominating, Approving, AwaitingThesis, WithExaminers, Held, Corrections, Checking, Passed, Awarded, Failed, Withdrawn }

/// <summary>The examination of one student's thesis: UK viva or French soutenance.</summary>
public sealed class Examination : Entity, IAudited, IProcessSubject
{
    private Examination() { }

    public Examination(Candidature candidature) => Candidature = candidature;

    public int CandidatureId { get; private set; }
    public Candidature Candidature { get; private set; } = null!;
    public ExaminationState State { get; private set; }
    string? IAudited.Case => CaseKey.Candidature(CandidatureId);
    SubjectKind IProcessSubject.Kind => SubjectKind.Examination;
    string IProcessSubject.CaseKey => CaseKey.Candidature(CandidatureId);
    string IProcessSubject.Status => State.ToString();

    public string TitleIn(Texts texts) => texts["Examination.TitleOf", Candidature.Student.DisplayName];

    public void Follow(string status, DateTime now) => State = Enum.Parse<ExaminationState>(status);
}

internal sealed class ExaminationMapping : IEntityTypeConfiguration<Examination>
{
    public void Configure(EntityTypeBuilder<Examination> builder) => builder.HasIndex(e => e.CandidatureId);
}
