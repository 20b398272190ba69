using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Processes;

/// <summary>The routes that run or ran, the oldest first: about which case, at which step, on whose desk, and what has failed.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : ListPageModel
{
    /// <summary>Rows that are read at once for a file.</summary>
    private const int Lot = 500;

    public ProcessFilter Filter { get; private set; } = new();
    public IReadOnlyList<ProcessRow> Rows { get; private set; } = [];
    public IReadOnlyList<RouteChoice> Routes { get; private set; } = [];
    public IReadOnlyList<string> Sides { get; private set; } = [];
    public IReadOnlyList<PersonName> Holders { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (shown, visible, named) = await FindAsync(ct);
        Pager = CohortView.Pager(Request.Query, await shown.CountAsync(ct));
        Rows = await ProcessList.ReadAsync(db, shown, named, Pager.Skip, Pager.PageSize, ct);
        Routes = await ProcessList.RoutesAsync(db, visible, ct);
        Sides = await ProcessList.SidesAsync(db, visible, ct);
        Holders = await OpenTasks.HoldersAsync(named.Where(t => t.State == TaskState.Open && visible.Any(p => p.Id == t.ProcessId)), ct);
    }

    /// <summary>Whole days since it began.</summary>
    public int DaysOf(ProcessRow row) => Math.Max(0, Today.DayNumber - DateOnly.FromDateTime(row.StartedAt).DayNumber);

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var (shown, _, named) = await FindAsync(ct);
        var sheet = new ListSheet(texts, texts["Processes.Case"], texts["Processes.Side"], texts["Processes.Route"], texts["Export.Version"], texts["Processes.State"], texts["Processes.Where"],
            texts["Cohort.Tasks.Column.Desk"], texts["Processes.HasIncident"], texts["Processes.Since"], texts["Export.Days"]);
        List<ProcessRow> rows;
        for (var skip = 0; (rows = await ProcessList.ReadAsync(db, shown, named, skip, Lot, ct)).Count > 0; skip += Lot)
        {
            foreach (var row in rows)
            {
                sheet.AddLine(ProcessesView.Case(row.About, row.Route, texts), row.About.Side, RouteNames.Of(texts, row.RouteId, row.Route), row.RouteVersion, texts.Enum(row.State),
                    string.Join("; ", row.Desks.Select(d => texts.Of(d.TitleEn, d.TitleFr))), string.Join("; ", row.Desks.Select(d => d.Holders.Count == 0 ? texts["Processes.Nobody"] : d.Who(texts))),
                    texts[row.HasIncident ? "Audit.Yes" : "Audit.No"], DateOnly.FromDateTime(row.StartedAt), DaysOf(row));
            }
        }
        return (texts["Export.Processes"], Today, sheet);
    }

    /// <summary>The processes asked for, those that the reader could ask for, and the questions of which the reader may read whom they ask.</summary>
    private async Task<(IQueryable<Process> Shown, IQueryable<Process> Visible, IQueryable<ProcessTask> Named)> FindAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewProcesses))
            throw new DomainRuleException("NotAllowed");
        Today = clock.Today();
        Filter = ProcessesView.FilterOf(Request.Query);
        var visible = ProcessScopes.Of(db, access, Permission.ViewProcesses);
        var shown = Filter.Apply(db, visible, clock.UtcNow());
        var named = ReadableCases.Named(db, access);
        if (Filter.Holder is not null)
            shown = shown.Where(p => named.Any(t => t.ProcessId == p.Id));
        return (shown, visible, named);
    }
}
