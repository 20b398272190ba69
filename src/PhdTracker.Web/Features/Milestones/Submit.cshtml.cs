using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Documents;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Milestones;

/// <summary>Where a student writes a version, adds its documents and hands it in. Everything typed or added stays, whatever goes wrong.</summary>
public sealed class SubmitModel(CurrentPerson current, MilestoneCases cases, CaseDesks desks, Lazy<RuleSetLibrary> rules, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Comment { get; set; }

    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    /// <summary>The version of the draft that this page was loaded with; null if there was none.</summary>
    [BindProperty]
    public int? DraftVersion { get; set; }

    public MilestoneCase Case { get; private set; } = null!;
    public SubmissionView? Draft { get; private set; }
    public string? Description { get; private set; }
    public DateOnly Today { get; private set; }

    /// <summary>What another window saved meanwhile; null if nothing else did.</summary>
    public string? SavedElsewhere { get; private set; }

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        if (!Case.IsForStudent || Case.OpensOn > Today)
            return Redirect($"/milestones/{Case.EquivalentTo?.Id ?? id}");
        (Comment, DraftVersion) = (Draft?.Comment, Draft?.Version);
        return Page();
    }

    /// <summary>Hands in.</summary>
    public async Task<IActionResult> OnPostAsync(int id, [FromServices] SaveSubmissionDraftHandler save, [FromServices] AttachDocumentHandler attach, [FromServices] SubmitMilestoneHandler submit, CancellationToken ct)
    {
        var person = await current.PersonAsync(ct);
        await LoadAsync(id, ct);
        if (Case.State == MilestoneState.Submitted)
            return await SentAsync(id, texts["Milestones.Submit.AlreadySent"], ct);
        await KeepAsync(id, person, save, attach, ct);
        if (!ModelState.IsValid)
            return await AgainAsync(ct);
        var submission = await submit.HandleAsync(new SubmitMilestone(id, Comment ?? "", DraftVersion), person, ct);
        return await SentAsync(id, texts["Milestones.Submit.Sent", submission.Number], ct);
    }

    /// <summary>Keeps the draft without handing it in.</summary>
    public async Task<IActionResult> OnPostSaveAsync(int id, [FromServices] SaveSubmissionDraftHandler save, [FromServices] AttachDocumentHandler attach, CancellationToken ct)
    {
        var person = await current.PersonAsync(ct);
        await LoadAsync(id, ct);
        await KeepAsync(id, person, save, attach, ct);
        if (!ModelState.IsValid)
            return await AgainAsync(ct);
        this.Done(texts["Milestones.Submit.Saved"]);
        return RedirectToPage(new { id });
    }

    /// <summary>Takes a document out; what was typed is kept too.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(int id, int documentId, [FromServices] SaveSubmissionDraftHandler save, [FromServices] DetachDocumentHandler detach, [FromServices] AttachDocumentHandler attach, CancellationToken ct)
    {
        var person = await current.PersonAsync(ct);
        await LoadAsync(id, ct);
        await KeepAsync(id, person, save, attach, ct);
        if (!ModelState.IsValid)
            return await AgainAsync(ct);
        await detach.HandleAsync(new DetachDocument(id, documentId), person, ct);
        return RedirectToPage(new { id });
    }

    /// <summary>Keeps the comment while it is being typed.</summary>
    public async Task<IActionResult> OnPostAutosaveAsync(int id, [FromServices] SaveSubmissionDraftHandler save, CancellationToken ct)
    {
        try
        {
            var draft = await save.HandleAsync(new SaveSubmissionDraft(id, Comment ?? "", DraftVersion), await current.PersonAsync(ct), ct);
            await LoadAsync(id, ct);
            return new JsonResult(new { version = draft.Version, message = texts["Milestones.Submit.Autosaved", texts.DateTimeIn(draft.SavedAt, Case.Zone)] });
        }
        catch (DomainRuleException refused)
        {
            return new JsonResult(new { message = refused.In(texts) }) { StatusCode = StatusCodes.Status409Conflict };
        }
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(Case.Id, cancellation);
        if (Draft is null)
            return;
        if (Draft.Version != DraftVersion && Draft.Comment.ReplaceLineEndings() != (Comment ?? "").Trim().ReplaceLineEndings())
            SavedElsewhere = Draft.Comment;
        DraftVersion = Draft.Version;
    }

    /// <summary>Saves the comment, then each file by itself: one that is refused does not take the others with it.</summary>
    private async Task KeepAsync(int id, Person person, SaveSubmissionDraftHandler save, AttachDocumentHandler attach, CancellationToken ct)
    {
        var draft = await save.HandleAsync(new SaveSubmissionDraft(id, Comment ?? "", DraftVersion), person, ct);
        DraftVersion = draft.Version;
        foreach (var file in Files)
        {
            try
            {
                await using var content = file.OpenReadStream();
                await attach.HandleAsync(new AttachDocument(id, file.FileName, content), person, ct);
            }
            catch (DomainRuleException refused) when (refused.Field == nameof(Files))
            {
                ModelState.AddModelError(nameof(Files), refused.In(texts));
            }
            DraftVersion = draft.Version;
        }
    }

    private async Task<IActionResult> SentAsync(int id, string done, CancellationToken ct)
    {
        var desk = await desks.OfAsync(id, ct);
        this.Done(desk is null ? done : done + " " + DeskWords.Sentence(texts, desk, current.Id, Today));
        return Redirect($"/milestones/{id}");
    }

    private async Task<IActionResult> AgainAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        return Page();
    }

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Case = await cases.ReadAsync(id, access, Permission.SubmitMilestones, ct);
        Today = clock.Today();
        Draft = (await cases.SubmissionsAsync(id, access, ct)).FirstOrDefault(s => s.SubmittedAt is null);
        Description = rules.Value.Find(Case.Rule.RuleSetCode, Case.Rule.RuleSetVersion)?.Rule(Case.Rule.RuleCode)?.Description.In(texts);
    }
}
