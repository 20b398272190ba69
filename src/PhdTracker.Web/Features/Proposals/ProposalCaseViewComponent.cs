using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Proposals;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Proposals;

/// <summary>A proposal in full, read-only, as far as the reader may see it: ready to be decided on.</summary>
public sealed class ProposalCaseViewComponent(CurrentPerson current, ProposalReader reader) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(int id)
    {
        var ct = HttpContext.RequestAborted;
        return View(await reader.ReadAsync(id, await current.AccessAsync(ct), ct));
    }
}
