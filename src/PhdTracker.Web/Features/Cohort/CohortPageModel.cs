using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>What the pages about the cohort have in common: who may open them, the filter of the address, and what it leaves in sight.</summary>
public abstract class CohortPageModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock) : ListPageModel
{
    public CohortView View { get; private set; } = null!;
    public DateOnly Today { get; private set; }
    public Access Access { get; private set; } = null!;

    protected PhdTrackerDb Db => db;

    /// <summary>Sides in the order of the programme.</summary>
    public IReadOnlyList<string> Sides => View.Sides;

    /// <summary>The students in sight.</summary>
    protected IQueryable<Candidature> Candidatures => View.Filter.Apply(Scope, Today);

    /// <summary>The students in the reader's scope, whatever the filter.</summary>
    protected IQueryable<Candidature> Scope => Access.Filter(db.Candidatures, Permission.ViewCandidature);

    /// <summary>The projects in sight.</summary>
    protected IQueryable<Project> Projects => View.Filter.Apply(Scope, Access.Filter(db.Projects, Permission.ViewProject), Today);

    /// <summary>Whether the reader may remind those who hold tasks.</summary>
    public bool MayNudge => Access.MayAnywhere(Permission.Nudge);

    /// <summary>Whether somebody else can be reminded of this task.</summary>
    public bool MayRemind(OpenTask task) => MayNudge && task.Holders.Any(h => h.Id != Access.PersonId);

    /// <summary>Whether that is so, and nobody was reminded of it in the last days.</summary>
    public bool IsToRemind(OpenTask task) => MayRemind(task) && (task.NudgedAt is not { } at || NudgeTasksHandler.AgainOn(at) <= Today);

    /// <summary>Whether the reader sets what counts as a risk or as too much.</summary>
    public bool SetsRules => Access.MayAnywhere(Permission.SetCohortRules);

    /// <exception cref="DomainRuleException"><c>NotAllowed</c>.</exception>
    protected async Task OpenAsync(CancellationToken ct)
    {
        Access = await current.AccessAsync(ct);
        if (!Access.MayAnywhere(Permission.ViewCohort))
            throw new DomainRuleException("NotAllowed");
        Today = clock.Today();
        View = await CohortView.ReadAsync(Request.Query, db, Access, ct);
    }
}

/// <summary>What stands above every page about the cohort.</summary>
/// <param name="Path">Of the page, such as <c>/cohort/stuck</c>.</param>
/// <param name="Keep">What the address says besides the filter, which choosing another filter keeps.</param>
public sealed record CohortHead(CohortPageModel Page, string Path, string Title, string? Lead, IReadOnlyList<(string Name, string? Value)>? Keep = null)
{
    /// <summary>The pages, in the order in which one asks.</summary>
    public static readonly IReadOnlyList<(string Path, string Key)> Places =
    [
        ("/cohort", "Cohort.Place.Overview"),
        ("/cohort/stages", "Cohort.Place.Stages"),
        ("/cohort/stuck", "Cohort.Place.Stuck"),
        ("/cohort/progress", "Cohort.Place.Progress"),
        ("/cohort/outcomes", "Cohort.Place.Outcomes"),
        ("/cohort/pairs", "Cohort.Place.Pairs"),
        ("/cohort/risk", "Cohort.Place.Risk"),
        ("/cohort/supervisors", "Cohort.Place.Supervisors"),
        ("/cohort/programme", "Cohort.Place.Programme"),
        ("/cohort/quality", "Cohort.Place.Quality"),
    ];
}
