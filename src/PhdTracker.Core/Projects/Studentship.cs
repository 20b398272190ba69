using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;

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
    public List<Candidature> Candidatures { get; } = [];
}

internal sealed class StudentshipMapping : IEntityTypeConfiguration<Studentship>
{
    public void Configure(EntityTypeBuilder<Studentship> builder) =>
        builder.HasIndex(s => new { s.ProjectId, s.PartyId }).IsUnique();
}
