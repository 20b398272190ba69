using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Search;

namespace PhdTracker.Core.Cohort;

/// <summary>Which part of the cohort somebody looks at. What is null does not narrow it.</summary>
/// <param name="Side">The word that marks a side, such as <c>UK</c>.</param>
/// <param name="CurrentOnly">Only students who have neither finished nor left.</param>
/// <param name="InstitutionId">Where they register, or whose side they are on.</param>
/// <param name="UnitId">Their department, research unit or doctoral school.</param>
/// <param name="Goal">Number of a sustainable development goal of the project.</param>
/// <param name="SupervisorId">Somebody who supervises them, or did until they finished or left.</param>
/// <param name="SupervisorName">Part of the name of such a person, however accented.</param>
/// <param name="City">Where their department or research unit is.</param>
public sealed record CohortFilter(
    int? CallId = null, string? Side = null, int? ThemeId = null, CandidatureState? State = null, bool CurrentOnly = false, int? ProgrammeId = null, int? InstitutionId = null,
    int? UnitId = null, int? Goal = null, int? StructureId = null, int? SupervisorId = null, string? SupervisorName = null, StudyMode? Mode = null, string? City = null)
{
    /// <summary>The states of students who left without a degree of this programme.</summary>
    public static readonly IReadOnlyList<CandidatureState> LeftStates = [CandidatureState.Withdrawn, CandidatureState.Terminated, CandidatureState.Transferred];

    /// <summary>Whether it asks for some students of a project rather than for whole projects.</summary>
    private bool AsksForStudents => State is not null || CurrentOnly || InstitutionId is not null || UnitId is not null || SupervisorId is not null || SupervisorName is not null || Mode is not null || City is not null;

    /// <summary>Of these candidatures, those in view.</summary>
    /// <param name="today">The day on which supervision and part time are judged.</param>
    public IQueryable<Candidature> Apply(IQueryable<Candidature> candidatures, DateOnly today)
    {
        if (ProgrammeId is { } programme)
            candidatures = candidatures.Where(c => c.Studentship.Project.ProgrammeId == programme);
        if (CallId is { } call)
            candidatures = candidatures.Where(c => c.Studentship.Project.CallId == call);
        if (ThemeId is { } theme)
            candidatures = candidatures.Where(c => c.Studentship.Project.Themes.Any(t => t.Id == theme));
        if (Goal is { } goal)
            candidatures = candidatures.Where(c => c.Studentship.Project.Goals.Contains(goal));
        if (StructureId is { } structure)
            candidatures = candidatures.Where(c => c.Studentship.Project.StructureId == structure);
        if (Side is { } side)
            candidatures = candidatures.Where(c => c.Studentship.Party.Side == side);
        return Supervised(Students(candidatures, today), today);
    }

    /// <summary>Of these projects, those in view: with a student such as is asked for.</summary>
    /// <param name="candidatures">Those in the reader's scope: nothing shows what others are like.</param>
    public IQueryable<Project> Apply(IQueryable<Candidature> candidatures, IQueryable<Project> projects, DateOnly today)
    {
        if (ProgrammeId is { } programme)
            projects = projects.Where(p => p.ProgrammeId == programme);
        if (CallId is { } call)
            projects = projects.Where(p => p.CallId == call);
        if (ThemeId is { } theme)
            projects = projects.Where(p => p.Themes.Any(t => t.Id == theme));
        if (Goal is { } goal)
            projects = projects.Where(p => p.Goals.Contains(goal));
        if (StructureId is { } structure)
            projects = projects.Where(p => p.StructureId == structure);
        if (Side is { } side)
            projects = projects.Where(p => p.Studentships.Any(s => s.Party.Side == side));
        if (!AsksForStudents)
            return projects;
        var students = Apply(candidatures, today);
        return projects.Where(p => students.Any(c => c.Studentship.ProjectId == p.Id));
    }

    private IQueryable<Candidature> Students(IQueryable<Candidature> candidatures, DateOnly today)
    {
        if (InstitutionId is { } institution)
            candidatures = candidatures.Where(c => c.HomeInstitutionId == institution || c.Studentship.Party.InstitutionId == institution);
        if (UnitId is { } unit)
            candidatures = candidatures.Where(c => c.UnitId == unit || c.DoctoralSchoolId == unit);
        if (City is { } city)
            candidatures = candidatures.Where(c => c.Unit!.City == city);
        if (State is { } state)
            candidatures = candidatures.Where(c => c.State == state);
        if (CurrentOnly)
            candidatures = candidatures.Where(c => !Candidature.ClosedStates.Contains(c.State));
        if (Mode is { } mode)
        {
            var isPart = mode == StudyMode.PartTime;
            candidatures = candidatures.Where(c => isPart == (
                c.StatusPeriods.Any(p => p.Kind == StatusKind.PartTime && p.From <= today && (p.To == null || p.To >= today))
                || (c.Fte != 1 && !c.StatusPeriods.Any(p => p.Kind == StatusKind.Active && p.Fte != null && p.From <= today && (p.To == null || p.To >= today)))));
        }
        return candidatures;
    }

    private IQueryable<Candidature> Supervised(IQueryable<Candidature> candidatures, DateOnly today)
    {
        var closed = Candidature.ClosedStates;
        if (SupervisorId is { } supervisor)
            candidatures = candidatures.Where(c => c.Supervisors.Any(s => s.PersonId == supervisor && s.From <= today && (s.To == null || s.To >= today || closed.Contains(c.State))));
        foreach (var word in SearchWords.Of(SupervisorName))
            candidatures = candidatures.Where(c => c.Supervisors.Any(s => s.Person.SearchName.Contains(word) && s.From <= today && (s.To == null || s.To >= today || closed.Contains(c.State))));
        return candidatures;
    }
}
