using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Account;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account;

/// <summary>Where one is signed in, and how to end it there.</summary>
public sealed class SessionsModel(CurrentPerson me, Sessions sessions, EndSessionHandler end, TimeProvider clock, Texts texts) : PageModel, IShowAgain
{
    public IReadOnlyList<SessionRow> All { get; private set; } = [];
    public int? ThisId => me.SessionId;

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostEndAsync(int id, CancellationToken ct)
    {
        await end.HandleAsync(new EndSession(id), await me.PersonAsync(ct), ct);
        this.Done(texts["Sessions.Ended"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostOthersAsync(CancellationToken ct)
    {
        var ended = await end.HandleAsync(new EndOtherSessions(me.SessionId), await me.PersonAsync(ct), ct);
        this.Done(texts.Count("Sessions.OthersEnded", ended));
        return RedirectToPage();
    }

    public async Task ShowAgainAsync(CancellationToken cancellation) => All = await sessions.OfAsync((await me.PersonAsync(cancellation)).Id, cancellation);

    /// <summary>Whether it was used in these minutes, as far as that is known.</summary>
    public bool IsNow(DateTime seen) => clock.UtcNow() - seen <= Session.SeenEvery;

    public string Time(DateTime at) => OwnTime.Of(texts, at);
}
