using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Meetings;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Meetings;

/// <summary>Cancels a planned meeting.</summary>
public sealed class CancelModel(CurrentPerson current, MeetingReader meetings, Texts texts) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The version of the meeting that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public MeetingView Known { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        return Known.Meeting.State == MeetingState.Planned ? Page() : LocalRedirect(FormattableString.Invariant($"/meetings/{Id}"));
    }

    public async Task<IActionResult> OnPostAsync([FromServices] CancelMeetingHandler cancel, CancellationToken ct)
    {
        await cancel.HandleAsync(new CancelMeeting(Id, Version, Reason), await current.PersonAsync(ct), ct);
        this.Done(texts["Meetings.CancelDone"]);
        return LocalRedirect(FormattableString.Invariant($"/meetings/{Id}"));
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        Known = await meetings.ReadAsync(Id, await current.AccessAsync(cancellation), cancellation);
        if (!Known.MayChange)
            throw new NotFoundException();
        Version = Known.Meeting.Version;
        ModelState.Remove(nameof(Version));
    }
}
