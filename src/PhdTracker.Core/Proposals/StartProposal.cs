using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Proposals;

/// <summary>An investigator begins a draft and invites the partner of the other side.</summary>
/// <param name="PartyId">The investigator's own side.</param>
/// <param name="UnitId">Where the investigator works.</param>
public sealed record StartProposal(int CallId, int PartyId, int? UnitId, PartnerName Partner);

/// <inheritdoc cref="StartProposal"/>
public sealed class StartProposalHandler(PhdTrackerDb db, AccessReader access, OwnProposals own, Partners partners, TimeProvider clock)
{
    /// <returns>The number of the draft.</returns>
    /// <exception cref="NotFoundException">There is no such call, or no such side in its programme.</exception>
    /// <exception cref="DomainRuleException"><c>AlreadyApplied</c>, <c>SideIsNotYours</c>, <c>UnitMissing</c>, those of <see cref="Call.EnsureOpen"/> and <see cref="Call.EnsureMayLead"/>, and what is wrong with the partner.</exception>
    public Task<int> HandleAsync(StartProposal command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => StartAsync(command, me!, ct), ct);

    private async Task<int> StartAsync(StartProposal command, Person by, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var call = await db.Calls.Include(c => c.Programme).ThenInclude(p => p.Parties).ThenInclude(p => p.Institution).SingleOrDefaultAsync(c => c.Id == command.CallId, ct) ?? throw new NotFoundException();
        var party = call.Programme.Parties.SingleOrDefault(p => p.Id == command.PartyId) ?? throw new NotFoundException();
        call.EnsureOpen(now);
        call.EnsureMayLead(party, (await access.ForAsync(by.Id, ct)).Grants.Any(g => g.ProgrammeId == call.ProgrammeId));
        await db.Entry(by).Reference(p => p.Institution).LoadAsync(ct);
        if (by.Institution is { } institution && institution.Country != party.Institution.Country)
            throw new DomainRuleException("SideIsNotYours", party.Institution.ShortName) { Field = "PartyId" };
        await own.EnsureFirstAsync(call.Id, by, ct);
        var unit = await partners.UnitAsync(command.UnitId, party, ct);

        var proposal = new Proposal(call, party);
        proposal.Begin(by, unit, call.Programme.Parties.First(p => p != party), now);
        await partners.InviteAsync(proposal, command.Partner, by, now, ct);
        db.Proposals.Add(proposal);
        db.Record(() => CaseKey.Proposal(proposal.Id), () => new Act(nameof(StartProposal), by.Id, SubjectKind: nameof(Proposal), SubjectId: proposal.Id));
        await db.SaveChangesAsync(ct);
        return proposal.Id;
    }
}
