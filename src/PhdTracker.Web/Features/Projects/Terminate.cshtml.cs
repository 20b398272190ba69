using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Projects;
using PhdTracker.Web.Features.Candidatures;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Projects;

/// <summary>Where an office ends a project early, after reading exactly what will happen.</summary>
public sealed class TerminateModel(CurrentPerson current, ProjectEnding endings, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public DateOnly? LastDay { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public bool Understood { get; set; }

    /// <summary>The version of the project that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public Ending Ending { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        Version = Ending.Version;
        return Ending.IsOver ? Redirect($"/projects/{id}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] TerminateProjectHandler terminate, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        ModelState.CheckDay(nameof(LastDay), LastDay, texts);
        if (!ModelState.IsValid)
            return Page();
        await terminate.HandleAsync(new TerminateProject(id, Version, LastDay!.Value, Reason, Understood), await current.PersonAsync(ct), ct);
        this.Done(texts["Acts.Terminate.Done", Ending.Code, texts.Date(LastDay.Value)]);
        return Redirect($"/projects/{id}");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(Ending.Id, cancellation);
        Version = Ending.Version;
    }

    private async Task LoadAsync(int id, CancellationToken ct) => Ending = await endings.ReadAsync(id, await current.AccessAsync(ct), ct);
}
