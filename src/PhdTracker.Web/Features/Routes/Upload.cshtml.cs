using System.Text;
using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Hosting;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;
using PhdTracker.Workflows;

namespace PhdTracker.Web.Features.Routes;

/// <summary>Takes a definition that was made elsewhere: a new version of a route, or a new route. What was sent is shown again with all that is wrong with it.</summary>
[RequestFormLimits(ValueLengthLimit = (int)WebSetup.LargestForm, MultipartBodyLengthLimit = WebSetup.LargestForm)]
public sealed class UploadModel(CurrentPerson me, PhdTrackerDb db, Texts texts) : RouteFormModel(db, texts)
{
    private readonly Texts _texts = texts;

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>The definition itself: pasted, or what an earlier upload held.</summary>
    [BindProperty]
    public string? Json { get; set; }

    /// <summary>Whether it gets the next free number, whichever it names.</summary>
    [BindProperty]
    public bool Renumber { get; set; }

    /// <summary>The name of the file that was sent.</summary>
    [BindProperty]
    public string? FileName { get; set; }

    public Task OnGetAsync(CancellationToken ct) => AuthoriseAsync(ct);

    public Task<IActionResult> OnPostAsync([FromServices] UploadRouteHandler upload, CancellationToken ct) => OrProblemsAsync(async () =>
    {
        await AuthoriseAsync(ct);
        if (Upload is not null)
        {
            FileName = Path.GetFileName(Upload.FileName);
            using var reader = new StreamReader(Upload.OpenReadStream(), Encoding.UTF8);
            Json = await reader.ReadToEndAsync(ct);
            ModelState.Remove(nameof(Json));
            ModelState.Remove(nameof(FileName));
        }

        if (string.IsNullOrWhiteSpace(Json))
        {
            ModelState.AddModelError(nameof(Upload), _texts["Routes.UploadMissing"]);
            return Page();
        }

        var version = await upload.HandleAsync(new UploadRoute(Json, Renumber), await me.PersonAsync(ct), ct);
        this.Done(_texts["Routes.Uploaded", version.Name, version.Version]);
        return LocalRedirect(RouteVersionModel.AddressOf(version.DefinitionId, version.Version));
    }, ct);

    public override Task ShowAgainAsync(CancellationToken cancellation)
    {
        // What no route can be is not sent back and forth: its file is still where it came from.
        if (Json?.Length > WorkflowDefinition.MostCharacters)
        {
            Json = null;
            ModelState.Remove(nameof(Json));
        }

        return AuthoriseAsync(cancellation);
    }

    private async Task AuthoriseAsync(CancellationToken ct)
    {
        if (!(await me.AccessAsync(ct)).MayAnywhere(Permission.DraftRoutes))
            throw new NotFoundException();
    }
}
