using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>The whole cohort on one page: who is late, where it is stuck, what falls due. Every number leads to its list.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, Idleness idleness, TimeProvider clock) : PageModel
{
    public CohortView View { get; private set; } = null!;
    public CohortSummary Summary { get; private set; } = null!;
    public DateOnly Today { get; private set; }

    /// <summary>Sides in the order of the programme.</summary>
    public IReadOnlyList<string> Sides { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewCohort))
            throw new DomainRuleException("NotAllowed");
        Today = clock.Today();
        View = new CohortView(CohortView.FilterOf(Request.Query), await CohortChoices.ReadAsync(db, access, ct));
        Summary = await CohortReader.ReadAsync(db, access, View.Filter, idleness, Today, ct);
        Sides = View.Choices.Sides.Select(s => s.Side).Distinct().Where(s => View.Filter.Side is null || View.Filter.Side == s).ToList();
    }

    /// <summary>States in which somebody is, in the order of a thesis.</summary>
    public IEnumerable<CandidatureState> States => Summary.States.Select(s => s.State).Distinct().Order();

    /// <summary>Whether it has lain for more than ten working days.</summary>
    public bool IsIdle(OpenTask task) => idleness.Is(task, Today);

    public int CountOf(CandidatureState state, string side) => Summary.States.Where(s => s.State == state && s.Side == side).Sum(s => s.Count);

    /// <summary>How a cell of the table of cohorts looks, and the sign that says it without colour.</summary>
    public static (string Css, string Sign) Look(HeatLevel level) => level switch
    {
        HeatLevel.AllOnTime => ("h3", "✓"),
        HeatLevel.OnTheWay => ("h2", "→"),
        HeatLevel.Late => ("h-amber", "◷"),
        HeatLevel.Overdue => ("h-red", "!"),
        _ => ("", ""),
    };
}
