using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Proposals;

/// <summary>Who reads what of proposals.</summary>
public static class ProposalAccess
{
    /// <summary>Of these proposals, those that a person may read: their own; and by a role, those that were sent.</summary>
    public static IQueryable<Proposal> VisibleTo(this IQueryable<Proposal> proposals, Access access)
    {
        var byRole = access.Filter(proposals, Permission.ViewProposals).Where(p => p.FirstSentAt != null).Select(p => p.Id);
        return proposals.Where(p => p.Sides.Any(s => s.InvestigatorId == access.PersonId) || byRole.Contains(p.Id));
    }

    /// <summary>Whether somebody knows what sides have decided before it is published: offices, managers and auditors of the programme.</summary>
    public static bool ReadsDecisions(Access access, int programmeId) => access.May(Permission.ViewProposals, new CaseScope(programmeId));
}

/// <summary>One side of a proposal as its page shows it.</summary>
public sealed record SideView(int PartyId, string Side, string Institution, string Country, string Zone, bool IsHome, int? InvestigatorId, string? Investigator, string? Unit);

/// <summary>A field as its reader may see it.</summary>
/// <param name="Version">Of its row; null before anybody wrote it.</param>
public sealed record FieldView(string Value, int? Version, string? By, DateTime? At)
{
    public static FieldView Empty { get; } = new("", null, null, null);
}

/// <summary>What a side decided.</summary>
public sealed record SideDecisionView(string Side, string Institution, SideDecisionKind Kind, string Reasons, string By, DateTime At);

/// <summary>The invitation of the partner as the lead sees it.</summary>
public sealed record InvitationView(string GivenName, string FamilyName, string Email, DateTime SentAt, DateTime ExpiresAt, InvitationState State)
{
    public string Name => $"{GivenName} {FamilyName}";
}

/// <summary>Everything that the pages of a proposal show, as far as the reader may see it.</summary>
public sealed record ProposalView
{
    public required int Id { get; init; }
    public required ProposalState State { get; init; }
    public required string TitleEn { get; init; }
    public required string TitleFr { get; init; }
    public required Call Call { get; init; }
    public required DateTime BegunAt { get; init; }
    public DateTime? SentAt { get; init; }
    public required int TimesSent { get; init; }
    public DateTime? WithdrawnAt { get; init; }
    public required string WithdrawalReason { get; init; }
    public int? ProjectId { get; init; }
    public string? ProjectCode { get; init; }
    public required IReadOnlyList<SideView> Sides { get; init; }
    public required IReadOnlyDictionary<ProposalPart, FieldView> Fields { get; init; }
    public required IReadOnlyList<SideDecisionView> Decisions { get; init; }
    public required IReadOnlyList<TwoNames> Themes { get; init; }
    public string? Structure { get; init; }
    public InvitationView? Invitation { get; init; }

    /// <summary>Whether the reader is one of its investigators.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>Whether the reader leads it.</summary>
    public required bool IsLead { get; init; }

    /// <summary>Whether the reader knows what sides have decided.</summary>
    public required bool ReadsDecisions { get; init; }

    public SideView Home => Sides.Single(s => s.IsHome);
    public SideView Partner => Sides.Single(s => !s.IsHome);
    public bool MayEdit => IsOwn && State is ProposalState.Draft or ProposalState.Returned;
    public bool MayWithdraw => IsOwn && State is ProposalState.Draft or ProposalState.Confirming or ProposalState.Endorsing or ProposalState.Checking or ProposalState.Returned or ProposalState.Deciding;

    /// <summary>Time zone in which the reader sees instants: their own side's, else the lead's.</summary>
    public required string Zone { get; init; }

    public FieldView Field(ProposalPart part) => Fields.GetValueOrDefault(part, FieldView.Empty);
    public string Text(ProposalPart part) => Field(part).Value;
    public string TitleIn(Localisation.Texts texts) => TitleEn.Length + TitleFr.Length == 0 ? texts["Proposals.Untitled"] : texts.Of(TitleEn, TitleFr);
}

