using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Alumni;

/// <summary>An alumnus's private address: give it, use it for mails, sign in with it, have it forgotten.</summary>
public sealed class EmailModel(PhdTrackerDb db, CurrentPerson current, AskPrivateEmailHandler ask, ChooseAlumniMailsHandler choose, SignInWithPrivateEmailHandler move, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public bool ToPrivate { get; set; }

    public Alumnus Mine { get; private set; } = null!;
    public string? SignInEmail { get; private set; }

    /// <summary>Whether the address that waits can still be confirmed.</summary>
    public DateOnly? LinkWorksUntil => Mine.ConfirmationSentAt is { } sent ? DateOnly.FromDateTime(sent.AddDays(Alumnus.LinkDays)) : null;

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        ToPrivate = Mine.MailsToPrivateEmail;
    }

    public async Task<IActionResult> OnPostAskAsync(CancellationToken ct)
    {
        await ask.HandleAsync(new AskPrivateEmail(Email), await current.PersonAsync(ct), ct);
        this.Done(texts["Alumni.Email.Sent", Alumnus.LinkDays]);
        return Redirect("/alumni/me/email");
    }

    public async Task<IActionResult> OnPostMailsAsync(CancellationToken ct)
    {
        await choose.HandleAsync(new ChooseAlumniMails(ToPrivate), await current.PersonAsync(ct), ct);
        this.Done(texts[ToPrivate ? "Alumni.Email.MailsThere" : "Alumni.Email.MailsNotThere"]);
        return Redirect("/alumni/me/email");
    }

    public async Task<IActionResult> OnPostForgetAsync(CancellationToken ct)
    {
        await choose.HandleAsync(new ChooseAlumniMails(false, Forget: true), await current.PersonAsync(ct), ct);
        this.Done(texts["Alumni.Email.Forgotten"]);
        return Redirect("/alumni/me/email");
    }

    public async Task<IActionResult> OnPostSignInAsync(CancellationToken ct)
    {
        await move.HandleAsync(new SignInWithPrivateEmail(Password, current.SessionId), await current.PersonAsync(ct), ct);
        this.Done(texts["Alumni.Email.SignInMoved"]);
        return Redirect("/alumni/me/email");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var person = await current.PersonAsync(cancellation);
        Mine = await db.OwnAlumnusAsync(person, cancellation);
        SignInEmail = person.Email;
    }
}
