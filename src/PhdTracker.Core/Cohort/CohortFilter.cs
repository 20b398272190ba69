using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Cohort;

/// <summary>Which part of the cohort somebody looks at. What is null does not narrow it.</summary>
/// <param name="Side">The word that marks a side, such as <c>UK</c>.</param>
/// <param name="CurrentOnly">Only students who have neither finished nor left.</param>
public sealed record CohortFilter(int? CallId = null, string? Side = null, int? ThemeId = null, CandidatureState? State = null, bool CurrentOnly = false)
{
    /// <summary>The states of students who left without a degree of this programme.</summary>
    public static readonly IReadOnlyList<CandidatureState> LeftStates = [CandidatureState.Withdrawn, CandidatureState.Terminated, CandidatureState.Transferred];

    /// <summary>Of these candidatures, those in view.</summary>
    public IQueryable<Candidature> Apply(IQueryable<Candidature> candidatures)
    {
        if (CallId is { } call)
            candidatures = candidatures.Where(c => c.Studentship.Project.CallId == call);
        if (Side is { } side)
            candidatures = candidatures.Where(c => c.Studentship.Party.Side == side);
        if (ThemeId is { } theme)
            candidatures = candidatures.Where(c => c.Studentship.Project.Themes.Any(t => t.Id == theme));
        if (State is { } state)
            candidatures = candidatures.Where(c => c.State == state);
        if (CurrentOnly)
            candidatures = candidatures.Where(c => !Candidature.ClosedStates.Contains(c.State));
        return candidatures;
    }

    /// <summary>Of these projects, those in view: with a student on the side and in the state asked for.</summary>
    public IQueryable<Project> Apply(IQueryable<Project> projects)
    {
        if (CallId is { } call)
            projects = projects.Where(p => p.CallId == call);
        if (ThemeId is { } theme)
            projects = projects.Where(p => p.Themes.Any(t => t.Id == theme));
        if (Side is { } side)
            projects = projects.Where(p => p.Studentships.Any(s => s.Party.Side == side));
        if (State is { } state)
            projects = projects.Where(p => p.Studentships.Any(s => (Side == null || s.Party.Side == Side) && s.Candidatures.Any(c => c.State == state)));
        if (CurrentOnly)
            projects = projects.Where(p => p.Studentships.Any(s => (Side == null || s.Party.Side == Side) && s.Candidatures.Any(c => !Candidature.ClosedStates.Contains(c.State))));
        return projects;
    }
}
