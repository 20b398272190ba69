using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Core.Calls;

/// <summary>Loads calls for those who may change them, and finds whom their acts concern.</summary>
public sealed class CallPeople(PhdTrackerDb db, AccessReader access, TimeProvider clock)
{
    /// <summary>A call with its programme's sides, for a change made on the version that the person saw.</summary>
    /// <exception cref="NotFoundException">There is no such call, or it is a draft that is not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>.</exception>
    public async Task<Call> ForOfficeAsync(int callId, int version, Person by, CancellationToken ct)
    {
        var call = await WithSides(db.Calls).SingleOrDefaultAsync(c => c.Id == callId, ct) ?? throw new NotFoundException();
        if (!(await access.ForAsync(by.Id, ct)).May(Permission.ManageCalls, new CaseScope(call.ProgrammeId)))
            throw call.StateAt(clock.UtcNow()) == CallState.Draft ? new NotFoundException() : new DomainRuleException("NotAllowed");
        return call.Version == version ? call : throw new StaleVersionException();
    }

    /// <summary>Calls with all that their times need.</summary>
    public static IQueryable<Call> WithSides(IQueryable<Call> calls) => calls.Include(c => c.Programme).ThenInclude(p => p.Parties).ThenInclude(p => p.Institution);

    /// <summary>The people of the programme's offices today, with their side.</summary>
    public async Task<IReadOnlyList<(int PartyId, Person Person)>> OfficesAsync(Programme programme, CancellationToken ct)
    {
        var parties = programme.Parties.Select(p => p.Id).ToList();
        var roles = await db.RoleAssignments.Include(r => r.Person).Where(r => r.Role == Role.Office && r.PartyId != null && parties.Contains(r.PartyId.Value))
            .Where(AccessReader.Held(clock.Today())).OrderBy(r => r.Id).ToListAsync(ct);
        return [.. roles.Select(r => (r.PartyId!.Value, r.Person)).Distinct()];
    }

    /// <summary>The investigators of what was begun for a call and not sent.</summary>
    public async Task<IReadOnlyList<Person>> DraftersAsync(int callId, CancellationToken ct) =>
        await db.Users.Where(u => db.ProposalSides.Any(s => s.InvestigatorId == u.Id && s.Proposal.CallId == callId && CallProposals.NotSent.Contains(s.Proposal.State)))
            .OrderBy(u => u.Id).ToListAsync(ct);

    /// <summary>How many proposals of a call were sent and not taken back.</summary>
    public Task<int> SentAsync(int callId, CancellationToken ct) =>
        db.Proposals.CountAsync(p => p.CallId == callId && !CallProposals.NotSent.Contains(p.State) && p.State != ProposalState.Withdrawn, ct);
}
