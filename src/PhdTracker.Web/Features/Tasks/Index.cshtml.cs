using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Tasks;

/// <summary>What waits for me, the oldest first.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock) : PageModel
{
    private const int PageSize = 25;

    public IReadOnlyList<QueuedTask> Tasks { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public bool HasStudents { get; private set; }
    public bool SeesAll { get; private set; }

    public async Task OnGetAsync([FromQuery(Name = "page")] int pageNumber, CancellationToken ct)
    {
        var me = (await current.PersonAsync(ct)).Id;
        var access = await current.AccessAsync(ct);
        var queue = DeskQueue.Of(db, me);
        var total = await queue.CountAsync(ct);
        Pager = new Pager(Math.Clamp(pageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize)), PageSize, total);
        Tasks = await DeskQueue.ReadAsync(queue, me, Pager.Skip, PageSize, ct);
        HasStudents = access.Grants.Any(g => g.Role != Role.Student) && access.MayAnywhere(Permission.ViewCandidature);
        SeesAll = access.MayAnywhere(Permission.ViewCohort);
    }

    /// <summary>Where the task is answered: a new version is handed in on the milestone's own page, and what is done elsewhere has its page with the case.</summary>
    public static string Link(QueuedTask task) =>
        task.Action is { } action ? $"{task.About.Path}/{action}"
        : task.Kind == TaskKind.Submission ? $"{task.About.Path}/submit"
        : FormattableString.Invariant($"/tasks/{task.Id}");

    public DateOnly TodayFor(QueuedTask task) => clock.TodayIn(task.Zone);
}
