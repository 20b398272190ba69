using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.NextSteps;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Layout;

/// <summary>What the reader can do next that no route asks of them; nothing where there is nothing.</summary>
public sealed class NextStepsViewComponent(NextStepReader steps, CurrentPerson current) : ViewComponent
{
    /// <param name="invitations">Only invitations to a proposal.</param>
    /// <param name="meetings">Only what was agreed in meetings.</param>
    public async Task<IViewComponentResult> InvokeAsync(bool invitations = false, bool meetings = false)
    {
        var ct = HttpContext.RequestAborted;
        var access = await current.AccessAsync(ct);
        var found = invitations ? await steps.InvitationsOfAsync(access, ct) : meetings ? await steps.OfMeetingsAsync(access, ct) : await steps.OfAsync(access, ct);
        return found.Count == 0 ? Content("") : View(found);
    }
}
