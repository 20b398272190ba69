using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.People;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Agreements;

/// <summary>An agreement in full, read-only: what is agreed, both texts, who signed what and when.</summary>
public sealed class AgreementCaseViewComponent(AgreementCases agreements, CurrentPerson current) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(int id)
    {
        var ct = HttpContext.RequestAborted;
        return View(await agreements.ReadAsync(id, await current.AccessAsync(ct), Permission.ViewAgreements, ct));
    }
}
