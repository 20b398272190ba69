using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Layout;

/// <summary>What waits for a demo account since a little while, and whose turn it is.</summary>
public sealed record DemoStep(string Email, string Name, string What, string Url);

/// <summary>In a demonstration: what has come to the desks of other demo accounts lately, each one click away, so that one visitor can play all parts.</summary>
public sealed class DemoNextViewComponent(DemoPersonas personas, CurrentPerson me, PhdTrackerDb db, Texts texts, TimeProvider clock) : ViewComponent
{
    private const int MostSteps = 3;

    /// <summary>What lay on desks before a visitor came is not theirs to follow.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromHours(3);

    public async Task<IViewComponentResult> InvokeAsync()
    {
        if (me.Id is not { } id || !personas.Offered)
            return Content("");
        var (ct, since) = (HttpContext.RequestAborted, clock.UtcNow() - Lately);
        var open = await db.Tasks.AsNoTracking().Where(t => t.State == TaskState.Open && t.OpenedAt >= since && !t.Assignees.Any(a => a.PersonId == id))
            .OrderByDescending(t => t.OpenedAt).ThenByDescending(t => t.Id).Take(MostSteps)
            .Select(t => new { t.Id, t.TitleEn, t.TitleFr, People = t.Assignees.Select(a => new { a.Person.Email, a.Person.Title, a.Person.GivenName, a.Person.FamilyName }).ToList() }).ToListAsync(ct);
        var steps = open.Select(t => (Task: t, Person: t.People.FirstOrDefault(p => DemoPersonas.Knows(p.Email))))
            .Where(s => s.Person is not null)
            .Select(s => new DemoStep(
                s.Person!.Email!, string.Join(' ', new[] { s.Person.Title, s.Person.GivenName, s.Person.FamilyName }.OfType<string>()),
                texts.Of(s.Task.TitleEn, s.Task.TitleFr), FormattableString.Invariant($"/tasks/{s.Task.Id}"))).ToList();
        return steps.Count == 0 ? Content("") : View(steps);
    }
}
