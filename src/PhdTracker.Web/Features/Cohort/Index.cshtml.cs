using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>The whole cohort on one page: where it stands, who is late, where it is stuck. Every number leads to its list.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, Idleness idleness, TimeProvider clock, Texts texts) : CohortPageModel(db, current, clock)
{
    private const int SavedShown = 8;

    public CohortSummary Summary { get; private set; } = null!;

    /// <summary>One's own filters and those that others share, one's own first.</summary>
    public IReadOnlyList<SavedChoice> Saved { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        Saved = await Db.SavedFilters.AsNoTracking().Where(SavedFilter.FoundBy(Access.PersonId)).OrderBy(f => f.OwnerId != Access.PersonId).ThenBy(f => f.Name).ThenBy(f => f.Id).Take(SavedShown)
            .Select(f => new SavedChoice(f.Name, f.Query)).ToListAsync(ct);
    }

    /// <summary>The table that the address names: what falls due, by month and side; else students by state and side.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        var sheet = new ListSheet(texts);
        if (Request.Query["table"] == "months")
        {
            sheet.AddLine([texts["Cohort.Months.Month"], .. Sides.Select(s => View.SideName(s, texts))]);
            foreach (var month in Summary.Months)
                sheet.AddLine([texts.MonthYear(month.Month), .. Sides.Select(s => (object)month.BySide.GetValueOrDefault(s))]);
            return (texts["Cohort.Months.File"], Today, sheet);
        }
        sheet.AddLine([texts["Cohort.Filter.State"], .. Sides.Select(s => View.SideName(s, texts)), texts["Cohort.States.Total"]]);
        foreach (var state in States)
            sheet.AddLine([texts.Enum(state), .. Sides.Select(s => (object)CountOf(state, s)), Sides.Sum(s => CountOf(state, s))]);
        return (texts["Cohort.States.File"], Today, sheet);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        Summary = await CohortReader.ReadAsync(Db, Access, View.Filter, idleness, Today, ct);
    }

    /// <summary>What the drawing of the months says, in a sentence.</summary>
    public string MonthsInWords()
    {
        var months = Summary.Months.Select(m => (m.Month, Count: m.BySide.Values.Sum())).ToList();
        var (all, most) = (months.Sum(m => m.Count), months.MaxBy(m => m.Count));
        return all == 0 ? texts["Cohort.Months.Nothing"] : texts.Count("Cohort.Months.Words", all, texts.MonthYear(most.Month), most.Count);
    }

    /// <summary>States in which somebody is, in the order of a thesis.</summary>
    public IEnumerable<CandidatureState> States => Summary.States.Select(s => s.State).Distinct().Order();

    /// <summary>Whether it has lain for more than ten working days.</summary>
    public bool IsIdle(OpenTask task) => idleness.Is(task, Today);

    public int CountOf(CandidatureState state, string side) => Summary.States.Where(s => s.State == state && s.Side == side).Sum(s => s.Count);

    /// <summary>How a cell of the table of cohorts looks, and the sign that says it without colour.</summary>
    public static (string Css, string Sign) Look(HeatLevel level) => level switch
    {
        HeatLevel.AllMet => ("h3", "✓"),
        HeatLevel.OnTheWay => ("h2", "→"),
        HeatLevel.Late => ("h-amber", "◷"),
        HeatLevel.Overdue => ("h-red", "!"),
        _ => ("", ""),
    };

    /// <param name="Query">The filter as a query string.</param>
    public sealed record SavedChoice(string Name, string Query);
}
