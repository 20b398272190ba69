using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core.Feeds;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account;

/// <summary>One's own private addresses for calendar programs: each is shown once when it is made, and can be revoked.</summary>
public sealed class CalendarModel(CurrentPerson me, CalendarFeeds feeds, CalendarFile file, Texts texts) : PageModel, IShowAgain
{
    private const string Key = "CalendarAddress";

    [BindProperty]
    public string? Language { get; set; }

    public IReadOnlyList<CalendarFeedRow> Feeds { get; private set; } = [];

    /// <summary>The address that was just made, this once.</summary>
    public Uri? Fresh { get; private set; }

    /// <summary>The same for the calendar program of this device.</summary>
    public string? Subscribe => Fresh is null ? null : "webcal" + Fresh.ToString()[Fresh.Scheme.Length..];
    public IReadOnlyList<SelectListItem> Languages { get; } = [new("English", "en"), new("Français", "fr")];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Language = texts.Language;
        Fresh = TempData[Key] is string token ? file.AddressOf(token) : null;
        await ShowAgainAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync([FromServices] MakeCalendarFeedHandler make, CancellationToken ct)
    {
        // In the protected cookie that the next page reads once.
        TempData[Key] = await make.HandleAsync(new MakeCalendarFeed(Language), await me.PersonAsync(ct), ct);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRevokeAsync(int id, [FromServices] RevokeCalendarFeedHandler revoke, CancellationToken ct)
    {
        await revoke.HandleAsync(new RevokeCalendarFeed(id), await me.PersonAsync(ct), ct);
        this.Done(texts["Calendar.Revoked"]);
        return RedirectToPage();
    }

    public async Task ShowAgainAsync(CancellationToken cancellation) => Feeds = await feeds.OfAsync((await me.PersonAsync(cancellation)).Id, cancellation);

    /// <summary>How the list names a feed: by its language, in that language.</summary>
    public string NameOf(CalendarFeedRow feed) => Languages.First(l => l.Value == feed.Language).Text;

    public string Time(DateTime at) => OwnTime.Of(texts, at);
}
