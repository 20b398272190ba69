using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Proposals;

/// <summary>The proposals of an investigator, with what the commands about them need.</summary>
public sealed class OwnProposals(PhdTrackerDb db)
{
    /// <exception cref="NotFoundException">It does not exist, or the person is none of its investigators.</exception>
    public async Task<Proposal> LoadAsync(int id, Person by, CancellationToken ct) =>
        await Whole(db.Proposals).SingleOrDefaultAsync(p => p.Id == id && p.Sides.Any(s => s.InvestigatorId == by.Id), ct) ?? throw new NotFoundException();

    /// <summary>With everything that its rules ask about.</summary>
    internal static IQueryable<Proposal> Whole(IQueryable<Proposal> proposals) => proposals
        .Include(p => p.Call).ThenInclude(c => c.Programme).ThenInclude(p => p.Parties).ThenInclude(p => p.Institution)
        .Include(p => p.LeadParty)
        .Include(p => p.Sides).ThenInclude(s => s.Investigator)
        .Include(p => p.Fields)
        .Include(p => p.Invitations)
        .Include(p => p.Applicants)
        .AsSplitQuery();

    /// <summary>Refuses a second application of a person in a call.</summary>
    /// <exception cref="DomainRuleException"><c>AlreadyApplied</c>.</exception>
    internal async Task EnsureFirstAsync(int callId, Person person, CancellationToken ct)
    {
        if (person.Id > 0 && await db.ProposalApplicants.AnyAsync(a => a.CallId == callId && a.PersonId == person.Id, ct))
            throw new DomainRuleException("AlreadyApplied");
    }
}
