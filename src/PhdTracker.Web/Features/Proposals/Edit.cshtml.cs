using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Proposals;
using PhdTracker.Web.Features.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Proposals;

/// <summary>Where both investigators write one draft. Each field is saved by itself, and nothing typed is lost.</summary>
public sealed class EditModel(PhdTrackerDb db, CurrentPerson current, ProposalReader reader, SaveProposalDraftHandler save, SubjectCases cases, Texts texts) : PageModel, IShowAgain
{
    private IReadOnlyDictionary<ProposalPart, string> _typed = new Dictionary<ProposalPart, string>();
    private IReadOnlyList<FieldConflict> _conflicts = [];

    public ProposalView Proposal { get; private set; } = null!;
    public IReadOnlyList<(string Value, string Text)> Themes { get; private set; } = [];
    public IReadOnlyList<(string Value, string Text)> Structures { get; private set; } = [];

    /// <summary>What must be written before it can be sent.</summary>
    public IReadOnlyList<ProposalPart> Missing => ProposalParts.Missing(Proposal.Text);

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        return Proposal.MayEdit ? Page() : Redirect($"/proposals/{PersonChoices.Text(id)}");
    }

    /// <summary>Saves, then sends.</summary>
    public async Task<IActionResult> OnPostAsync(int id, [FromServices] SendProposalHandler send, CancellationToken ct)
    {
        await KeepAsync(id, ct);
        if (!ModelState.IsValid)
            return Page();
        await send.HandleAsync(new SendProposal(id), await current.PersonAsync(ct), ct);
        this.Done($"{texts["Proposals.Edit.Sent"]} {await cases.SentenceAsync(SubjectKind.Proposal, id, texts, current.Id, ct)}".TrimEnd());
        return Redirect($"/proposals/{PersonChoices.Text(id)}");
    }

    public async Task<IActionResult> OnPostSaveAsync(int id, CancellationToken ct)
    {
        await KeepAsync(id, ct);
        if (!ModelState.IsValid)
            return Page();
        this.Done(texts["Proposals.Edit.Saved"]);
        return RedirectToPage(new { id });
    }

    /// <summary>Saves what is being typed.</summary>
    public async Task<IActionResult> OnPostAutosaveAsync(int id, CancellationToken ct)
    {
        try
        {
            await KeepAsync(id, ct);
            var seen = ProposalParts.All.Where(p => _conflicts.All(c => c.Part != p) && !ModelState.ContainsKey(p.ToString())).ToDictionary(p => p.ToString(), p => SeenField.Of(Proposal.Field(p)).ToString());
            return new JsonResult(new { seen, message = ModelState.IsValid ? texts["Proposals.Edit.Autosaved"] : ModelState.Values.SelectMany(v => v.Errors).First().ErrorMessage });
        }
        catch (DomainRuleException refused)
        {
            return new JsonResult(new { message = refused.In(texts) }) { StatusCode = StatusCodes.Status409Conflict };
        }
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        _typed = Typed();
        await LoadAsync(int.Parse(RouteData.Values["id"]!.ToString()!, System.Globalization.CultureInfo.InvariantCulture), cancellation);
    }

    /// <summary>A field as the form shows it: what was typed where it is not saved, else what is written.</summary>
    public PartField Field(ProposalPart part, string label, string? hint = null)
    {
        var (field, conflict, error) = (Proposal.Field(part), _conflicts.FirstOrDefault(c => c.Part == part), ModelState.TryGetValue(part.ToString(), out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null);
        var value = _typed.GetValueOrDefault(part) is { } typed && (conflict is not null || error is not null || !Proposal.MayEdit) ? typed : field.Value;
        var choices = part switch
        {
            ProposalPart.Themes => Themes,
            ProposalPart.Structure => Structures,
            ProposalPart.Goals => [.. Enumerable.Range(1, 17).Select(n => (PersonChoices.Text(n), Projects.DetailsModel.Goal(n, texts)))],
            ProposalPart.Hdr => [("", texts["Proposals.Hdr.Choose"]), (ProposalParts.HoldsHdr, texts["Proposals.Hdr.Yes"]), (ProposalParts.NoHdr, texts["Proposals.Hdr.No"])],
            _ => (IReadOnlyList<(string, string)>)[],
        };
        var who = field.By is null ? null : texts["Proposals.Edit.ChangedBy", field.By, texts.DateTimeIn(field.At!.Value, Proposal.Zone)];
        return new PartField(part, label, hint, value, SeenField.Of(field).ToString(), who, conflict, error, choices, Proposal.Zone);
    }

    private async Task KeepAsync(int id, CancellationToken ct)
    {
        _typed = Typed();
        var edits = _typed.Select(t => (Part: t.Key, Value: t.Value, Seen: SeenField.Parse(Request.Form[$"Seen.{t.Key}"].ToString())))
            .Where(t => t.Seen.IsChanged(t.Part, t.Value)).Select(t => new FieldEdit(t.Part, t.Value, t.Seen.Version)).ToList();
        var saved = await save.HandleAsync(new SaveProposalDraft(id, edits), await current.PersonAsync(ct), ct);
        _conflicts = saved.Conflicts;
        foreach (var refused in saved.Refused)
            ModelState.AddModelError(refused.Field!, refused.In(texts));
        foreach (var conflict in saved.Conflicts)
            ModelState.AddModelError(conflict.Part.ToString(), texts["Proposals.Edit.Conflict", conflict.By]);
        await LoadAsync(id, ct);
    }

    /// <summary>The fields that the form sent; a list without a tick sends its mark only.</summary>
    private Dictionary<ProposalPart, string> Typed() =>
        ProposalParts.All.Where(p => Request.Form.ContainsKey($"Seen.{p}")).ToDictionary(p => p, p => string.Join(',', Request.Form[p.ToString()].AsEnumerable()));

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        Proposal = await reader.ReadAsync(id, await current.AccessAsync(ct), ct);
        if (!Proposal.IsOwn)
            throw new NotFoundException();
        var themes = await db.Themes.AsNoTracking().ToListAsync(ct);
        Themes = [.. themes.Select(t => (PersonChoices.Text(t.Id), texts.Of(t.NameEn, t.NameFr))).OrderBy(t => t.Item2, StringComparer.CurrentCulture)];
        var structures = await db.Structures.AsNoTracking().OrderBy(s => s.Type).ThenBy(s => s.Name).Select(s => new { s.Id, s.Name }).ToListAsync(ct);
        Structures = [("", texts["Proposals.NoStructure"]), .. structures.Select(s => (PersonChoices.Text(s.Id), s.Name))];
    }
}
