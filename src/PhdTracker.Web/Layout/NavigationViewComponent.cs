using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Layout;

/// <summary>The main navigation: what this person's roles let them open, the most needed first.</summary>
public sealed class NavigationViewComponent(CurrentPerson me, PhdTrackerDb db, Texts texts) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        if (me.Id is not { } id)
            return View(new Navigation([], []));
        var access = await me.AccessAsync(HttpContext.RequestAborted);
        var waiting = await db.TaskAssignees.CountAsync(a => a.PersonId == id && a.State == SeatState.Asked && a.Task.State == TaskState.Open, HttpContext.RequestAborted);
        return View(Navigation.Of([.. Items(access, waiting), .. Managing(access)]));
    }

    private List<NavigationItem> Items(Access access, int waiting)
    {
        var items = new List<NavigationItem> { new(texts["Nav.Home"], "/") };
        var student = access.Grants.Any(g => g.Role == Role.Student);
        if (waiting > 0 || !student)
            items.Add(new(texts["Nav.Tasks"], "/tasks", waiting));
        if (!student && access.MayAnywhere(Permission.ViewCandidature) && !access.MayAnywhere(Permission.ViewCohort))
            items.Add(new(texts["Nav.Students"], "/candidatures"));
        if (access.MayAnywhere(Permission.ViewCohort))
            items.Add(new(texts["Nav.Cohort"], "/cohort"));
        items.Add(new(texts["Nav.Calls"], "/calls"));
        if (access.MayAnywhere(Permission.ViewProposals) || access.Grants.Count == 0 || access.Grants.Any(g => g.Role is Role.Investigator or Role.Supervisor))
            items.Add(new(texts["Nav.Proposals"], "/proposals"));
        if (access.MayAnywhere(Permission.ViewProject))
            items.Add(new(texts["Nav.Projects"], "/projects"));
        if (access.MayAnywhere(Permission.ViewMeetings))
            items.Add(new(texts["Nav.Meetings"], "/meetings"));
        if (access.MayAnywhere(Permission.ViewAlumni))
            items.Add(new(texts["Nav.Alumni"], "/alumni"));
        return items;
    }

    /// <summary>What offices and administrators need now and then.</summary>
    private List<NavigationItem> Managing(Access access)
    {
        var items = new List<NavigationItem>();
        if (access.MayAnywhere(Permission.ViewPeople))
            items.Add(new(texts["Nav.People"], "/people"));
        if (access.MayAnywhere(Permission.ImportSheets))
            items.Add(new(texts["Nav.Import"], "/import"));
        if (access.MayAnywhere(Permission.ViewProcesses))
            items.Add(new(texts["Nav.Processes"], "/processes"));
        if (access.MayAnywhere(Permission.ViewRoutes))
            items.AddRange([new(texts["Nav.Routes"], "/routes"), new(texts["Nav.Rules"], "/milestones/rules")]);
        if (access.MayAnywhere(Permission.ViewAudit))
            items.Add(new(texts["Nav.Audit"], "/audit"));
        if (access.MayAnywhere(Permission.ManageSystem))
            items.Add(new(texts["Nav.System"], "/administration/jobs"));
        return items;
    }
}
