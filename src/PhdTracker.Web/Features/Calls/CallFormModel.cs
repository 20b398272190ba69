using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Calls;

/// <summary>The form of a call, for drafting and changing. Everything is kept as it was typed.</summary>
public abstract class CallFormModel(CurrentPerson me, PhdTrackerDb db, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Year { get; set; }

    [BindProperty]
    public string? ThemeEn { get; set; }

    [BindProperty]
    public string? ThemeFr { get; set; }

    [BindProperty]
    public string? OpensOn { get; set; }

    [BindProperty]
    public string? OpensTime { get; set; }

    [BindProperty]
    public string? ClosesOn { get; set; }

    [BindProperty]
    public string? ClosesTime { get; set; }

    [BindProperty]
    public string? Zone { get; set; }

    [BindProperty]
    public string? Awards { get; set; }

    [BindProperty]
    public string? WhoEn { get; set; }

    [BindProperty]
    public string? WhoFr { get; set; }

    /// <summary>Numbers of the sides whose people may lead.</summary>
    [BindProperty]
    public List<string> Leads { get; set; } = [];

    [BindProperty]
    public bool OpenToOutsiders { get; set; }

    [BindProperty]
    public string? GuidanceEn { get; set; }

    [BindProperty]
    public string? GuidanceFr { get; set; }

    /// <summary>The sides of the programme, in the order of the offices.</summary>
    public IReadOnlyList<ProgrammeParty> Parties { get; private set; } = [];
    public IReadOnlyList<SelectListItem> ZoneItems { get; private set; } = [];

    protected DateTime Now => clock.UtcNow();
    protected DateTime? Closes => TypedTime.Read(ClosesOn, ClosesTime);

    protected CallDetails Typed => new(
        Number(Year), ThemeEn, ThemeFr, TypedTime.Read(OpensOn, OpensTime), Closes, Zone ?? "", Number(Awards),
        WhoEn, WhoFr, [.. Leads.Select(Number).OfType<int>()], OpenToOutsiders, GuidanceEn, GuidanceFr);

    /// <summary>The programme whose sides the form offers.</summary>
    protected abstract Task<int> ProgrammeAsync(CancellationToken ct);

    public virtual async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var programme = await ProgrammeAsync(cancellation);
        Parties = await db.Parties.AsNoTracking().Include(p => p.Institution).Where(p => p.ProgrammeId == programme).OrderBy(p => p.Id).ToListAsync(cancellation);
        ZoneItems = [.. Parties.Select(p => p.Institution.TimeZone).Distinct().Select(z => new SelectListItem(texts.ZoneCity(z), z))];
    }

    /// <summary>Lists everything that is wrong with what was typed.</summary>
    protected bool IsComplete()
    {
        foreach (var problem in Typed.Problems(Now))
            ModelState.AddModelError(problem.Field!, problem.In(texts));
        return ModelState.IsValid;
    }

    /// <summary>Fills the form with a call as it is.</summary>
    protected void Show(Call call)
    {
        var (opens, closes) = (WallClock.At(call.OpensAt!.Value, call.Zone!), WallClock.At(call.ClosesAt!.Value, call.Zone!));
        (OpensOn, OpensTime, ClosesOn, ClosesTime, Zone) = (TypedTime.Day(opens), TypedTime.Hour(opens), TypedTime.Day(closes), TypedTime.Hour(closes), call.Zone);
        (Year, Awards, ThemeEn, ThemeFr) = (Text(call.Year), Text(call.Awards ?? 1), call.ThemeEn, call.ThemeFr);
        (WhoEn, WhoFr, GuidanceEn, GuidanceFr, OpenToOutsiders) = (call.WhoEn, call.WhoFr, call.GuidanceEn, call.GuidanceFr, call.OpenToOutsiders);
        Leads = [.. Parties.Where(p => call.MayLead(p.Id)).Select(p => Text(p.Id))];
    }

    /// <summary>The side of the reader's office: its clock is offered first.</summary>
    protected async Task<ProgrammeParty?> OwnPartyAsync(CancellationToken ct)
    {
        var mine = (await me.AccessAsync(ct)).Grants.Select(g => g.PartyId).OfType<int>().ToList();
        return Parties.FirstOrDefault(p => mine.Contains(p.Id)) ?? (Parties.Count > 0 ? Parties[0] : null);
    }

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;
}
