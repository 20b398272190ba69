using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Demo;

/// <summary>What the foot of each page says in a demonstration.</summary>
/// <param name="Examples">What empty fields can be filled with, by the name of the field, as JSON.</param>
public sealed record DemoNext(int ReaderId, IReadOnlyList<DemoStep> Steps, IReadOnlyList<DemoWait> Waits, DateTime Now, string Examples);

/// <summary>In a demonstration: whose turn it is, each one click away, so that one visitor can play all parts.</summary>
public sealed class DemoNextViewComponent(DemoPersonas personas, DemoJourney journey, DemoExamples examples, CurrentPerson me, Texts texts, TimeProvider clock) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        if (me.Id is not { } id || !personas.Offered)
            return Content("");
        var ct = HttpContext.RequestAborted;
        var (steps, waits) = await journey.ReadAsync(texts, ct);
        return View(new DemoNext(id, steps, waits, clock.UtcNow(), examples.For(await me.PersonAsync(ct), HttpContext.Request.Path)));
    }
}
