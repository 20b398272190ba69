using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Administration;

/// <summary>Cases that stopped at a step which failed: what went wrong, and a way on once that is mended.</summary>
public sealed class ProblemsModel(CurrentPerson current, PhdTrackerDb db, DefinitionLibrary definitions, Texts texts, MendIncidentHandler mend) : PageModel
{
    private const int Most = 200;

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (!(await current.AccessAsync(ct)).MayAnywhere(Permission.ManageSystem))
            throw new NotFoundException();
        var open = await db.Incidents.AsNoTracking().Where(i => i.ResolvedAt == null).OrderBy(i => i.At).ThenBy(i => i.Id).Take(Most).WithCase().Select(i => new
        {
            i.Row.Id,
            i.Row.ActivityId,
            i.Row.Message,
            i.Row.At,
            i.Row.Process.DefinitionId,
            i.Row.Process.DefinitionVersion,
            i.Case,
        }).ToListAsync(ct);
        var problems = new List<Problem>();
        foreach (var incident in open)
        {
            var workflow = await definitions.GetAsync(db, incident.DefinitionId, incident.DefinitionVersion, ct);
            var step = workflow.Find(incident.ActivityId);
            problems.Add(new Problem(
                incident.Id, RouteNames.Of(texts, incident.DefinitionId, workflow.Definition.Name), incident.Case.Id is null ? null : incident.Case,
                step?.Definition.DisplayText ?? incident.ActivityId, incident.Message, incident.At, step?.Outcomes is ["Done"]));
        }
        Problems = problems;
    }

    public async Task<IActionResult> OnPostAsync(int? again, int? skip, CancellationToken ct)
    {
        var command = skip is { } skipped ? new MendIncident(skipped, "Done") : new MendIncident(again ?? 0, null);
        await mend.HandleAsync(command, await current.PersonAsync(ct), ct);
        this.Done(await db.Incidents.AnyAsync(i => i.ResolvedAt == null, ct) ? texts["Problems.WentOn"] : texts["Problems.AllWentOn"]);
        return RedirectToPage();
    }

    /// <param name="CanSkip">Whether the case can go on without the step: it has no other outcome than that it is done.</param>
    public sealed record Problem(
        int Id, string Route, CaseName? About, string Step, string Message, DateTime At, bool CanSkip);
}
