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

/// <summary>What each side decides about each proposal of a call, what would go out, and whether each side agrees that it does.</summary>
public sealed class DecisionsModel(CurrentPerson me, PhdTrackerDb db, Texts texts, TimeProvider clock) : ListPageModel, IShowAgain
{
    private const int PageSize = 50;
    private static readonly ProposalState[] Shown = [.. CallProposals.Undecided, ProposalState.Accepted, ProposalState.Reserved, ProposalState.Rejected, ProposalState.Reversed];

    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    /// <summary>The side that agrees or changes its mind.</summary>
    [BindProperty]
    public int PartyId { get; set; }

    /// <summary>The round of decisions that the reader saw.</summary>
    [BindProperty]
    public int Round { get; set; }

    [BindProperty]
    public bool DespiteAwards { get; set; }

    [BindProperty]
    public int ProposalId { get; set; }

    [BindProperty]
    public int SeenDecisionId { get; set; }

    [BindProperty]
    public SideDecisionKind? Kind { get; set; }

    [BindProperty]
    public string? Reasons { get; set; }

    public Call Call { get; private set; } = null!;
    public IReadOnlyList<ProgrammeParty> Parties { get; private set; } = [];

    /// <summary>Sides for which the reader may agree and change decisions.</summary>
    public IReadOnlyCollection<int> MineToPublish { get; private set; } = [];
    public IReadOnlyList<DecisionRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = new(1, PageSize, 0);
    public bool IsClosed { get; private set; }
    public int Accepted { get; private set; }

    /// <summary>How many proposals lack a decision of a side.</summary>
    public int Missing { get; private set; }
    public int Total => Pager.Total;
    public bool IsPublished => Call.DecisionsPublishedAt is not null;
    public bool IsOverAwards => Accepted > Call.Awards;

    public async Task OnGetAsync(CancellationToken ct) => await ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAgreeAsync([FromServices] AgreeToPublishHandler agree, CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        var published = await agree.HandleAsync(new AgreeToPublish(Id, PartyId, Round, DespiteAwards), await me.PersonAsync(ct), ct);
        var others = Parties.Where(p => p.Id != PartyId).Select(p => p.Institution.ShortName);
        this.Done(published ? texts["Calls.Decisions.Published", Call.NameIn(texts)] : texts["Calls.Decisions.Agreed", texts.List(others)]);
        return LocalRedirect($"/calls/{CallFormModel.Text(Id)}/decisions");
    }

    public async Task<IActionResult> OnPostChangeAsync([FromServices] ChangeSideDecisionHandler change, CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        if (Kind is not { } kind)
        {
            ModelState.AddModelError("Kind", texts["Calls.Decisions.KindMissing"]);
            return Page();
        }
        await change.HandleAsync(new ChangeSideDecision(Id, ProposalId, PartyId, SeenDecisionId, kind, Reasons ?? ""), await me.PersonAsync(ct), ct);
        this.Done(texts["Calls.Decisions.Changed"]);
        return LocalRedirect($"/calls/{CallFormModel.Text(Id)}/decisions");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var (proposals, asked) = await LoadAsync(cancellation);
        Pager = CohortView.Pager(Request.Query, proposals.Count, PageSize);
        Rows = [.. proposals.Skip(Pager.Skip).Take(PageSize).Select(p => RowOf(p, asked))];
    }

