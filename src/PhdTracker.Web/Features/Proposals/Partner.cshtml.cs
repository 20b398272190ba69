using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Proposals;
using PhdTracker.Web.Features.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Proposals;

/// <summary>The lead names another partner, or sends the same one a new link.</summary>
public sealed class PartnerModel(CurrentPerson current, ProposalReader reader, InvitePartnerHandler invite, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? PartnerGivenName { get; set; }

    [BindProperty]
    public string? PartnerFamilyName { get; set; }

    [BindProperty]
    public string? PartnerEmail { get; set; }

    public ProposalView Proposal { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        if (Proposal.State != ProposalState.Draft || Proposal.Partner.InvestigatorId is not null)
            return Redirect($"/proposals/{PersonChoices.Text(id)}");
        if (Proposal.Invitation is { } last)
            (PartnerGivenName, PartnerFamilyName, PartnerEmail) = (last.GivenName, last.FamilyName, last.Email);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        var partner = new PartnerName(PartnerGivenName ?? "", PartnerFamilyName ?? "", PartnerEmail ?? "");
        foreach (var problem in Partners.Problems(partner))
            ModelState.AddModelError(problem.Field!, problem.In(texts));
        if (!ModelState.IsValid)
            return Page();
        await invite.HandleAsync(new InvitePartner(id, partner), await current.PersonAsync(ct), ct);
        this.Done(texts["Proposals.Partner.Sent", partner.Email.Trim(), ProposalInvitation.Days]);
        return Redirect($"/proposals/{PersonChoices.Text(id)}");
    }

    public Task ShowAgainAsync(CancellationToken cancellation) => LoadAsync(Proposal.Id, cancellation);

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        Proposal = await reader.ReadAsync(id, await current.AccessAsync(ct), ct);
        if (!Proposal.IsLead)
            throw new NotFoundException();
    }
}
