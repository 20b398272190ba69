using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PhdTracker.Core.Account;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;
using QRCoder;

namespace PhdTracker.Web.Features.Account.Security;

/// <summary>Setting up an authenticator app: scan the key, type a code.</summary>
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class AuthenticatorModel(CurrentPerson me, AuthenticatorKeys keys, TurnOnAuthenticatorHandler turnOn, Texts texts) : PageModel, IShowAgain
{
    /// <summary>The key, protected: it is kept nowhere before a code has confirmed it.</summary>
    [BindProperty]
    public string? Key { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public string KeyInGroups { get; private set; } = "";

    /// <summary>The picture to scan, as the address of an image.</summary>
    public string QrCode { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if ((await me.PersonAsync(ct)).TwoFactorEnabled)
            return RedirectToPage("Index");
        await ShowAgainAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var person = await me.PersonAsync(ct);
        if (person.TwoFactorEnabled)
            return RedirectToPage("Index");
        var codes = await turnOn.HandleAsync(new TurnOnAuthenticator(Key, Code, me.SessionId), person, ct);
        RecoveryCodesModel.Hand(TempData, codes);
        this.Done(texts["Authenticator.Done"]);
        return RedirectToPage("RecoveryCodes");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var person = await me.PersonAsync(cancellation);
        if (keys.Read(person.Id, Key) is not { } key)
        {
            key = Totp.NewKey();
            Key = keys.Protect(person.Id, key);
            ModelState.Remove(nameof(Key));
        }
        KeyInGroups = string.Join(' ', key.Chunk(4).Select(g => new string(g)));
        QrCode = Picture(person, key);
    }

    private string Picture(Person person, string key)
    {
        var issuer = Uri.EscapeDataString(texts["App.Name"]);
        var address = $"otpauth://totp/{issuer}:{Uri.EscapeDataString(person.Email ?? person.DisplayName)}?secret={key}&issuer={issuer}";
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        return "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(svg.GetGraphic(4)));
    }
}
