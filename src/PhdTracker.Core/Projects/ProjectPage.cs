using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Projects;

/// <summary>Everything the page of a project shows: both students side by side.</summary>
public sealed record ProjectPage
{
    public required int Id { get; init; }
    public required int ProgrammeId { get; init; }
    public required string Code { get; init; }
    public required string Title { get; init; }
    public required ProjectState State { get; init; }
    public required List<int> Goals { get; init; }
    public required List<TwoNames> Themes { get; init; }
    public int? CallId { get; init; }
    public int? CallNumber { get; init; }
    public int? CallYear { get; init; }
    public string? CallThemeEn { get; init; }
    public string? CallThemeFr { get; init; }
    public string? Structure { get; init; }
    public required TwoNames Programme { get; init; }
    public required List<ProjectPlace> Places { get; init; }

    /// <summary>Records that were merged into it, by the codes that sheets go on naming.</summary>
    public required List<ProjectRecord> Doubles { get; init; }

    /// <summary>The two present students by when they started; null while one of them is missing or has not begun.</summary>
    public (ProjectStudent First, ProjectStudent Second)? Starts
    {
        get
        {
            var present = Places.Select(p => p.Students.FirstOrDefault()).OfType<ProjectStudent>().Where(s => s.State is not (CandidatureState.Offered or CandidatureState.Registered)).OrderBy(s => s.StartOn).ToList();
            return present.Count < 2 ? null : (present[0], present[^1]);
        }
    }

    /// <summary>Reads one project of these, or null.</summary>
    /// <param name="planned">Candidatures whose milestones the reader may see.</param>
    public static Task<ProjectPage?> ReadAsync(IQueryable<Project> projects, int id, IQueryable<Candidature> planned, DateOnly today, CancellationToken ct)
    {
        var closed = Milestone.ClosedStates;
        return projects.AsNoTracking().Where(p => p.Id == id).Select(p => new ProjectPage
        {
            Id = p.Id,
            ProgrammeId = p.ProgrammeId,
            Code = p.Code,
            Title = p.Title,
            State = p.State,
            Goals = p.Goals,
            Themes = p.Themes.OrderBy(t => t.NameEn).Select(t => new TwoNames(t.NameEn, t.NameFr)).ToList(),
            CallId = p.CallId,
            CallNumber = p.Call!.Number,
            CallYear = p.Call.Year,
            CallThemeEn = p.Call.ThemeEn,
            CallThemeFr = p.Call.ThemeFr,
            Structure = p.Structure!.Name,
            Programme = new TwoNames(p.Programme.NameEn, p.Programme.NameFr),
            Doubles = p.Doubles.OrderBy(d => d.Code).Select(d => new ProjectRecord(d.Id, d.Code)).ToList(),
            Places = p.Studentships.OrderBy(s => s.PartyId).Select(s => new ProjectPlace(
                s.Id,
                s.PartyId,
                s.Party.Side,
                s.Party.Institution.ShortName,
                s.ClosedOn,
                s.Investigator == null ? null : new PersonName(s.Investigator.Id, s.Investigator.Title, s.Investigator.GivenName, s.Investigator.FamilyName),
                s.Candidatures.OrderByDescending(c => c.StartOn).ThenByDescending(c => c.Id).Select(c => new ProjectStudent
                {
                    CandidatureId = c.Id,
                    Student = new PersonName(c.StudentId, c.Student.Title, c.Student.GivenName, c.Student.FamilyName),
                    State = c.State,
                    StartOn = c.StartOn,
                    ClosedOn = c.ClosedOn,
                    HomeEn = c.HomeInstitution!.NameEn,
                    HomeFr = c.HomeInstitution.NameFr,
                    Unit = c.Unit!.Name,
                    UnitCode = c.Unit.Code,
                    DoctoralSchool = c.DoctoralSchool!.Name,
                    DoctoralSchoolCode = c.DoctoralSchool.Code,
                    IsPlanVisible = planned.Any(x => x.Id == c.Id),
                    Met = c.Milestones.Count(m => m.EquivalentToId == null && !m.IsOptional && (m.State == MilestoneState.Passed || m.State == MilestoneState.PassedWithConditions)),
                    All = c.Milestones.Count(m => m.EquivalentToId == null && !m.IsOptional && m.State != MilestoneState.Skipped && m.State != MilestoneState.Waived),
                    Ahead = c.Milestones.Where(m => m.EquivalentToId == null && !m.IsOptional && m.State != MilestoneState.Submitted && !closed.Contains(m.State) && m.DueOn != null).OrderBy(m => m.DueOn).ThenBy(m => m.Id)
                        .Select(m => new NextMilestone(m.Id, m.TitleEn, m.TitleFr, m.DueOn)).ToList(),
                    Supervisors = c.Supervisors.Where(x => x.To == null || x.To >= today).OrderBy(x => x.Id)
                        .Select(x => new ProjectSupervisor(new PersonName(x.PersonId, x.Person.Title, x.Person.GivenName, x.Person.FamilyName), x.Kind, x.Party.Side)).ToList(),
                }).ToList())).ToList(),
        }).SingleOrDefaultAsync(ct);
    }
}

/// <summary>A name in both languages.</summary>
public sealed record TwoNames(string En, string Fr);

/// <summary>A record of the project that was merged into the one that is kept.</summary>
public sealed record ProjectRecord(int Id, string Code);

/// <summary>A place of a project and who has been in it, the present student first.</summary>
/// <param name="ClosedOn">Since when nobody can be registered in it, as the institution withdrew; null while it exists.</param>
public sealed record ProjectPlace(int Id, int PartyId, string Side, string Institution, DateOnly? ClosedOn, PersonName? Investigator, List<ProjectStudent> Students)
{
    /// <summary>Nobody is in it at present, and somebody could be.</summary>
    public bool IsVacant => ClosedOn is null && Students.All(s => Candidature.IsClosed(s.State) && s.State is not (CandidatureState.Awarded or CandidatureState.Alumnus));
}

public sealed record ProjectSupervisor(PersonName Person, SupervisorKind Kind, string Side);

/// <summary>A student of a project.</summary>
public sealed record ProjectStudent
{
    public required int CandidatureId { get; init; }
    public required PersonName Student { get; init; }
    public required CandidatureState State { get; init; }
    public required DateOnly StartOn { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public string? HomeEn { get; init; }
    public string? HomeFr { get; init; }
    public string? Unit { get; init; }
    public string? UnitCode { get; init; }
    public string? DoctoralSchool { get; init; }
    public string? DoctoralSchoolCode { get; init; }

    /// <summary>Whether the reader may open the student's plan.</summary>
    public required bool IsPlanVisible { get; init; }
    public required int Met { get; init; }
    public required int All { get; init; }

    /// <summary>What is still asked for, by its day.</summary>
    public required List<NextMilestone> Ahead { get; init; }
    public NextMilestone? Next => Ahead.FirstOrDefault();
    public required List<ProjectSupervisor> Supervisors { get; init; }
}