    /// <summary>What each side decides, and why, in columns of its own.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var (proposals, asked) = await LoadAsync(ct);
        var sheet = new ListSheet(texts, [texts["Calls.Proposal"], texts["Calls.State"],
            .. Parties.SelectMany(p => new[] { texts["Export.InvestigatorOf", p.Side], texts["Export.DecisionOf", p.Side], texts["Export.ReasonsOf", p.Side] }), texts["Export.Outcome"]]);
        foreach (var row in proposals.Select(p => RowOf(p, asked)))
        {
            sheet.AddLine([row.Title, texts.Enum(row.State),
                .. row.Sides.SelectMany(s => new[] { s.Investigator, s.Current is { } current ? CallWords.Decided(texts, current.Kind) : null, s.Current?.Reasons }), row.Outcome]);
        }
        return ($"{texts["Export.Decisions"]}-{CallFormModel.Text(Call.Year)}-{CallFormModel.Text(Call.Number)}", clock.Today(), sheet);
    }

    /// <summary>Whether the reader may change what this side decides about the proposal.</summary>
    public bool MayChange(DecisionRow row, SideOfRow side) => !IsPublished && row.IsOpen && side.Current is not null && MineToPublish.Contains(side.Party.Id);

    /// <summary>The call, and every proposal to decide about with the sides that are asked again.</summary>
    private async Task<(List<Proposal> Proposals, IReadOnlySet<(int ProposalId, int PartyId)> Asked)> LoadAsync(CancellationToken cancellation)
    {
        Call = await CallPeople.WithSides(db.Calls.AsNoTracking()).Include(c => c.Consents).ThenInclude(c => c.By).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == Id, cancellation) ?? throw new NotFoundException();
        var access = await me.AccessAsync(cancellation);
        if (!access.May(Permission.ViewProposals, new CaseScope(Call.ProgrammeId)))
            throw new NotFoundException();
        IsClosed = Call.StateAt(clock.UtcNow()) == CallState.Closed;
        Parties = [.. Call.Programme.Parties.OrderBy(p => p.Id)];
        MineToPublish = [.. Parties.Where(p => access.May(Permission.PublishDecisions, new CaseScope(Call.ProgrammeId, p.Id))).Select(p => p.Id)];
        var proposals = await db.Proposals.AsNoTracking().AsSplitQuery().Include(p => p.Decisions).ThenInclude(d => d.By)
            .Include(p => p.Sides).ThenInclude(s => s.Investigator)
            .Where(p => p.CallId == Id && Shown.Contains(p.State)).OrderBy(p => p.Id).ToListAsync(cancellation);
        var undecided = proposals.Where(p => CallProposals.Undecided.Contains(p.State)).ToList();
        var asked = await CallProposals.AskedAsync(db, Id, cancellation);
        var complete = undecided.Where(p => p.CombinedDecision(Parties) is not null && !Parties.Any(side => asked.Contains((p.Id, side.Id)))).ToList();
        Missing = undecided.Count - complete.Count;
        Accepted = complete.Count(p => p.CombinedDecision(Parties) == SideDecisionKind.Accept);
        return (proposals, asked);
    }

    private DecisionRow RowOf(Proposal proposal, IReadOnlySet<(int ProposalId, int PartyId)> asked)
    {
        // What a side decided before it was asked again is among the earlier ones.
        var current = Parties.ToDictionary(p => p.Id, p => asked.Contains((proposal.Id, p.Id)) ? null : proposal.DecisionOf(p.Id));
        var sides = Parties.Select(p => new SideOfRow(p, current[p.Id],
            [.. proposal.Decisions.Where(d => d.PartyId == p.Id && d != current[p.Id]).OrderByDescending(d => d.Id)],
            proposal.Sides.Find(s => s.PartyId == p.Id)?.Investigator?.DisplayName)).ToList();
        return new DecisionRow(proposal.Id, proposal.TitleIn(texts), proposal.State, proposal.State == ProposalState.Deciding, sides,
            CallWords.Outcome(texts, [.. sides.Select(s => (s.Party.Institution.ShortName, s.Current?.Kind))]));
    }
}

/// <summary>One proposal with what each side decides.</summary>
/// <param name="IsOpen">Whether a side may still change its mind.</param>
/// <param name="Outcome">What would go out, in words.</param>
public sealed record DecisionRow(int Id, string Title, ProposalState State, bool IsOpen, IReadOnlyList<SideOfRow> Sides, string Outcome);

/// <summary>What one side decides about a proposal.</summary>
/// <param name="Current">Null while it has not.</param>
/// <param name="Earlier">What it had decided before, the newest first.</param>
public sealed record SideOfRow(ProgrammeParty Party, SideDecision? Current, IReadOnlyList<SideDecision> Earlier, string? Investigator);
