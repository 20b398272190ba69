using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Supervision;
using PhdTracker.Web.Features.Candidatures;

namespace PhdTracker.Web.Features.ChangeRequests;

/// <summary>What the form of a request offers to choose from; a kind needs some of it.</summary>
public sealed record ChangeRequestOffer
{
    /// <summary>The share of full time today.</summary>
    public decimal FteNow { get; init; }
    public IReadOnlyList<SelectListItem> Milestones { get; init; } = [];
    public IReadOnlyList<SelectListItem> Supervisors { get; init; } = [];
    public IReadOnlyList<SelectListItem> Kinds { get; init; } = [];
    public IReadOnlyList<SelectListItem> Parties { get; init; } = [];
    public IReadOnlyList<SelectListItem> Categories { get; init; } = [];
    public IReadOnlyList<SelectListItem> Hosts { get; init; } = [];
    public IReadOnlyList<SelectListItem> HostUnits { get; init; } = [];
}

/// <summary>Reads what the form of a request offers.</summary>
public sealed class ChangeRequestChoices(PhdTrackerDb db, Texts texts, TimeProvider clock)
{
    public async Task<ChangeRequestOffer> OfAsync(Pathway pathway, ChangeRequestKind kind, CancellationToken ct) => kind switch
    {
        ChangeRequestKind.Extension => new ChangeRequestOffer { Milestones = [Empty, .. await MilestonesAsync(pathway, ct)] },
        ChangeRequestKind.Supervisor => await SupervisionAsync(pathway, ct),
        ChangeRequestKind.Withdrawal => new ChangeRequestOffer { Categories = [Empty, .. Enum.GetValues<LeavingCategory>().Select(c => new SelectListItem(texts.Enum(c), c.ToString()))] },
        ChangeRequestKind.Mobility => await HostsAsync(pathway, ct),
        _ => new ChangeRequestOffer { FteNow = pathway.FteOn(clock.Today()) },
    };

    private SelectListItem Empty => new(texts["ChangeRequests.Choose"], "");

    private async Task<IEnumerable<SelectListItem>> MilestonesAsync(Pathway pathway, CancellationToken ct)
    {
        var pending = await db.Milestones.AsNoTracking()
            .Where(m => m.CandidatureId == pathway.Id && m.DueOn != null && !m.IsFixed && !m.RetakeUsed && m.State != MilestoneState.Submitted && !Milestone.ClosedStates.Contains(m.State) && m.EquivalentToId == null)
            .OrderBy(m => m.DueOn).ThenBy(m => m.Id).Select(m => new { m.Id, m.TitleEn, m.TitleFr, m.DueOn }).ToListAsync(ct);
        return pending.Select(m => new SelectListItem(texts["ChangeRequests.MilestoneDue", texts.Of(m.TitleEn, m.TitleFr), texts.ShortDate(m.DueOn!.Value)], Number(m.Id)));
    }

    private async Task<ChangeRequestOffer> SupervisionAsync(Pathway pathway, CancellationToken ct)
    {
        var today = clock.Today();
        var lines = (await SupervisionLine.OfAsync(db, pathway.Id, ct)).Where(l => l.To is null || l.To >= today);
        return new ChangeRequestOffer
        {
            Supervisors = [Empty, .. lines.Select(l => new SelectListItem($"{l.Name} · {texts.Enum(l.Kind)} · {l.Side}", Number(l.Id)))],
            // A second main supervisor joins nobody: one takes over from the first.
            Kinds = [Empty, .. Enum.GetValues<SupervisorKind>().Where(k => k != SupervisorKind.Lead).Select(k => new SelectListItem(texts.Enum(k), k.ToString()))],
            Parties = [Empty, .. (await SupervisionForm.PartiesAsync(db, pathway.Scope.ProgrammeId, ct)).Select(Item)],
        };
    }

    private async Task<ChangeRequestOffer> HostsAsync(Pathway pathway, CancellationToken ct)
    {
        var hosts = (await SupervisionForm.PartiesAsync(db, pathway.Scope.ProgrammeId, ct)).Where(p => p.Id != pathway.Scope.PartyId).Select(Item).ToList();
        var units = await db.Units.AsNoTracking().Where(u => (u.Kind == UnitKind.Department || u.Kind == UnitKind.ResearchUnit)
                && db.Parties.Any(p => p.ProgrammeId == pathway.Scope.ProgrammeId && p.Id != pathway.Scope.PartyId && p.Institution.Country == u.Institution.Country))
            .OrderBy(u => u.Name).ThenBy(u => u.Id).Select(u => new { u.Id, u.Name, u.Code }).ToListAsync(ct);
        return new ChangeRequestOffer
        {
            Hosts = hosts.Count == 1 ? hosts : [Empty, .. hosts],
            HostUnits = [new SelectListItem("", ""), .. units.Select(u => new SelectListItem(u.Code is null ? u.Name : $"{u.Name} ({u.Code})", Number(u.Id)))],
        };
    }

    private static SelectListItem Item(PartyChoice party) => new($"{party.Side} · {party.Institution}", Number(party.Id));

    private static string Number(int id) => id.ToString(CultureInfo.InvariantCulture);
}
