using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules.Reading;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.People;
using PhdTracker.Web.Hosting;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones.Rules;

/// <summary>Takes a rule set that was written elsewhere as a draft. What was sent is shown again with all that is wrong with it.</summary>
[RequestFormLimits(ValueLengthLimit = (int)WebSetup.LargestForm, MultipartBodyLengthLimit = WebSetup.LargestForm)]
public sealed class UploadModel(CurrentPerson me, PhdTrackerDb db, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>The rule set itself: pasted, or what an earlier upload held.</summary>
    [BindProperty]
    public string? Json { get; set; }

    /// <summary>Whether it gets the next free number, whichever it names.</summary>
    [BindProperty]
    public bool Renumber { get; set; } = true;

    /// <summary>The name of the file that was sent.</summary>
    [BindProperty]
    public string? FileName { get; set; }

    /// <summary>What is wrong with it; empty where nothing is.</summary>
    public IReadOnlyList<RuleSetProblem> Problems { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => AuthoriseAsync(ct);

    public async Task<IActionResult> OnPostAsync([FromServices] UploadRuleSetHandler upload, CancellationToken ct)
    {
        await AuthoriseAsync(ct);
        await ReadFileAsync(ct);
        if (string.IsNullOrWhiteSpace(Json))
        {
            ModelState.AddModelError(nameof(Upload), texts[Upload is null ? "RuleSets.UploadMissing" : "RuleSets.UploadEmpty"]);
            return Page();
        }
        if (Json.Length > RuleSetContent.MostCharacters)
        {
            // It is not sent back and forth: its file is still where it came from.
            Json = null;
            ModelState.Remove(nameof(Json));
            ModelState.AddModelError(nameof(Upload), texts["RuleSets.UploadTooLong", RuleSetContent.MostCharacters]);
            return Page();
        }
        try
        {
            var draft = await upload.HandleAsync(new UploadRuleSet(Json, FileName, Renumber), await me.PersonAsync(ct), ct);
            this.Done(texts["RuleSets.Uploaded", draft.Name.In(texts), draft.Number]);
            return LocalRedirect(RuleSetVersionModel.AddressOf(draft.Code, draft.Number));
        }
        catch (RuleSetProblemsException refused)
        {
            db.ChangeTracker.Clear();
            Problems = refused.Problems;
            ModelState.AddModelError("", refused.In(texts));
            return Page();
        }
    }

    public Task ShowAgainAsync(CancellationToken cancellation) => AuthoriseAsync(cancellation);

    private async Task ReadFileAsync(CancellationToken ct)
    {
        if (Upload is null)
            return;
        FileName = Path.GetFileName(Upload.FileName);
        using var reader = new StreamReader(Upload.OpenReadStream(), Encoding.UTF8);
        Json = await reader.ReadToEndAsync(ct);
        ModelState.Remove(nameof(Json));
        ModelState.Remove(nameof(FileName));
    }

    private async Task AuthoriseAsync(CancellationToken ct)
    {
        if (!(await me.AccessAsync(ct)).MayAnywhere(Permission.DraftRoutes))
            throw new NotFoundException();
    }
}
