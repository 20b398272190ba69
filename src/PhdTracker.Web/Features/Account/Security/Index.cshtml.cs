using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using PhdTracker.Core;
using PhdTracker.Core.Account;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account.Security;

/// <summary>What stands between one's account and somebody who knows the password.</summary>
public sealed class IndexModel(CurrentPerson me, SecondFactors factors, RemovePasskeyHandler remove, Texts texts) : PageModel, IShowAgain
{
    public Authenticator? Authenticator { get; private set; }
    public IReadOnlyList<PasskeyRow> Passkeys { get; private set; } = [];

    /// <summary>Whether a role asks for a second factor and this session has shown none: nothing else can be opened.</summary>
    public bool MustSetUp { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostRemovePasskeyAsync(string? passkey, CancellationToken ct)
    {
        await remove.HandleAsync(new RemovePasskey(Id(passkey)), await me.PersonAsync(ct), ct);
        this.Done(texts["Passkey.Removed"]);
        return RedirectToPage();
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var person = await me.PersonAsync(cancellation);
        Authenticator = await factors.AuthenticatorAsync(person.Id, cancellation);
        Passkeys = await factors.PasskeysAsync(person.Id, cancellation);
        MustSetUp = User.FindFirst(PersonClaims.WayClaim)?.Value == nameof(SignInWay.Password) && await factors.IsRequiredAsync(person.Id, cancellation);
    }

    private static byte[] Id(string? text)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(text ?? "");
        }
        catch (FormatException)
        {
            throw new NotFoundException();
        }
    }
}
