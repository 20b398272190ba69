using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.RateLimiting;
using PhdTracker.Core.Account;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account.Security;

/// <summary>Recovery codes: shown once when they are new, counted afterwards.</summary>
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class RecoveryCodesModel(CurrentPerson me, SecondFactors factors, RenewRecoveryCodesHandler renew, Texts texts) : PageModel, IShowAgain
{
    private const string Key = "RecoveryCodes";

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>New codes, this once.</summary>
    public IReadOnlyList<string> Fresh { get; private set; } = [];
    public int Left { get; private set; }

    /// <summary>The new codes as a file.</summary>
    public string FileAddress => "data:text/plain;charset=utf-8;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{texts["RecoveryCodes.FileHead"]}\r\n\r\n{string.Join("\r\n", Fresh)}\r\n"));

    /// <summary>Hands new codes to the next page, in the protected cookie that it reads once.</summary>
    public static void Hand(ITempDataDictionary data, IReadOnlyList<string> codes) => data[Key] = string.Join(' ', codes);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!(await me.PersonAsync(ct)).TwoFactorEnabled)
            return RedirectToPage("Index");
        Fresh = (TempData[Key] as string)?.Split(' ') ?? [];
        await ShowAgainAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Hand(TempData, await renew.HandleAsync(new RenewRecoveryCodes(Password), await me.PersonAsync(ct), ct));
        this.Done(texts["RecoveryCodes.Renewed"]);
        return RedirectToPage();
    }

    public async Task ShowAgainAsync(CancellationToken cancellation) =>
        Left = (await factors.AuthenticatorAsync((await me.PersonAsync(cancellation)).Id, cancellation))?.Codes.Count ?? 0;
}
