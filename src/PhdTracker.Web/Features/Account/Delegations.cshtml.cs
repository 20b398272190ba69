using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Delegations;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Web.Features.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Account;

/// <summary>One delegation, as either of its two people reads it.</summary>
/// <param name="Phase">Key of the word for where it stands.</param>
public sealed record DelegationRow(int Id, string Other, string What, DateOnly StartsOn, DateOnly EndsOn, string Reason, string Phase, bool MayEnd);

/// <summary>Who answers for me, and for whom I answer.</summary>
public sealed class DelegationsModel(PhdTrackerDb db, CurrentPerson me, Colleagues colleagues, CreateDelegationHandler create, EndDelegationHandler end, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    /// <summary>Past delegations that are shown: the audit trail has them all.</summary>
    private const int MostShown = 20;

    [BindProperty]
    public string? DelegateId { get; set; }

    [BindProperty]
    public string? About { get; set; }

    [BindProperty]
    public string? StartsOn { get; set; }

    [BindProperty]
    public string? EndsOn { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<DelegationRow> Given { get; private set; } = [];
    public IReadOnlyList<DelegationRow> Received { get; private set; } = [];
    public IReadOnlyList<SelectListItem> ColleagueItems { get; private set; } = [];
    public IReadOnlyList<SelectListItem> AboutItems { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct)
    {
        StartsOn = clock.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return ShowAgainAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var (from, to) = (Day(StartsOn, nameof(StartsOn)), Day(EndsOn, nameof(EndsOn)));
        if (!ModelState.IsValid)
        {
            await ShowAgainAsync(ct);
            return Page();
        }
        SubjectKind? about = Enum.TryParse<SubjectKind>(About, out var named) && Enum.IsDefined(named) ? named : null;
        var made = await create.HandleAsync(new CreateDelegation(PersonChoices.Number(DelegateId) ?? -1, about, from!.Value, to!.Value, Reason ?? ""), await me.PersonAsync(ct), ct);
        this.Done(texts["Delegations.Done", made.Delegate.DisplayName, texts.Date(made.StartsOn), texts.Date(made.EndsOn)]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostEndAsync(int id, CancellationToken ct)
    {
        await end.HandleAsync(new EndDelegation(id), await me.PersonAsync(ct), ct);
        this.Done(texts["Delegations.EndedNotice"]);
        return RedirectToPage();
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var id = (await me.PersonAsync(cancellation)).Id;
        var all = await db.Delegations.AsNoTracking().Include(d => d.Principal).Include(d => d.Delegate).Where(d => d.PrincipalId == id || d.DelegateId == id)
            .OrderByDescending(d => d.EndedAt == null).ThenByDescending(d => d.EndsOn).ThenByDescending(d => d.Id).Take(MostShown).ToListAsync(cancellation);
        Given = [.. all.Where(d => d.PrincipalId == id).Select(d => Row(d, d.Delegate.DisplayName))];
        Received = [.. all.Where(d => d.DelegateId == id).Select(d => Row(d, d.Principal.DisplayName))];
        var people = await (await colleagues.OfAsync(id, cancellation)).AsNoTracking().OrderBy(p => p.FamilyName).ThenBy(p => p.GivenName).ToListAsync(cancellation);
        ColleagueItems = [new(texts["Delegations.Choose"], ""), .. people.Select(p => new SelectListItem(p.DisplayName, PersonChoices.Text(p.Id)))];
        AboutItems = [new(What(null), ""), .. Enum.GetValues<SubjectKind>().Select(kind => new SelectListItem(What(kind), kind.ToString()))];
    }

    private DelegationRow Row(Delegation delegation, string other)
    {
        var today = clock.Today();
        var phase = delegation.EndedAt is not null ? "Delegations.Ended" : delegation.EndsOn < today ? "Delegations.Past" : delegation.StartsOn > today ? "Delegations.Later" : "Delegations.Now";
        return new DelegationRow(delegation.Id, other, What(delegation.About), delegation.StartsOn, delegation.EndsOn, delegation.Reason, phase, phase is "Delegations.Now" or "Delegations.Later");
    }

    private string What(SubjectKind? about) => about switch
    {
        SubjectKind.Milestone => texts["Delegations.OfMilestones"],
        SubjectKind.Proposal => texts["Delegations.OfProposals"],
        SubjectKind.Agreement => texts["Delegations.OfAgreements"],
        SubjectKind.Examination => texts["Delegations.OfExaminations"],
        _ => texts["Delegations.Everything"],
    };

    private DateOnly? Day(string? text, string field)
    {
        if (DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || DateOnly.TryParse(text, texts.Culture, out day))
            return day;
        ModelState.AddModelError(field, string.IsNullOrWhiteSpace(text) ? texts["Delegations.DateMissing"] : texts["Roles.DateUnreadable"]);
        return null;
    }
}
