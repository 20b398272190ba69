using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>The whole cohort on one page: where it stands, who is late, where it is stuck. Every number leads to its list.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, Idleness idleness, TimeProvider clock) : CohortPageModel(db, current, clock)
{
    private const int SavedShown = 8;

    public CohortSummary Summary { get; private set; } = null!;

    /// <summary>One's own filters and those that others share, one's own first.</summary>
    public IReadOnlyList<SavedChoice> Saved { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        Summary = await CohortReader.ReadAsync(Db, Access, View.Filter, idleness, Today, ct);
        Saved = await Db.SavedFilters.AsNoTracking().Where(SavedFilter.FoundBy(Access.PersonId)).OrderBy(f => f.OwnerId != Access.PersonId).ThenBy(f => f.Name).ThenBy(f => f.Id).Take(SavedShown)
            .Select(f => new SavedChoice(f.Name, f.Query)).ToListAsync(ct);
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

    /// <param name="Query">The filter as a query string.</param>
    public sealed record SavedChoice(string Name, string Query);
}
