using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Account;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account;

/// <summary>The second factor, after the password was right. Nobody is signed in before it is.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class SecondStepModel(PhdTrackerDb db, AnswerSecondStepHandler answer, SecondFactors factors, PasskeySignIn passkeys, SignInSession session, Texts texts) : PageModel, IShowAgain
{
    private PendingSignIn _pending = null!;
    private Person _person = null!;

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? RecoveryCode { get; set; }

    [BindProperty]
    public string? Credential { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public bool HasAuthenticator { get; private set; }
    public bool HasPasskey { get; private set; }
    public bool RecoveryFailed => ModelState.TryGetValue(nameof(RecoveryCode), out var entry) && entry.Errors.Count > 0;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await SecondStep.PendingAsync(HttpContext) is not { } pending || !await FindAsync(pending, HttpContext.RequestAborted))
        {
            await SecondStep.EndAsync(HttpContext);
            context.Result = Again();
            return;
        }
        await next();
    }

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public Task<IActionResult> OnPostAsync(CancellationToken ct) => AnswerAsync(Code, false, ct);

    public Task<IActionResult> OnPostRecoveryAsync(CancellationToken ct) => AnswerAsync(RecoveryCode, true, ct);

    public async Task<IActionResult> OnPostPasskeyOptionsAsync() => Content(await passkeys.AskAsync(_person), "application/json");

    public async Task<IActionResult> OnPostPasskeyAsync(CancellationToken ct)
    {
        if (await passkeys.CheckAsync(Credential, ct) is { } person && person.Id == _pending.PersonId)
        {
            await session.EnterAsync(person, SignInWay.Passkey, ct);
            return LocalRedirect(Next());
        }
        ModelState.AddModelError("", texts["Passkey.Refused"]);
        await ShowAgainAsync(ct);
        return Page();
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        HasAuthenticator = _person.TwoFactorEnabled;
        HasPasskey = await factors.HasPasskeyAsync(_person.Id, cancellation);
    }

    private async Task<bool> FindAsync(PendingSignIn pending, CancellationToken ct)
    {
        if (await db.Users.SingleOrDefaultAsync(p => p.Id == pending.PersonId, ct) is not { IsClosed: false } person || person.SecurityStamp != pending.Stamp)
            return false;
        (_pending, _person) = (pending, person);
        return true;
    }

    private async Task<IActionResult> AnswerAsync(string? code, bool isRecoveryCode, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            ModelState.AddModelError(isRecoveryCode ? nameof(RecoveryCode) : nameof(Code), texts["SecondStep.CodeMissing"]);
            await ShowAgainAsync(ct);
            return Page();
        }
        try
        {
            var person = await answer.HandleAsync(new AnswerSecondStep(_pending.PersonId, _pending.Stamp, code, isRecoveryCode), ct);
            await session.EnterAsync(person, isRecoveryCode ? SignInWay.RecoveryCode : SignInWay.Code, ct);
        }
        catch (DomainRuleException over) when (over.Code == "SecondStepOver")
        {
            await SecondStep.EndAsync(HttpContext);
            return Again();
        }
        return LocalRedirect(Next());
    }

    private LocalRedirectResult Again()
    {
        if (HttpMethods.IsPost(Request.Method))
            this.Done(texts["Error.SecondStepOver"]);
        return LocalRedirect("/account/sign-in");
    }

    private string Next() => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/";
}
