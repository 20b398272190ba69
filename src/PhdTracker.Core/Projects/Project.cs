using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Projects;

public enum ProjectState { SetUp, Recruiting, Running, WindingDown, Completed, Terminated }

/// <summary>A joint PhD project: one investigator and one studentship on each side.</summary>
public sealed class Project : Entity, IAudited
{
    /// <summary>Characters of a code.</summary>
    public const int LongestCode = 40;

    private Project() { }

    /// <param name="code">The code that both offices know it by, such as <c>IC-CNRS-2024-03</c>.</param>
    public Project(Programme programme, Call? call, string code, string title)
    {
        (Programme, Call, Code) = (programme, call, code);
        Rename(title);
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

    /// <summary>Code and title as searches compare them: see <see cref="Person.Plain"/>.</summary>
    public string SearchTitle { get; private set; } = "";

    /// <summary>The title alone, folded in the same way: what tells whether a project is kept twice.</summary>
    public string FoldedTitle { get; private set; } = "";
    public ProjectState State { get; private set; }

    /// <summary>Completed or terminated: nothing begins in it any more.</summary>
    public static bool IsOver(ProjectState state) => state is ProjectState.Completed or ProjectState.Terminated;

    /// <exception cref="DomainRuleException"><c>ProjectEnded</c>: it is completed or terminated.</exception>
    public void EnsureGoesOn()
    {
        if (IsOver(State))
            throw new DomainRuleException("ProjectEnded");
    }

    /// <summary>Whether nobody may begin before an agreement is in force: so for every project that came from a proposal.</summary>
    public bool NeedsAgreement { get; private set; }

    /// <summary>Last day of a project that was terminated early.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>Why it was terminated.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Numbers of the United Nations' sustainable development goals, 1 to 17, ascending.</summary>
    public List<int> Goals { get; private set; } = [];
    public List<Theme> Themes { get; } = [];
    public List<Studentship> Studentships { get; } = [];

    /// <summary>The record of the same project that took this one's place; null for those that count themselves.</summary>
    public int? KeptAsId { get; private set; }
    public Project? KeptAs { get; private set; }

    /// <summary>Records of the same project that were merged into this one. They hold nothing any more, but sheets go on naming their codes.</summary>
    public List<Project> Doubles { get; } = [];

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

    public void Rename(string title) => (Title, SearchTitle, FoldedTitle) = (title, Person.Plain($"{Code} {title}"), Person.Plain(title));

    /// <summary>Nobody may begin before an agreement is in force.</summary>
    public void AwaitAgreement() => NeedsAgreement = true;

    /// <summary>Follows the students who hold the places now, or held them last. <see cref="Studentships"/> and their candidatures must be loaded.</summary>
    public void FollowStudents() => Follow([.. Studentships.Select(s => s.Latest).OfType<Candidature>().Select(c => c.State)]);

    /// <summary>
    /// Follows the students: running once the first has started, winding down once one has finished or left, completed once all are gone
    /// and one of them with the degree. Where all have left without it, the places can be filled again.
    /// </summary>
    public void Follow(IReadOnlyCollection<CandidatureState> students)
    {
        if (State == ProjectState.Terminated || students.Count == 0)
            return;
        var closed = students.Count(Candidature.IsClosed);
        var awarded = students.Any(s => s is CandidatureState.Awarded or CandidatureState.Alumnus);
        State = closed == students.Count && awarded && Studentships.Count <= students.Count ? ProjectState.Completed
            : closed > 0 ? ProjectState.WindingDown
            : students.All(s => s is CandidatureState.Offered or CandidatureState.Registered) ? ProjectState.Recruiting
            : ProjectState.Running;
    }

    /// <summary>
    /// Closes this record for good in favour of another of the same project, which takes over its places and what is known here and not there.
    /// Both must be loaded with their places, the students in them, their themes and doubles; what else this one holds must move too.
    /// </summary>
    /// <returns>Places of this record that are empty now, as the other one has a place of that side itself.</returns>
    internal IReadOnlyList<Studentship> MergeInto(Project kept)
    {
        (kept.CallId, kept.StructureId, kept.LeadPartyId) = (kept.CallId ?? CallId, kept.StructureId ?? StructureId, kept.LeadPartyId ?? LeadPartyId);
        kept.NeedsAgreement |= NeedsAgreement;
        if (kept.Goals.Count == 0)
            kept.Goals = [.. Goals];
        if (kept.Themes.Count == 0)
            kept.Themes.AddRange(Themes);
        var left = new List<Studentship>();
        foreach (var place in Studentships)
        {
            if (kept.PlaceOf(place.PartyId) is { } own)
            {
                own.Absorb(place);
                left.Add(place);
            }
            else
            {
                place.MoveTo(kept);
                kept.Studentships.Add(place);
            }
        }
        foreach (var record in Doubles.Append(this).ToList())
            record.KeptAs = kept;
        kept.FollowStudents();
        return left;
    }

    /// <summary>The place of a side; null where it has none. <see cref="Studentships"/> must be loaded.</summary>
    internal Studentship? PlaceOf(int partyId) => Studentships.Find(s => s.PartyId == partyId);

    /// <summary>Ends the project early.</summary>
    public void Terminate() => State = ProjectState.Terminated;

    /// <summary>Ends the project early with a last day, and says why.</summary>
    /// <exception cref="DomainRuleException"><c>ProjectEnded</c>: it is completed or terminated.</exception>
    public void Terminate(DateOnly lastDay, string reason)
    {
        EnsureGoesOn();
        (State, EndedOn, EndReason) = (ProjectState.Terminated, lastDay, reason);
    }
}

internal sealed class ProjectMapping : IEntityTypeConfiguration<Project>
{
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.Property(p => p.Code).HasMaxLength(Project.LongestCode);
        builder.HasIndex(p => p.Code).IsUnique();
        builder.Property(p => p.Title).HasMaxLength(300);
        builder.Property(p => p.SearchTitle).HasMaxLength(400);
        builder.Property(p => p.FoldedTitle).HasMaxLength(600);
        builder.HasIndex(p => p.FoldedTitle);
        builder.Property(p => p.EndReason).HasMaxLength(LeavingText.LongestNote);
        builder.HasMany(p => p.Doubles).WithOne(p => p.KeptAs).HasForeignKey(p => p.KeptAsId);
        builder.HasMany(p => p.Themes).WithMany().UsingEntity("ProjectThemes");
    }
}
