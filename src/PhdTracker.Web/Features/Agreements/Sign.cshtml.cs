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

/// <summary>Where somebody reads the exact text and signs it, or says why they do not.</summary>
public sealed class SignModel(CurrentPerson current, AgreementCases agreements, SubjectCases cases, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    /// <summary>Fingerprint of the text that the page showed.</summary>
    [BindProperty]
    public string? Hash { get; set; }

    [BindProperty]
    public string? TypedName { get; set; }

    [BindProperty]
    public bool HasRead { get; set; }

    [BindProperty]
    public string? Reasons { get; set; }

    public Agreement Agreement { get; private set; } = null!;

    /// <summary>As what the reader signs; null if it is not their turn.</summary>
    public SignatureStep? Step { get; private set; }
    public string OwnName { get; private set; } = "";
    public DateOnly Today => clock.Today();

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        return Step is null ? Redirect($"/agreements/{id}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] SignAgreementHandler sign, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        var signed = await sign.HandleAsync(new SignAgreement(id, Hash ?? "", TypedName ?? "", HasRead), await current.PersonAsync(ct), ct);
        var done = texts[signed.State == AgreementState.InForce ? "Agreements.Sign.DoneInForce" : "Agreements.Sign.Done"];
        return await DoneAsync(id, done, ct);
    }

    public async Task<IActionResult> OnPostDeclineAsync(int id, [FromServices] DeclineAgreementHandler decline, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await decline.HandleAsync(new DeclineAgreement(id, Hash ?? "", Reasons ?? ""), await current.PersonAsync(ct), ct);
        return await DoneAsync(id, texts["Agreements.Sign.Declined"], ct);
    }

    public Task ShowAgainAsync(CancellationToken cancellation)
    {
        // Whoever sees another text has not read it yet.
        HasRead = HasRead && Hash == Agreement.Hash;
        return LoadAsync(Agreement.Id, cancellation);
    }

    /// <summary>The institution that somebody signs for, in the reader's language.</summary>
    public string InstitutionOf(SignatureStep step)
    {
        var party = Agreement.Parties.Single(p => p.Order == (step.IsHome ? 1 : 2));
        return texts.Of(party.InstitutionEn, party.InstitutionFr);
    }

    private async Task<IActionResult> DoneAsync(int id, string done, CancellationToken ct)
    {
        this.Done($"{done} {await cases.SentenceAsync(SubjectKind.Agreement, id, texts, current.Id, ct)}".TrimEnd());
        return Redirect($"/agreements/{id}");
    }

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        Agreement = await agreements.ReadAsync(id, await current.AccessAsync(ct), Permission.ViewAgreements, ct);
        var turn = await agreements.TurnAsync(id, ct);
        Step = turn?.Asked.Any(p => p.Id == current.Id) == true ? SignatureStep.Of(turn.AskedOf) : null;
        var person = await current.PersonAsync(ct);
        OwnName = $"{person.GivenName} {person.FamilyName}";
    }
}