/// <summary>Reads a proposal for somebody: always as many queries, however much is written.</summary>
public sealed class ProposalReader(PhdTrackerDb db, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is none, or not for this person.</exception>
    public async Task<ProposalView> ReadAsync(int id, Access access, CancellationToken ct)
    {
        var proposal = await ReadableCases.Proposals(db, access).AsNoTracking()
            .Include(p => p.Call).ThenInclude(c => c.Programme).ThenInclude(p => p.Parties).ThenInclude(p => p.Institution)
            .Include(p => p.Sides).ThenInclude(s => s.Party).ThenInclude(p => p.Institution)
            .Include(p => p.Sides).ThenInclude(s => s.Investigator)
            .Include(p => p.Sides).ThenInclude(s => s.Unit)
            .Include(p => p.Fields).ThenInclude(f => f.ChangedBy)
            .Include(p => p.Invitations)
            .Include(p => p.Decisions).ThenInclude(d => d.By)
            .Include(p => p.Project)
            .AsSplitQuery().SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotFoundException();
        var own = proposal.Sides.Any(s => s.InvestigatorId == access.PersonId);
        // What is decided anew after publication is known outside the offices once both sides have decided.
        var isPublished = proposal.Call.DecisionsPublishedAt is not null && proposal.State != ProposalState.Deciding;
        var readsDecisions = isPublished || (!own && ProposalAccess.ReadsDecisions(access, proposal.Call.ProgrammeId));
        var fields = proposal.Fields.ToDictionary(f => f.Part, f => new FieldView(own ? f.Value : f.SentValue, f.Version, f.ChangedBy.DisplayName, f.ChangedAt));
        var sides = proposal.Sides.OrderByDescending(s => s.PartyId == proposal.LeadPartyId).Select(s => Side(proposal, s)).ToList();
        var themes = ProposalParts.NumbersOf(fields.GetValueOrDefault(ProposalPart.Themes, FieldView.Empty).Value);
        var structure = ProposalParts.NumbersOf(fields.GetValueOrDefault(ProposalPart.Structure, FieldView.Empty).Value);
        return new ProposalView
        {
            Id = proposal.Id,
            State = proposal.State,
            TitleEn = proposal.TitleEn,
            TitleFr = proposal.TitleFr,
            Call = proposal.Call,
            BegunAt = proposal.BegunAt,
            SentAt = proposal.SentAt,
            TimesSent = proposal.TimesSent,
            WithdrawnAt = proposal.WithdrawnAt,
            WithdrawalReason = proposal.WithdrawalReason,
            ProjectId = proposal.ProjectId,
            ProjectCode = proposal.Project?.Code,
            Sides = sides,
            Fields = fields,
            Decisions = readsDecisions ? Decisions(proposal) : [],
            Themes = await db.Themes.AsNoTracking().Where(t => themes.Contains(t.Id)).OrderBy(t => t.NameEn).Select(t => new TwoNames(t.NameEn, t.NameFr)).ToListAsync(ct),
            Structure = await db.Structures.AsNoTracking().Where(s => structure.Contains(s.Id)).Select(s => s.Name).SingleOrDefaultAsync(ct),
            Invitation = own ? Invited(proposal) : null,
            IsOwn = own,
            IsLead = proposal.Home.InvestigatorId == access.PersonId,
            ReadsDecisions = readsDecisions,
            Zone = (sides.FirstOrDefault(s => s.InvestigatorId == access.PersonId) ?? sides.FirstOrDefault(s => access.Grants.Any(g => g.PartyId == s.PartyId)) ?? sides[0]).Zone,
        };
    }

    private static SideView Side(Proposal proposal, ProposalSide side) => new(
        side.PartyId, side.Party.Side, side.Party.Institution.ShortName, side.Party.Institution.Country, side.Party.Institution.TimeZone, side.PartyId == proposal.LeadPartyId,
        side.InvestigatorId, side.Investigator?.DisplayName, side.Unit is null ? null : side.Unit.Code is null ? side.Unit.Name : $"{side.Unit.Name} ({side.Unit.Code})");

    private static List<SideDecisionView> Decisions(Proposal proposal) =>
        [.. proposal.Sides.OrderByDescending(s => s.PartyId == proposal.LeadPartyId).Select(s => (Side: s, Decision: proposal.DecisionOf(s.PartyId))).Where(x => x.Decision is not null)
            .Select(x => new SideDecisionView(x.Side.Party.Side, x.Side.Party.Institution.ShortName, x.Decision!.Kind, x.Decision.Reasons, x.Decision.By.DisplayName, x.Decision.At))];

    private InvitationView? Invited(Proposal proposal) => proposal.Invitations.OrderBy(i => i.SentAt).LastOrDefault() is { } last
        ? new InvitationView(last.GivenName, last.FamilyName, last.Email, last.SentAt, last.ExpiresAt, last.StateAt(clock.UtcNow()))
        : null;
}
