using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Agreements;

/// <summary>Where an office ends an agreement early.</summary>
public sealed class TerminateModel(CurrentPerson current, AgreementCases agreements, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Reasons { get; set; }

    /// <summary>The version of the agreement that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public Agreement Agreement { get; private set; } = null!;
    public DateOnly Today => clock.Today();

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        Version = Agreement.Version;
        return Agreement.State is AgreementState.Terminated or AgreementState.Superseded ? Redirect($"/agreements/{id}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] TerminateAgreementHandler terminate, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await terminate.HandleAsync(new TerminateAgreement(id, Version, Reasons ?? ""), await current.PersonAsync(ct), ct);
        this.Done(texts["Agreements.Terminate.Done"]);
        return Redirect($"/agreements/{id}");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(Agreement.Id, cancellation);
        Version = Agreement.Version;
    }

    private async Task LoadAsync(int id, CancellationToken ct) =>
        Agreement = await agreements.ReadAsync(id, await current.AccessAsync(ct), Permission.ManageAgreements, ct);
}
