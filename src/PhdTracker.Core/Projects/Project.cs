using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Projects;

public enum ProjectState { SetUp, Recruiting, Running, WindingDown, Completed, Terminated }

/// <summary>A joint PhD project: one investigator and one studentship on each side.</summary>
public sealed class Project : Entity, IAudited
{
    private Project() { }

    /// <param name="code">The code that both offices know it by, such as <c>IC-CNRS-2024-03</c>.</param>
    public Project(Programme programme, Call? call, string code, string title)
    {
        (Programme, Call, Code, Title) = (programme, call, code, title);
    }

    public int ProgrammeId { get; private set; }
    string? IAudited.Case => CaseKey.Project(Id);
    public Programme Programme { get; private set; } = null!;
    public int? CallId { get; private set; }
    public Call? Call { get; private set; }
    public int? StructureId { get; private set; }
    public CollaborationStructure? Structure { get; private set; }

    /// <summary>The side that led the proposal, called home in the project's routes; null for projects from before, whose first side counts as it.</summary>
    public int? LeadPartyId { get; private set; }
    public ProgrammeParty? LeadParty { get; private set; }
    public string Code { get; private set; } = "";
    public string Title { get; private set; } = "";
    public ProjectState State { get; private set; }

    /// <summary>Numbers of the United Nations' sustainable development goals, 1 to 17, ascending.</summary>
    public List<int> Goals { get; private set; } = [];
    public List<Theme> Themes { get; } = [];
    public List<Studentship> Studentships { get; } = [];

    /// <summary>Adds the funded place of one side; a side has one place in a project.</summary>
    /// <exception cref="DomainRuleException"><c>SideHasPlace</c>.</exception>
    public Studentship AddStudentship(ProgrammeParty party)
    {
        if (Studentships.Any(s => s.Party == party))
            throw new DomainRuleException("SideHasPlace", party.Side);
        var studentship = new Studentship(this, party);
        Studentships.Add(studentship);
        return studentship;
    }

    public void Describe(IEnumerable<int> goals, CollaborationStructure? structure, IEnumerable<Theme> themes)
    {
        var sorted = goals.Where(g => g is >= 1 and <= 17).Distinct().Order().ToList();
        if (!sorted.SequenceEqual(Goals))
            Goals = sorted;
        Structure = structure ?? Structure;
        foreach (var theme in themes.Except(Themes).ToList())
            Themes.Add(theme);
    }

    /// <summary>Names the side that led the proposal.</summary>
    public void LedBy(ProgrammeParty party) => LeadParty = party;

    public void Rename(string title) => Title = title;

    /// <summary>Follows the students: running once the first has started, winding down once one has finished, completed once all have.</summary>
    public void Follow(IReadOnlyCollection<Candidatures.CandidatureState> students)
    {
        if (State == ProjectState.Terminated || students.Count == 0)
            return;
        var closed = students.Count(Candidatures.Candidature.IsClosed);
        State = closed == students.Count && Studentships.Count <= students.Count ? ProjectState.Completed
            : closed > 0 ? ProjectState.WindingDown
            : students.All(s => s == Candidatures.CandidatureState.Offered) ? ProjectState.Recruiting
            : ProjectState.Running;
    }

    /// <summary>Ends the project early.</summary>
    public void Terminate() => State = ProjectState.Terminated;
}

internal sealed class ProjectMapping : IEntityTypeConfiguration<Project>
{
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.Property(p => p.Code).HasMaxLength(40);
        builder.HasIndex(p => p.Code).IsUnique();
        builder.Property(p => p.Title).HasMaxLength(300);
        builder.HasMany(p => p.Themes).WithMany().UsingEntity("ProjectThemes");
    }
}
