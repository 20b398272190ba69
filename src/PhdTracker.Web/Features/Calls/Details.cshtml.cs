using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Proposals;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Calls;

/// <summary>A proposal in a list.</summary>
/// <param name="People">Side and name of each investigator.</param>
public sealed record ProposalRow(int Id, string TitleEn, string TitleFr, ProposalState State, IReadOnlyList<ProposalPerson> People);

/// <summary>The investigator of one side; null while nobody is named.</summary>
public sealed record ProposalPerson(string Side, string? Name);

/// <summary>One call: when, for whom, and what the reader can do about it now.</summary>
public sealed class DetailsModel(CurrentPerson me, PhdTrackerDb db, Texts texts, TimeProvider clock) : ListPageModel, IShowAgain
{
    private const int PageSize = 25;

    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    /// <summary>The version of the call that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public Call Call { get; private set; } = null!;
    public CallState State { get; private set; }
    public DateTime Now { get; private set; }
    public bool MayManage { get; private set; }
    public bool MayViewProposals { get; private set; }

    /// <summary>Whether the reader can begin a proposal now.</summary>
    public bool MayBegin { get; private set; }

    /// <summary>Why the reader cannot begin one although the call is open; null where there is nothing to explain.</summary>
    public string? WhyNot { get; private set; }

    /// <summary>The reader's own proposals to this call.</summary>
    public IReadOnlyList<ProposalRow> Own { get; private set; } = [];
    public IReadOnlyList<(ProposalState State, int Count)> Numbers { get; private set; } = [];

    /// <summary>A page of the proposals that were sent.</summary>
    public IReadOnlyList<ProposalRow> Sent { get; private set; } = [];
    public Pager Pager { get; private set; } = new(1, PageSize, 0);

    public string LeadSides => texts.List(Call.Programme.Parties.Where(p => Call.MayLead(p.Id)).OrderBy(p => p.Id).Select(p => p.Institution.ShortName));

    public async Task OnGetAsync(CancellationToken ct) => await ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAnnounceAsync([FromServices] AnnounceCallHandler announce, CancellationToken ct)
    {
        var call = await announce.HandleAsync(new AnnounceCall(Id, Version), await me.PersonAsync(ct), ct);
        this.Done(texts["Calls.Announced", call.NameIn(texts), texts.Moment(new Moment(call.OpensAt!.Value, call.Zones))]);
        return LocalRedirect($"/calls/{CallFormModel.Text(Id)}");
    }

    public async Task<IActionResult> OnPostDiscardAsync([FromServices] DiscardCallHandler discard, CancellationToken ct)
    {
        await discard.HandleAsync(new DiscardCall(Id, Version), await me.PersonAsync(ct), ct);
        this.Done(texts["Calls.Discarded"]);
        return LocalRedirect("/calls");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        Now = clock.UtcNow();
        Call = await CallPeople.WithSides(db.Calls.AsNoTracking()).SingleOrDefaultAsync(c => c.Id == Id, cancellation) ?? throw new NotFoundException();
        State = Call.StateAt(Now);
        var access = await me.AccessAsync(cancellation);
        var scope = new CaseScope(Call.ProgrammeId);
        (MayManage, MayViewProposals) = (access.May(Permission.ManageCalls, scope), access.May(Permission.ViewProposals, scope));
        if (State == CallState.Draft && !MayManage)
            throw new NotFoundException();
        Version = Call.Version;
        ModelState.Remove(nameof(Version));
        var proposals = db.Proposals.AsNoTracking().Where(p => p.CallId == Id);
        Own = await RowsAsync(proposals.Where(p => p.Sides.Any(s => s.InvestigatorId == access.PersonId)), 0, PageSize, cancellation);
        await JudgeAsync(access, cancellation);
        if (MayViewProposals)
            await CountAsync(proposals, cancellation);
    }

    /// <summary>The proposals that were sent, with who stands for each side in a column of its own.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        if (!MayViewProposals)
            throw new NotFoundException();
        var sides = Call.Programme.Parties.OrderBy(p => p.Id).Select(p => p.Side).ToList();
        var sheet = new ListSheet(texts, [texts["Calls.Proposal"], .. sides.Select(side => texts["Export.InvestigatorOf", side]), texts["Calls.State"]]);
        foreach (var row in await RowsAsync(SentTo(), 0, int.MaxValue, ct))
        {
            sheet.AddLine([row.TitleEn.Length + row.TitleFr.Length == 0 ? texts["Calls.Untitled"] : texts.Of(row.TitleEn, row.TitleFr),
                .. sides.Select(side => row.People.FirstOrDefault(p => p.Side == side)?.Name), texts.Enum(row.State)]);
        }
        return ($"{texts["Export.Proposals"]}-{CallFormModel.Text(Call.Year)}-{CallFormModel.Text(Call.Number)}", clock.Today(), sheet);
    }

    private IQueryable<Proposal> SentTo() => db.Proposals.AsNoTracking().Where(p => p.CallId == Id && !CallProposals.NotSent.Contains(p.State));

    private async Task JudgeAsync(Access access, CancellationToken ct)
    {
        if (State != CallState.Open || Own.Any(p => p.State != ProposalState.Withdrawn))
            return;
        var roles = access.Grants.Where(g => g.ProgrammeId == Call.ProgrammeId).Select(g => g.Role).ToList();
        // Who only studies in the programme proposes no project to it; offices and auditors run the call.
        if (MayViewProposals || (roles.Count > 0 && roles.TrueForAll(r => r == Role.Student)) || access.MayAnywhere(Permission.ManageSystem))
            return;
        var institution = await db.Users.AsNoTracking().Where(p => p.Id == access.PersonId).Select(p => p.InstitutionId).SingleOrDefaultAsync(ct);
        try
        {
            if (Call.Programme.Parties.Find(p => p.InstitutionId == institution) is { } party)
                Call.EnsureMayLead(party, roles.Count > 0);
            else if (roles.Count == 0 && !Call.OpenToOutsiders)
                throw new DomainRuleException("CallForProgrammeOnly");
            MayBegin = true;
        }
        catch (DomainRuleException rule)
        {
            WhyNot = rule.In(texts);
        }
    }

    private async Task CountAsync(IQueryable<Proposal> proposals, CancellationToken ct)
    {
        var counts = await proposals.GroupBy(p => p.State).Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(ct);
        Numbers = [.. counts.OrderBy(c => c.State).Select(c => (c.State, c.Count))];
        Pager = CohortView.Pager(Request.Query, counts.Where(c => !CallProposals.NotSent.Contains(c.State)).Sum(c => c.Count), PageSize);
        Sent = await RowsAsync(SentTo(), Pager.Skip, PageSize, ct);
    }

    private static async Task<IReadOnlyList<ProposalRow>> RowsAsync(IQueryable<Proposal> proposals, int skip, int take, CancellationToken ct) =>
        await proposals.OrderBy(p => p.Id).Skip(skip).Take(take).Select(p => new ProposalRow(p.Id, p.TitleEn, p.TitleFr, p.State,
            p.Sides.OrderBy(s => s.PartyId).Select(s => new ProposalPerson(s.Party.Side, s.Investigator == null ? null : s.Investigator.GivenName + " " + s.Investigator.FamilyName)).ToList())).ToListAsync(ct);
}
