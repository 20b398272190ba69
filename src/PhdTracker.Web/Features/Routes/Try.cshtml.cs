using System.Globalization;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Trials;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Routes;

/// <summary>A dry run of a version as the people involved. The address holds what was chosen so far, so that nothing is kept and a browser can go back.</summary>
public sealed class TryModel(CurrentPerson me, PhdTrackerDb db, Texts texts, TimeProvider clock) : RouteVersionModel(me, db, texts)
{
    private readonly Texts _texts = texts;

    public TriedRoute Tried { get; private set; } = null!;

    /// <summary>The day on which the trial began, as the address writes it.</summary>
    public string From { get; private set; } = "";

    /// <summary>The days that were typed and are no number of days.</summary>
    public bool DaysNotUnderstood { get; private set; }

    public bool IsFull => Tried.Acts.Count >= TriedRoute.MostActs;

    /// <param name="act">What was chosen so far; see <see cref="TriedRoute"/>.</param>
    /// <param name="then">What is chosen now.</param>
    /// <param name="days">Days that are to pass now.</param>
    /// <param name="from">The first day.</param>
    public async Task OnGetAsync(List<string> act, string? then, string? days, string? from, CancellationToken ct)
    {
        await LoadAsync(Permission.ViewRoutes, ct);
        var first = DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200 ? day : clock.Today();
        From = first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var acts = new List<string>(act);
        if (then is not null)
            acts.Add(then);
        if (days is not null)
            acts.Add("+" + days.Trim());
        Tried = TriedRoute.Run(RouteContent.Read(Stored.Json).Workflow, first.ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc), acts, _texts);
        DaysNotUnderstood = days is not null && Tried.PassedOver;
    }
}
