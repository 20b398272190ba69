using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Alumni;

/// <summary>Adds or corrects where an alumnus went.</summary>
public sealed class DestinationModel(PhdTrackerDb db, CurrentPerson current, SaveDestinationHandler save, Texts texts) : PageModel, IShowAgain
{
    /// <summary>Null for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Employer { get; set; }

    [BindProperty]
    public string? Role { get; set; }

    [BindProperty]
    public string? Sector { get; set; }

    [BindProperty]
    public string? Country { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    public IReadOnlyList<SelectListItem> Sectors => [new(texts["Alumni.Destination.ChooseSector"], ""), .. Enum.GetValues<Sector>().Select(s => new SelectListItem(texts.Enum(s), s.ToString()))];

    public IReadOnlyList<SelectListItem> Countries =>
        [new(texts["Alumni.Destination.ChooseCountry"], ""), .. Enum.GetValues<Country>().Select(c => new SelectListItem(texts.Enum(c), c.ToString())).OrderBy(i => i.Text, StringComparer.Create(texts.Culture, false))];

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } found)
            return;
        (Version, Employer, Role, Sector, Country) = (found.Version, found.Employer, found.Role, found.Sector.ToString(), found.Country.ToString());
        (From, To) = (Written(found.From), found.To is { } to ? Written(to) : null);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await FindAsync(ct);
        var details = new DestinationDetails(Employer, Role, Value<Sector>(Sector), Value<Country>(Country), Day(From, nameof(From)), Day(To, nameof(To)));
        foreach (var problem in details.Problems().Where(p => ModelState[p.Field!]?.Errors.Count is null or 0))
            ModelState.AddModelError(problem.Field!, problem.In(texts));
        if (!ModelState.IsValid)
            return Page();
        await save.HandleAsync(new SaveDestination(Id, Version, details), await current.PersonAsync(ct), ct);
        this.Done(texts["Alumni.DestinationSaved"]);
        return Redirect("/alumni/me");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        // Sent again, the form is about what is saved now.
        Version = (await FindAsync(cancellation))?.Version ?? 0;
        ModelState.Remove(nameof(Version));
    }

    private async Task<Destination?> FindAsync(CancellationToken ct)
    {
        var mine = await db.OwnAlumnusAsync(await current.PersonAsync(ct), ct);
        return Id is { } id ? mine.Destinations.Find(d => d.Id == id) ?? throw new NotFoundException() : null;
    }

    private DateOnly? Day(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || DateOnly.TryParse(text, texts.Culture, out day))
            return day;
        ModelState.AddModelError(field, texts["Roles.DateUnreadable"]);
        return null;
    }

    private static T? Value<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : null;

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
