using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Agreements;

/// <summary>Where an agreement stands. Expired follows from its last day and is never stored.</summary>
public enum AgreementState { Draft, LegalReview, Signing, InForce, Terminated }

/// <summary>The co-supervision agreement of a project: its text in both languages, who signs it in which order, from when to when it is in force.</summary>
public sealed class Agreement : Entity, IAudited, IProcessSubject
{
    private Agreement() { }

    public Agreement(Project project) => Project = project;

    public int ProjectId { get; private set; }
    public Project Project { get; private set; } = null!;
    public AgreementState State { get; private set; }
    string? IAudited.Case => CaseKey.Project(ProjectId);
    SubjectKind IProcessSubject.Kind => SubjectKind.Agreement;
    string IProcessSubject.CaseKey => CaseKey.Project(ProjectId);
    string IProcessSubject.Status => State.ToString();

    public string TitleIn(Texts texts) => texts["Agreement.TitleOf", Project.Code];

    public void Follow(string status, DateTime now) => State = Enum.Parse<AgreementState>(status);
}

internal sealed class AgreementMapping : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> builder) => builder.HasIndex(a => a.ProjectId);
}
