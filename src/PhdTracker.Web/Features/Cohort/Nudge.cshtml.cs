using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>Reminds people of the tasks that were chosen, with a reason in one's own words.</summary>
public sealed class NudgeModel(PhdTrackerDb db, CurrentPerson current, NudgeTasksHandler nudge, TimeProvider clock, Texts texts) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true, Name = "task")]
    public List<int> TaskIds { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The chosen tasks that may be nudged, with when that is possible again where it is too soon.</summary>
    public IReadOnlyList<(OpenTask Task, DateOnly? AgainOn)> Tasks { get; private set; } = [];

    public DateOnly Today { get; private set; }

    /// <summary>The address of this page for some tasks.</summary>
    public static string UrlOf(IEnumerable<int> ids) => "/cohort/nudge" + QueryString.Create(ids.Select(id => KeyValuePair.Create("task", (string?)id.ToString(CultureInfo.InvariantCulture))));

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        Reason = texts["Nudge.Usual"];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var nudged = await nudge.HandleAsync(new NudgeTasks(TaskIds, Reason ?? ""), await current.PersonAsync(ct), ct);
        var done = texts.Count("Nudge.Done", nudged.Mails, nudged.Tasks);
        this.Done(nudged.AgainOn is { } again ? done + " " + texts.Count("Nudge.DoneTooSoon", nudged.TooSoon, texts.Date(again)) : done);
        return LocalRedirect("/cohort/stuck");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var access = await current.AccessAsync(cancellation);
        if (!access.MayAnywhere(Permission.Nudge))
            throw new DomainRuleException("NotAllowed");
        Today = clock.Today();
        var ids = TaskIds.Distinct().Take(NudgeTasksHandler.Most).ToList();
        var rows = await OpenTasks.ReadAsync(NudgeTasksHandler.InReach(db, access).AsNoTracking().Where(t => ids.Contains(t.Id)), ReadableCases.Named(db, access), db.TaskNudges, 0, NudgeTasksHandler.Most, cancellation);
        var last = await db.TaskNudges.Where(n => ids.Contains(n.TaskId)).GroupBy(n => new { n.TaskId, n.PersonId }).Select(g => new { g.Key, At = g.Max(n => n.At) }).ToDictionaryAsync(g => (g.Key.TaskId, g.Key.PersonId), g => g.At, cancellation);
        Tasks = [.. rows.Select(t => (t, Again(t, last)))];
    }

    /// <summary>When a task can be nudged again; null if now, as somebody asked has not been nudged for a week.</summary>
    private DateOnly? Again(OpenTask task, Dictionary<(int, int), DateTime> last)
    {
        var days = task.Holders.Select(h => last.TryGetValue((task.Id, h.Id), out var at) ? NudgeTasksHandler.AgainOn(at) : Today).ToList();
        return days.Count == 0 || days.Min() <= Today ? null : days.Min();
    }
}
