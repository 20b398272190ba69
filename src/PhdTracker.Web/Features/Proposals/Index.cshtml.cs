using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Proposals;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Features.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Proposals;

/// <summary>The proposals that the reader wrote, or that their role lets them follow.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, Texts texts, TimeProvider clock) : ListPageModel
{
    public IReadOnlyList<ProposalRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public string? Search { get; private set; }
    public IReadOnlyList<SelectListItem> Calls { get; private set; } = [];
    public IReadOnlyList<SelectListItem> States { get; private set; } = [];

    /// <summary>Whether the reader follows others' proposals too, and so may narrow the list.</summary>
    public bool IsOffice { get; private set; }

    /// <summary>Whether a call is open that the reader could apply to.</summary>
    public bool MayBegin { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (proposals, access, filter) = await FindAsync(ct);
        var now = clock.UtcNow();
        MayBegin = await db.Calls.AnyAsync(c => c.AnnouncedAt != null && c.OpensAt <= now && c.ClosesAt > now, ct);
        Pager = CohortView.Pager(Request.Query, await proposals.CountAsync(ct));
        Rows = await ProposalList.ReadAsync(db, proposals, access, Pager.Skip, Pager.PageSize, ct);
        if (IsOffice)
            await ChoicesAsync(filter, ct);
    }

    /// <summary>For those who follow others’ proposals too.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var (proposals, access, _) = await FindAsync(ct);
        if (!IsOffice)
            throw new NotFoundException();
        var sheet = new ListSheet(texts, texts["Proposals.One"], texts["Proposals.Investigators"], texts["Cohort.Filter.Call"], texts["Projects.List.Column.State"], texts["Export.SentOn"]);
        foreach (var row in await ProposalList.ReadAsync(db, proposals, access, 0, int.MaxValue, ct))
        {
            var title = !row.IsReadable ? texts["Proposals.List.Hidden"] : row.TitleEn.Length + row.TitleFr.Length == 0 ? texts["Proposals.Untitled"] : texts.Of(row.TitleEn, row.TitleFr);
            var people = row.Investigators.Select(p => $"{p.Side}: {(p.FamilyName is null ? texts["Proposals.NotJoined"] : $"{p.GivenName} {p.FamilyName}")}");
            sheet.AddLine(title, string.Join("; ", people), CohortView.CallName(row.CallNumber, row.CallYear, texts), texts.Enum(row.State), row.SentAt is { } sent ? Dates.DayIn(sent, row.Zone) : null);
        }
        return (texts["Export.Proposals"], clock.Today(), sheet);
    }

    private async Task<(IQueryable<Proposal> Proposals, Access Access, ProposalFilter Filter)> FindAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        IsOffice = access.MayAnywhere(Permission.ViewProposals);
        var state = CohortView.Text(Request.Query, "state") is { } word ? CohortView.Value<ProposalState>(word) : null;
        var filter = new ProposalFilter(CohortView.Number(Request.Query, "call"), state, IsSent: Request.Query["sent"] == "yes");
        Search = CohortView.Text(Request.Query, "q");
        return (ProposalList.Listed(db.Proposals, access, filter).Matching(Search, access), access, filter);
    }

    private async Task ChoicesAsync(ProposalFilter filter, CancellationToken ct)
    {
        var calls = await db.Calls.AsNoTracking().Where(c => db.Proposals.Any(p => p.CallId == c.Id)).OrderByDescending(c => c.Number).Select(c => new { c.Id, c.Number, c.Year }).ToListAsync(ct);
        Calls = [new(texts["Proposals.List.AllCalls"], ""), .. calls.Select(c => new SelectListItem(CohortView.CallName(c.Number, c.Year, texts), PersonChoices.Text(c.Id), c.Id == filter.CallId))];
        States = [new(texts["Proposals.List.AllStates"], ""), .. Enum.GetValues<ProposalState>().Select(s => new SelectListItem(texts.Enum(s), CohortView.Word(s), s == filter.State))];
    }
}
