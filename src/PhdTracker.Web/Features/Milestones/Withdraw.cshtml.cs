using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones;

/// <summary>A student withdraws what was returned to them, instead of sending a new version.</summary>
public sealed class WithdrawModel(CurrentPerson current, MilestoneCases cases, WithdrawSubmissionHandler withdraw, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Reason { get; set; }

    public MilestoneCase Case { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        return Case.State == MilestoneState.Returned ? Page() : Redirect($"/milestones/{id}");
    }

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await withdraw.HandleAsync(new WithdrawSubmission(id, Reason ?? ""), await current.PersonAsync(ct), ct);
        this.Done(texts["Milestones.Withdraw.Done"]);
        return Redirect($"/milestones/{id}");
    }

    public Task ShowAgainAsync(CancellationToken cancellation) => LoadAsync(Case.Id, cancellation);

    private async Task LoadAsync(int id, CancellationToken ct) => Case = await cases.ReadAsync(id, await current.AccessAsync(ct), Permission.SubmitMilestones, ct);
}
