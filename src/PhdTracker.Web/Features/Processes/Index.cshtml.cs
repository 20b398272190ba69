using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Processes;

/// <summary>The routes that run or ran, the oldest first: about which case, at which step, on whose desk, and what has failed.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock) : PageModel
{
    public ProcessFilter Filter { get; private set; } = new();
    public IReadOnlyList<ProcessRow> Rows { get; private set; } = [];
    public IReadOnlyList<RouteChoice> Routes { get; private set; } = [];
    public IReadOnlyList<string> Sides { get; private set; } = [];
    public IReadOnlyList<PersonName> Holders { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
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
        Pager = CohortView.Pager(Request.Query, await shown.CountAsync(ct));
        Rows = await ProcessList.ReadAsync(db, shown, named, Pager.Skip, Pager.PageSize, ct);
        Routes = await ProcessList.RoutesAsync(db, visible, ct);
        Sides = await ProcessList.SidesAsync(db, visible, ct);
        Holders = await OpenTasks.HoldersAsync(named.Where(t => t.State == TaskState.Open && visible.Any(p => p.Id == t.ProcessId)), ct);
    }

    /// <summary>Whole days since it began.</summary>
    public int DaysOf(ProcessRow row) => Math.Max(0, Today.DayNumber - DateOnly.FromDateTime(row.StartedAt).DayNumber);
}
