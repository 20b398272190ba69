using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Supervision;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>Where the office of the student's side, or of the supervisor's, puts a successor in a supervisor's place.</summary>
public sealed class SuccessorModel(CurrentPerson current, PhdTrackerDb db, Pathways pathways, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    /// <summary>The supervision that ends, and its version: <c>12-3</c>.</summary>
    [BindProperty]
    public string? Leaving { get; set; }

    [BindProperty]
    public string? SuccessorEmail { get; set; }

    [BindProperty]
    public bool SuccessorHoldsHdr { get; set; }

    [BindProperty]
    public DateOnly? LastDay { get; set; }

    [BindProperty]
    public bool Everywhere { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Pathway Pathway { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Items { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        LastDay = clock.Today();
        return Pathway.IsClosed || Items.Count == 1 ? Redirect($"/candidatures/{id}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] ReplaceSupervisorHandler replace, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        ModelState.CheckDay(nameof(LastDay), LastDay, texts);
        var parts = (Leaving ?? "").Split('-');
        if (parts.Length != 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var assignment) || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var version))
        {
            ModelState.AddModelError(nameof(Leaving), texts["Acts.Successor.LeavingMissing"]);
            return Page();
        }
        if (!ModelState.IsValid)
            return Page();
        var changed = await replace.HandleAsync(new ReplaceSupervisor(assignment, version, SuccessorEmail, SuccessorHoldsHdr, LastDay!.Value, Everywhere, Reason), await current.PersonAsync(ct), ct);
        this.Done(texts.Count("Acts.Successor.Done", changed.Count, texts.Date(LastDay.Value)));
        return Redirect($"/candidatures/{id}");
    }

    public Task ShowAgainAsync(CancellationToken cancellation) => LoadAsync(Pathway.Id, cancellation);

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Pathway = await pathways.ReadAsync(id, access, ct);
        var scope = Pathway.Scope;
        var mayAll = access.May(Permission.ManageCandidatures, scope);
        var lines = (await SupervisionLine.OfAsync(db, id, ct)).Where(l => l.To is null
            && (mayAll || access.May(Permission.ManageCandidatures, new CaseScope(scope.ProgrammeId, l.PartyId, scope.ProjectId)))).ToList();
        if (!mayAll && lines.Count == 0)
            throw new NotFoundException();
        Items = [new("", ""), .. lines.Select(l => new SelectListItem($"{l.Name} · {texts.Enum(l.Kind)} · {l.Side}", FormattableString.Invariant($"{l.Id}-{l.Version}")))];
    }
}
