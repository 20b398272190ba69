using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Meetings;
using PhdTracker.Web.Features.Candidatures;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Meetings;

/// <summary>One meeting: when, where and with whom; afterwards what was said, and what is to be done.</summary>
public sealed class DetailsModel(CurrentPerson current, MeetingReader meetings, MeetingActionsHandler actions, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public string? What { get; set; }

    [BindProperty]
    public int? PersonId { get; set; }

    [BindProperty]
    public DateOnly? DueOn { get; set; }

    public MeetingView View { get; private set; } = null!;
    public DateOnly Today { get; private set; }

    /// <summary>Its hour has come, and it can be recorded.</summary>
    public bool HasBegun { get; private set; }
    public bool MayAgree => View.MayChange && View.Meeting.State != MeetingState.Cancelled;
    public IReadOnlyList<SelectListItem> PersonItems => [new(texts["Meetings.Choose"], ""), .. View.Meeting.Participants.OrderBy(p => p.PartyId).Select(p => new SelectListItem(p.Person.DisplayName, MeetingFormModel.Text(p.PersonId)))];

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.CheckDay(nameof(DueOn), DueOn, texts, required: false);
        if (!ModelState.IsValid)
        {
            await ShowAgainAsync(ct);
            return Page();
        }
        await actions.HandleAsync(new AgreeAction(Id, What, PersonId, DueOn), await current.PersonAsync(ct), ct);
        return Back(texts["Meetings.ActionAdded"]);
    }

    /// <param name="item">Which of the things to be done.</param>
    public async Task<IActionResult> OnPostDoneAsync(int item, CancellationToken ct)
    {
        await actions.HandleAsync(new CompleteAction(Id, item), await current.PersonAsync(ct), ct);
        return Back(texts["Meetings.ActionDone"]);
    }

    /// <param name="item">Which of the things to be done.</param>
    public async Task<IActionResult> OnPostDropAsync(int item, CancellationToken ct)
    {
        await actions.HandleAsync(new DropAction(Id, item), await current.PersonAsync(ct), ct);
        return Back(texts["Meetings.ActionDropped"]);
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        View = await meetings.ReadAsync(Id, await current.AccessAsync(cancellation), cancellation);
        (Today, HasBegun) = (clock.TodayIn(View.Meeting.Zone), View.Meeting.StartsAt <= clock.UtcNow());
    }

    private LocalRedirectResult Back(string done)
    {
        this.Done(done);
        return LocalRedirect(FormattableString.Invariant($"/meetings/{Id}#actions"));
    }
}
