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

    /// <summary>How many students were registered in it so far. It also makes two registrations at once collide.</summary>
    public int Registrations { get; private set; }

    /// <summary>Since when nobody can be registered here any more, as the institution withdrew; null while the place exists.</summary>
    public DateOnly? ClosedOn { get; private set; }
    public string? CloseReason { get; private set; }

    /// <summary>Who holds the place now; null while it is vacant. <see cref="Candidatures"/> must be loaded.</summary>
    public Candidature? Present => Candidatures.Find(c => !Candidature.IsClosed(c.State));

    /// <summary>Who holds the place, or held it last.</summary>
    public Candidature? Latest => Present ?? Candidatures.OrderBy(c => c.ClosedOn ?? c.StartOn).ThenBy(c => c.StartOn).LastOrDefault();

    /// <summary>Gives the place to a student. <see cref="Candidatures"/> must be loaded.</summary>
    /// <exception cref="DomainRuleException"><c>PlaceTaken</c>, <c>PlaceClosed</c>, <c>ProjectEnded</c>; <c>FteOutOfRange</c>.</exception>
    public Candidature Fill(Person student, DateOnly startOn, decimal fte, CandidatureState state)
    {
        Project.EnsureGoesOn();
        if (ClosedOn is not null)
            throw new DomainRuleException("PlaceClosed", ClosedOn);
        if (Present is { } present)
            throw new DomainRuleException("PlaceTaken", present.Student.DisplayName);
        var candidature = new Candidature(this, student, startOn, fte, state);
        Candidatures.Add(candidature);
        Registrations++;
        return candidature;
    }

    /// <summary>The institution withdraws: nobody can be registered in this place any more.</summary>
    /// <exception cref="DomainRuleException"><c>PlaceClosed</c>.</exception>
    public void Close(DateOnly on, string reason)
    {
        if (ClosedOn is not null)
            throw new DomainRuleException("PlaceClosed", ClosedOn);
        (ClosedOn, CloseReason) = (on, reason);
    }

    /// <summary>Goes over to another record of its project.</summary>
    internal void MoveTo(Project project) => Project = project;

    /// <summary>Takes over the students of this side's place in another record of the project, and what is known there and not here. <see cref="Candidatures"/> of both must be loaded.</summary>
    internal void Absorb(Studentship other)
    {
        foreach (var candidature in other.Candidatures)
            candidature.MoveTo(this);
        Candidatures.AddRange(other.Candidatures);
        Registrations += other.Registrations;
        (InvestigatorId, UnitId) = (InvestigatorId ?? other.InvestigatorId, UnitId ?? other.UnitId);
    }

    /// <summary>Names who leads the project on this side, and where.</summary>
    public void Entrust(Person investigator, Unit? unit) => (Investigator, Unit) = (investigator, unit ?? Unit);
}

internal sealed class StudentshipMapping : IEntityTypeConfiguration<Studentship>
{
    public void Configure(EntityTypeBuilder<Studentship> builder)
    {
        builder.Ignore(s => s.Present);
        builder.Ignore(s => s.Latest);
        builder.Property(s => s.CloseReason).HasMaxLength(LeavingText.LongestNote);
        builder.HasIndex(s => new { s.ProjectId, s.PartyId }).IsUnique();
    }
}
