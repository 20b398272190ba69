using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Account;
using PhdTracker.Core.Demo;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Configuration;
using PhdTracker.Web.Jobs;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;
using Quartz;

namespace PhdTracker.Web.Features.Demo;

/// <summary>Turns the clock of a demonstration on. Anywhere else there is no such page.</summary>
public sealed class ClockModel(DemoPersonas personas, CurrentPerson current, SignInSession session, ISchedulerFactory schedulers, Texts texts, TimeProvider clock) : PageModel
{
    private const int MostYears = 20;
    private const string Zone = "Europe/London";

    [BindProperty]
    public string? On { get; set; }

    /// <summary>An instant that the demonstration waits for.</summary>
    [BindProperty]
    public DateTime? At { get; set; }

    [BindProperty]
    public string? ReturnUrl { get; set; }

    public string Now => texts.DateTimeIn(clock.UtcNow(), Zone);

    public void OnGet() => Clock();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var turned = Clock();
        if (Wanted() is not { } to)
            return Page();
        var me = await current.PersonAsync(ct);
        turned.TurnTo(to);
        // The session of the old time may be over by the new one.
        await session.EnterAsync(me, SignInWay.Password, ct);
        var scheduler = await schedulers.GetScheduler(ct);
        foreach (var job in JobsSetup.Names)
            await scheduler.TriggerJob(new JobKey(job), ct);
        this.Done(texts["DemoClock.Done", Now]);
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/");
    }

    /// <summary>A thesis of one page, for whoever has none at hand.</summary>
    public IActionResult OnGetThesis()
    {
        Clock();
        return File(DemoReport.Of(texts["DemoExample.Title"], texts["DemoExample.Thesis"], Now), "application/pdf", "thesis.pdf");
    }

    private ShiftedClock Clock() => personas.Offered && clock is ShiftedClock turned ? turned : throw new NotFoundException();

    /// <summary>The instant to turn to; null where what was typed is refused.</summary>
    private DateTimeOffset? Wanted()
    {
        var now = clock.GetUtcNow();
        DateTimeOffset? to = At is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc))
            : DateOnly.TryParseExact(On?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new DateTimeOffset(day.ToDateTime(TimeOnly.FromDateTime(now.UtcDateTime)), TimeSpan.Zero)
            : null;
        var problem = to is null ? texts["DemoClock.NoDay"]
            : to < now ? texts["DemoClock.Past", Now]
            : to > now.AddYears(MostYears) ? texts["DemoClock.TooFar", texts.Date(DateOnly.FromDateTime(now.AddYears(MostYears).UtcDateTime))]
            : null;
        if (problem is null)
            return to;
        ModelState.AddModelError(nameof(On), problem);
        return null;
    }
}
