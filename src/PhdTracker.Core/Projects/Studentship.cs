using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Projects;

/// <summary>A funded place in a project on one side. Someone who leaves vacates it, and it can be filled again.</summary>
public sealed class Studentship : Entity, IAudited
{
    private Studentship() { }

    internal Studentship(Project project, ProgrammeParty party) => (Project, Party) = (project, party);

    public int ProjectId { get; private set; }
    string? IAudited.Case => CaseKey.Project(ProjectId);
    public Project Project { get; private set; } = null!;
    public int PartyId { get; private set; }
    public ProgrammeParty Party { get; private set; } = null!;

    /// <summary>Who leads the project on this side; null where only the students' supervisors are known.</summary>
    public int? InvestigatorId { get; private set; }
    public Person? Investigator { get; private set; }

    /// <summary>The investigator's department or research unit, as the proposal named it.</summary>
    public int? UnitId { get; private set; }
    public Unit? Unit { get; private set; }
    public List<Candidature> Candidatures { get; } = [];

    /// <summary>Names who leads the project on this side, and where.</summary>
    public void Entrust(Person investigator, Unit? unit) => (Investigator, Unit) = (investigator, unit ?? Unit);
}

internal sealed class StudentshipMapping : IEntityTypeConfiguration<Studentship>
{
    public void Configure(EntityTypeBuilder<Studentship> builder) =>
        builder.HasIndex(s => new { s.ProjectId, s.PartyId }).IsUnique();
}
