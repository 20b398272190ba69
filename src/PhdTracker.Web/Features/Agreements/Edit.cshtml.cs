using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Agreements;

/// <summary>Where either office writes the draft and sends it round. Everything typed stays, whatever goes wrong.</summary>
public sealed class EditModel(CurrentPerson current, AgreementCases agreements, SubjectCases cases, WriteAgreementHandler write, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    [BindProperty]
    public string? TextEn { get; set; }

    [BindProperty]
    public string? TextFr { get; set; }

    [BindProperty]
    public DateOnly? StartsOn { get; set; }

    [BindProperty]
    public DateOnly? EndsOn { get; set; }

    [BindProperty]
    public AuthoritativeText Authoritative { get; set; }

    /// <summary>The version of the agreement that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public Agreement Agreement { get; private set; } = null!;
    public bool IsChangedElsewhere { get; private set; }
    public DateOnly Today => clock.Today();

    /// <summary>Why the last round came back.</summary>
    public IReadOnlyList<Signature> Returned =>
        [.. Agreement.Signatures.Where(s => s.Round == Agreement.Round && s.Kind is (SignatureKind.Returned or SignatureKind.Declined)).OrderBy(s => s.At)];

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        (TextEn, TextFr, StartsOn, EndsOn) = (Agreement.TextEn, Agreement.TextFr, Agreement.StartsOn, Agreement.EndsOn);
        (Authoritative, Version) = (Agreement.Authoritative, Agreement.Version);
        return Agreement.State == AgreementState.Draft ? Page() : Redirect($"/agreements/{id}");
    }

    public async Task<IActionResult> OnPostSaveAsync(int id, CancellationToken ct)
    {
        if (!await SaveAsync(id, ct))
            return Page();
        this.Done(texts["Agreements.Edit.Saved"]);
        return Redirect($"/agreements/{id}");
    }

    public async Task<IActionResult> OnPostSendAsync(int id, [FromServices] SendAgreementRoundHandler send, CancellationToken ct)
    {
        if (!await SaveAsync(id, ct))
            return Page();
        await send.HandleAsync(new SendAgreementRound(id, Version), await current.PersonAsync(ct), ct);
        this.Done($"{texts["Agreements.Edit.Sent"]} {await cases.SentenceAsync(SubjectKind.Agreement, id, texts, current.Id, ct)}".TrimEnd());
        return Redirect($"/agreements/{id}");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(Agreement.Id, cancellation);
        IsChangedElsewhere = Agreement.Version != Version && (Differs(TextEn, Agreement.TextEn) || Differs(TextFr, Agreement.TextFr));
        ModelState.SetModelValue(nameof(Version), Agreement.Version, null);
        Version = Agreement.Version;
    }

    private async Task<bool> SaveAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        foreach (var field in new[] { nameof(StartsOn), nameof(EndsOn) }.Where(f => ModelState[f]?.Errors.Count > 0))
        {
            ModelState[field]!.Errors.Clear();
            ModelState.AddModelError(field, texts["Agreements.Edit.DayNotUnderstood"]);
        }
        if (!ModelState.IsValid)
            return false;
        Version = await write.HandleAsync(new WriteAgreement(id, Version, new AgreementDraft(TextEn ?? "", TextFr ?? "", StartsOn, EndsOn, Authoritative)), await current.PersonAsync(ct), ct);
        return true;
    }

    private async Task LoadAsync(int id, CancellationToken ct) =>
        Agreement = await agreements.ReadAsync(id, await current.AccessAsync(ct), Permission.ManageAgreements, ct);

    private static bool Differs(string? typed, string saved) => (typed ?? "").ReplaceLineEndings("\n").Trim() != saved;
}
