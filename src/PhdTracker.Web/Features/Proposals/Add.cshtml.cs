using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Proposals;
using PhdTracker.Web.Features.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Proposals;

/// <summary>Begins a proposal: the call, one's own side and unit, and the partner who is invited.</summary>
public sealed class AddModel(PhdTrackerDb db, CurrentPerson current, StartProposalHandler start, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    [BindProperty(Name = "call", SupportsGet = true)]
    public string? CallId { get; set; }

    [BindProperty]
    public string? PartyId { get; set; }

    [BindProperty]
    public string? UnitId { get; set; }

    [BindProperty]
    public string? PartnerGivenName { get; set; }

    [BindProperty]
    public string? PartnerFamilyName { get; set; }

    [BindProperty]
    public string? PartnerEmail { get; set; }

    public IReadOnlyList<SelectListItem> Calls { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Parties { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    /// <summary>The reader's application to a call that is open now.</summary>
    public int? OwnId { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        var me = await current.PersonAsync(ct);
        UnitId = me.UnitId is { } own ? PersonChoices.Text(own) : null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var partner = new PartnerName(PartnerGivenName ?? "", PartnerFamilyName ?? "", PartnerEmail ?? "");
        if (PersonChoices.Number(CallId) is null)
            ModelState.AddModelError("call", texts["Proposals.Add.CallMissing"]);
        if (PersonChoices.Number(PartyId) is null)
            ModelState.AddModelError(nameof(PartyId), texts["Proposals.Add.SideMissing"]);
        if (PersonChoices.Number(UnitId) is null)
            ModelState.AddModelError(nameof(UnitId), texts["Error.UnitMissing"]);
        foreach (var problem in Partners.Problems(partner))
            ModelState.AddModelError(problem.Field!, problem.In(texts));
        if (!ModelState.IsValid)
        {
            await ShowAgainAsync(ct);
            return Page();
        }
        var id = await start.HandleAsync(new StartProposal(PersonChoices.Number(CallId)!.Value, PersonChoices.Number(PartyId)!.Value, PersonChoices.Number(UnitId), partner), await current.PersonAsync(ct), ct);
        this.Done(texts["Proposals.Add.Done", partner.Email.Trim()]);
        return Redirect($"/proposals/{PersonChoices.Text(id)}/edit");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var (now, me) = (clock.UtcNow(), current.Id);
        var calls = await CallPeople.WithSides(db.Calls.AsNoTracking()).Where(c => c.AnnouncedAt != null && c.OpensAt <= now && c.ClosesAt > now).OrderBy(c => c.ClosesAt).ToListAsync(cancellation);
        var country = await db.Users.Where(p => p.Id == me).Select(p => p.Institution!.Country).SingleOrDefaultAsync(cancellation);
        Calls = [.. calls.Select(c => new SelectListItem($"{c.NameIn(texts)} · {c.ThemeIn(texts)}", PersonChoices.Text(c.Id)))];
        var parties = calls.SelectMany(c => c.Programme.Parties).Where(p => country is null || p.Institution.Country == country).DistinctBy(p => p.Id).ToList();
        Parties = [.. parties.Select(p => new SelectListItem($"{p.Side} · {p.Institution.ShortName}", PersonChoices.Text(p.Id)))];
        var countries = parties.Select(p => p.Institution.Country).Distinct().ToList();
        var units = await db.Units.AsNoTracking().Where(u => countries.Contains(u.Institution.Country) && (u.Kind == Core.Collaboration.UnitKind.Department || u.Kind == Core.Collaboration.UnitKind.ResearchUnit))
            .OrderBy(u => u.Institution.ShortName).ThenBy(u => u.Name).Select(u => new { u.Id, u.Name, u.Code, u.Institution.ShortName }).ToListAsync(cancellation);
        var groups = units.Select(u => u.ShortName).Distinct().ToDictionary(n => n, n => new SelectListGroup { Name = n });
        Units = [new(texts["Proposals.Add.ChooseUnit"], ""), .. units.Select(u => new SelectListItem(u.Code is null ? u.Name : $"{u.Name} ({u.Code})", PersonChoices.Text(u.Id)) { Group = groups[u.ShortName] })];
        var open = calls.Select(c => c.Id).ToList();
        OwnId = await db.ProposalApplicants.Where(a => a.PersonId == me && open.Contains(a.CallId)).Select(a => (int?)a.ProposalId).FirstOrDefaultAsync(cancellation);
    }
}
