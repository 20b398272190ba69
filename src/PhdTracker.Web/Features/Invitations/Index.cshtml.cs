using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Proposals;
using PhdTracker.Web.Features.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Invitations;

/// <summary>What an invited partner sees: who invites them to what, and how to join or decline. No account is needed to look.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? GivenName { get; set; }

    [BindProperty]
    public string? FamilyName { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string? UnitId { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(Name = "token", SupportsGet = true)]
    public string Token { get; set; } = "";

    public ProposalInvitation Invitation { get; private set; } = null!;
    public string ProposalTitle { get; private set; } = "";
    public string Inviter { get; private set; } = "";

    /// <summary>Why it cannot be used by this reader; null where it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether the invited address has an account, so that its owner signs in first.</summary>
    public bool MustSignIn { get; private set; }
    public bool IsSignedIn => current.Id is not null;
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Languages { get; } = [new("English", "en"), new("Français", "fr")];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        UnitId = IsSignedIn && (await current.PersonAsync(ct)).UnitId is { } own ? PersonChoices.Text(own) : null;
        (GivenName, FamilyName, Language) = (Invitation.GivenName, Invitation.FamilyName, texts.Language);
    }

    public async Task<IActionResult> OnPostAsync([FromServices] AcceptInvitationHandler accept, [FromServices] SignInSession session, CancellationToken ct)
    {
        var by = IsSignedIn ? await current.PersonAsync(ct) : null;
        var (id, person) = await accept.HandleAsync(new AcceptInvitation(Token, PersonChoices.Number(UnitId), by is null ? new NewAccount(Title, GivenName, FamilyName, Language, Password) : null), by, ct);
        if (by is null)
            await session.EnterByPasswordAsync(person, ct);
        this.Done(texts["Invitations.Joined"]);
        return Redirect($"/proposals/{PersonChoices.Text(id)}");
    }

    public async Task<IActionResult> OnPostDeclineAsync([FromServices] DeclineInvitationHandler decline, CancellationToken ct)
    {
        await decline.HandleAsync(new DeclineInvitation(Token), IsSignedIn ? await current.PersonAsync(ct) : null, ct);
        return Redirect($"/invitations/{Token}");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var me = IsSignedIn ? await current.PersonAsync(cancellation) : null;
        var found = await db.ProposalInvitations.AsNoTracking().Named(Token, me).Select(i => new
        {
            Invitation = i,
            i.InvitedBy,
            i.Proposal.TitleEn,
            i.Proposal.TitleFr,
            Country = i.Proposal.Sides.Where(s => s.PartyId != i.Proposal.LeadPartyId).Select(s => s.Party.Institution.Country).First(),
        }).SingleOrDefaultAsync(cancellation) ?? throw new NotFoundException();
        (Invitation, Inviter) = (found.Invitation, found.InvitedBy.DisplayName);
        ProposalTitle = found.TitleEn.Length + found.TitleFr.Length == 0 ? texts["Proposals.Untitled"] : texts.Of(found.TitleEn, found.TitleFr);
        try
        {
            Invitation.EnsureUsable(me, clock.UtcNow());
        }
        catch (DomainRuleException refused)
        {
            Problem = refused.In(texts);
        }
        var address = Invitation.Email.ToUpperInvariant();
        MustSignIn = me is null && await db.Users.AnyAsync(p => p.NormalizedEmail == address && p.PasswordHash != null, cancellation);
        var units = await Partners.UnitsOf(db.Units.AsNoTracking(), found.Country).OrderBy(u => u.Name).Select(u => new { u.Id, u.Name, u.Code }).ToListAsync(cancellation);
        Units = [new(texts["Proposals.Add.ChooseUnit"], ""), .. units.Select(u => new SelectListItem(u.Code is null ? u.Name : $"{u.Name} ({u.Code})", PersonChoices.Text(u.Id)))];
    }
}
