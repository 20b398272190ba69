using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Alumni;

/// <summary>Where the link in a private mailbox leads. Only a click confirms, as mail programs open links by themselves.</summary>
public sealed class ConfirmModel(PhdTrackerDb db, CurrentPerson current, ConfirmPrivateEmailHandler confirm, TimeProvider clock, Texts texts) : PageModel, IShowAgain
{
    [FromRoute]
    public string Token { get; set; } = "";

    public bool Works { get; private set; }
    public string? Email { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await confirm.HandleAsync(new ConfirmPrivateEmail(Token), await current.PersonAsync(ct), ct);
        this.Done(texts["Alumni.Email.IsConfirmed"]);
        return Redirect("/alumni/me/email");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var mine = await db.OwnAlumnusAsync(await current.PersonAsync(cancellation), cancellation);
        Works = mine.Confirms(AskPrivateEmailHandler.Hash(Token), clock.UtcNow());
        Email = Works ? mine.WaitingEmail : null;
    }
}
