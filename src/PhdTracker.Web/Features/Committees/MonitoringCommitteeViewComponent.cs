using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Committees;

/// <summary>Who sits on a student's monitoring committee, with a way to name it for whoever may. Nothing where the rules know no such committee.</summary>
public sealed class MonitoringCommitteeViewComponent(PhdTrackerDb db, NameMonitoringCommitteeHandler name, CurrentPerson current) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(int candidatureId)
    {
        var ct = HttpContext.RequestAborted;
        var members = await CommitteeBook.Current(db, candidatureId, CommitteeKind.Monitoring).AsNoTracking()
            .Select(m => new PersonName(m.PersonId, m.Person.Title, m.Person.GivenName, m.Person.FamilyName)).ToListAsync(ct);
        var may = await name.MayAsync(candidatureId, await current.PersonAsync(ct), ct);
        return members.Count > 0 || may ? View((candidatureId, members, may)) : Content("");
    }
}
