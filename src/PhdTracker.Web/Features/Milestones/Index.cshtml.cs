using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones;

/// <summary>Milestones of everybody whose plan the reader may see, by when they are due: what the numbers of the cohort lead to.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : ListPageModel
{
    /// <summary>Ends a quarter in the address where only what was met on time is meant.</summary>
    public const string OnTime = "-on-time";

    public CohortView View { get; private set; } = null!;
    public MilestoneFilter Filter { get; private set; } = new();
    public IReadOnlyList<MilestoneRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public DateOnly Today { get; private set; }

    /// <summary>The reader sees the whole cohort, not only students of their own.</summary>
    public bool SeesCohort { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var rows = await FindAsync(ct);
        Pager = CohortView.Pager(Request.Query, await rows.CountAsync(ct));
        Rows = await rows.InOrder().Skip(Pager.Skip).Take(Pager.PageSize).ToListAsync(ct);
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var rows = await (await FindAsync(ct)).InOrder().ToListAsync(ct);
        return (texts["Milestones.List.File"], Today, MilestoneSheet.Write(rows, Today, texts));
    }

    /// <summary>What the list says it shows, besides its filters.</summary>
    public string? Narrowed()
    {
        var parts = new List<string>();
        if (Filter.Stage is { } code && CohortStage.ByCode(code) is { } stage)
            parts.Add(texts[stage.NameKey]);
        if (Filter.StartYear is { } year)
            parts.Add(texts["Milestones.List.StartedIn", year.ToString(CultureInfo.InvariantCulture)]);
        if (Filter.Month is { } month)
            parts.Add(texts["Milestones.List.DueIn", month.ToString("MMMM yyyy", texts.Culture)]);
        if (Filter.Standing is { } standing)
            parts.Add(texts.Enum(standing));
        if (Filter.Reached is var (reached, quarter, onTime))
            parts.Add(texts[onTime ? "Milestones.List.ReachedOnTimeIn" : "Milestones.List.ReachedIn", texts["Cohort.Quarter", quarter, reached.ToString(CultureInfo.InvariantCulture)]]);
        return parts.Count == 0 ? null : string.Join(" · ", parts);
    }

    /// <summary>A quarter as the address says it, such as <c>2026-q3</c> or <c>2026-q3-on-time</c>; null where it says none.</summary>
    private static (int Year, int Quarter, bool OnTime)? QuarterOf(string text)
    {
        var onTime = text.EndsWith(OnTime, StringComparison.Ordinal);
        return (onTime ? text[..^OnTime.Length] : text) is [_, _, _, _, '-', 'q', >= '1' and <= '4' and var digit]
            && int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and < 2200 ? (year, digit - '0', onTime) : null;
    }

    private async Task<IQueryable<MilestoneRow>> FindAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        var query = Request.Query;
        Today = clock.Today();
        SeesCohort = access.MayAnywhere(Permission.ViewCohort);
        View = await CohortView.ReadAsync(query, db, access, ct);
        var month = DateOnly.TryParseExact(query["month"], "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? first : (DateOnly?)null;
        Filter = new MilestoneFilter(
            CohortView.Value<MilestoneGroup>(query["show"].ToString()) ?? MilestoneGroup.All,
            CohortView.Text(query, "stage"), CohortView.Number(query, "start"), month, CohortView.Text(query, "student"),
            CohortView.Value<Standing>(query["standing"].ToString()), QuarterOf(query["reached"].ToString()));
        return MilestoneList.Of(View.Filter.Apply(access.Filter(db.Candidatures, Permission.ViewCandidature), Today)).Matching(Filter, Today);
    }
}
