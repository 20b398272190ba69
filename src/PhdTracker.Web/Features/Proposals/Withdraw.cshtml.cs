using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Proposals;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Proposals;

/// <summary>An investigator takes a proposal out of the call.</summary>
public sealed class WithdrawModel(CurrentPerson current, ProposalReader reader, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Reason { get; set; }

    public ProposalView Proposal { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        return Proposal.MayWithdraw ? Page() : Redirect($"/proposals/{Text(id)}");
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] WithdrawProposalHandler withdraw, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await withdraw.HandleAsync(new WithdrawProposal(id, Reason ?? ""), await current.PersonAsync(ct), ct);
        this.Done(texts["Proposals.Withdraw.Done"]);
        return Redirect($"/proposals/{Text(id)}");
    }

    public Task ShowAgainAsync(CancellationToken cancellation) => LoadAsync(Proposal.Id, cancellation);

    private static string Text(int id) => People.PersonChoices.Text(id);

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        Proposal = await reader.ReadAsync(id, await current.AccessAsync(ct), ct);
        if (!Proposal.IsOwn)
            throw new NotFoundException();
    }
}
