using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Meetings;
using PhdTracker.Web.Features.Calls;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Meetings;

/// <summary>The form of a meeting, planned or held. Everything is kept as it was typed.</summary>
public abstract class MeetingFormModel(Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    /// <summary>About whose thesis it is: the number of a candidature; empty for the whole project.</summary>
    [BindProperty]
    public string? About { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public string? On { get; set; }

    [BindProperty]
    public string? At { get; set; }

    [BindProperty]
    public string? Zone { get; set; }

    [BindProperty]
    public string? Minutes { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Agenda { get; set; }

    /// <summary>What was said; only of a meeting that took place.</summary>
    [BindProperty]
    public string? Notes { get; set; }

    /// <summary>Numbers of those who take part.</summary>
    [BindProperty]
    public List<string> People { get; set; } = [];

    /// <summary>Whether the form is about a meeting that took place.</summary>
    public abstract bool IsHeld { get; }

    /// <summary>Where the reader goes who gives up.</summary>
    public abstract string Back { get; }
    public IReadOnlyList<MeetingPerson> Choices { get; protected set; } = [];
    public IReadOnlyList<SelectListItem> AboutItems { get; protected set; } = [];
    public IReadOnlyList<SelectListItem> ZoneItems { get; private set; } = [];
    public IReadOnlyList<SelectListItem> KindItems => [.. Enum.GetValues<MeetingKind>().Select(k => new SelectListItem(texts.Enum(k), k.ToString()))];

    protected Texts Texts => texts;
    protected DateTime Now => clock.UtcNow();

    protected MeetingDetails Typed => new(
        Number(About), Enum.TryParse<MeetingKind>(Kind, out var kind) ? kind : null, Subject, TypedTime.Read(On, At), Zone ?? "", Number(Minutes), Place, Agenda, [.. People.Select(Number).OfType<int>()]);

    public abstract Task ShowAgainAsync(CancellationToken cancellation);

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    protected static int? Number(string? text) => int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected void OfferZones(IEnumerable<string> zones) => ZoneItems = [.. zones.Distinct().Select(z => new SelectListItem(texts.ZoneCity(z), z))];

    /// <summary>Lists everything that is wrong with what was typed.</summary>
    protected bool IsComplete()
    {
        foreach (var problem in Typed.Problems(Now, IsHeld))
            ModelState.AddModelError(problem.Field!, problem.In(texts));
        return ModelState.IsValid;
    }
}
