using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Alumni;

/// <summary>Where an alumnus chooses, field by field, what others see, and writes the words of it.</summary>
public sealed class EditModel(PhdTrackerDb db, CurrentPerson current, EditAlumnusHandler edit, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public bool ShowsName { get; set; }

    [BindProperty]
    public bool ShowsAward { get; set; }

    [BindProperty]
    public bool ShowsThesis { get; set; }

    [BindProperty]
    public bool ShowsDestination { get; set; }

    [BindProperty]
    public bool ShowsAbout { get; set; }

    [BindProperty]
    public bool ShowsWebPage { get; set; }

    [BindProperty]
    public AlumnusContact Contact { get; set; }

    [BindProperty]
    public string? ThesisTitle { get; set; }

    [BindProperty]
    public string? AboutEn { get; set; }

    [BindProperty]
    public string? AboutFr { get; set; }

    [BindProperty]
    public string? WebPage { get; set; }

    [BindProperty]
    public int Version { get; set; }

    /// <summary>The private address, if it is confirmed: only then it can be shown.</summary>
    public string? PrivateEmail { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var mine = await LoadAsync(ct);
        (ShowsName, ShowsAward, ShowsThesis, ShowsDestination) = (mine.ShowsName, mine.ShowsAward, mine.ShowsThesis, mine.ShowsDestination);
        (ShowsAbout, ShowsWebPage, Contact) = (mine.ShowsAbout, mine.ShowsWebPage, mine.Contact);
        (ThesisTitle, AboutEn, AboutFr, WebPage, Version) = (mine.ThesisTitle, mine.AboutEn, mine.AboutFr, mine.WebPage, mine.Version);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        var details = new AlumnusDetails(ShowsName, ShowsAward, ShowsThesis, ShowsDestination, ShowsAbout, ShowsWebPage, Contact, ThesisTitle, AboutEn, AboutFr, WebPage);
        ModelState.Remove(nameof(Contact));
        foreach (var problem in details.Problems())
            ModelState.AddModelError(problem.Field!, problem.In(texts));
        if (!ModelState.IsValid)
            return Page();
        await edit.HandleAsync(new EditAlumnus(Version, details), await current.PersonAsync(ct), ct);
        this.Done(texts["Alumni.Edit.Saved"]);
        return Redirect("/alumni/me");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        // Sent again, the form is about what is saved now.
        Version = (await LoadAsync(cancellation)).Version;
        ModelState.Remove(nameof(Version));
    }

    private async Task<Alumnus> LoadAsync(CancellationToken ct)
    {
        var mine = await db.OwnAlumnusAsync(await current.PersonAsync(ct), ct);
        PrivateEmail = mine.PrivateEmail;
        return mine;
    }
}
