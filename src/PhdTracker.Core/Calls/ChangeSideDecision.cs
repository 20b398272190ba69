using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Core.Calls;

/// <summary>The office of a side changes what it decided about a proposal, until the decisions of the call go out. Sides that had agreed to publish are asked again.</summary>
/// <param name="SeenDecisionId">The decision of the side that the person saw.</param>
public sealed record ChangeSideDecision(int CallId, int ProposalId, int PartyId, int SeenDecisionId, SideDecisionKind Kind, string Reasons);

/// <inheritdoc cref="ChangeSideDecision"/>
public sealed class ChangeSideDecisionHandler(PhdTrackerDb db, AccessReader access, CallPeople people, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such proposal in the call, or not for this person.</exception>
    /// <exception cref="StaleVersionException">The side changed its decision since the person saw it.</exception>
    /// <exception cref="DomainRuleException"><c>NotAllowed</c>, <c>DecisionsAlreadyPublished</c>, <c>SideHasNotDecided</c>, <c>DecisionUnchanged</c>, <c>DecisionReasonsMissing</c>, and those of <see cref="Proposal.DecideFor"/>.</exception>
    public async Task HandleAsync(ChangeSideDecision command, Person by, CancellationToken ct)
    {
        var proposal = await db.Proposals.Include(p => p.Decisions).Include(p => p.Call.Consents)
            .Include(p => p.Call.Programme.Parties).ThenInclude(p => p.Institution)
            .SingleOrDefaultAsync(p => p.Id == command.ProposalId && p.CallId == command.CallId, ct) ?? throw new NotFoundException();
        var (call, now) = (proposal.Call, clock.UtcNow());
        var mine = await access.ForAsync(by.Id, ct);
        if (!mine.May(Permission.ViewProposals, new CaseScope(call.ProgrammeId)))
            throw new NotFoundException();
        var party = call.Programme.Parties.SingleOrDefault(p => p.Id == command.PartyId) ?? throw new NotFoundException();
        if (!mine.May(Permission.PublishDecisions, new CaseScope(call.ProgrammeId, party.Id)))
            throw new DomainRuleException("NotAllowed");
        call.EnsureNotPublished();
        EnsureIsAChange(command, proposal.DecisionOf(party.Id));
        proposal.DecideFor(party, command.Kind, command.Reasons, by, now);
        call.AskAgain(now);
        foreach (var (_, person) in (await people.OfficesAsync(call.Programme, ct)).Where(o => o.PartyId != party.Id))
        {
            var texts = Texts.For(person.Language);
            notifier.Tell(person, "SideDecisionChanged", $"/calls/{call.Id}/decisions", null, proposal.TitleIn(texts), by.DisplayName, texts.Enum(command.Kind), command.Reasons.Trim());
        }
        db.Record(CaseKey.Proposal(proposal.Id), new Act(nameof(ChangeSideDecision), by.Id, SubjectKind: nameof(Proposal), SubjectId: proposal.Id, Comment: command.Reasons.Trim()));
        await db.SaveChangesAsync(ct);
    }

    private static void EnsureIsAChange(ChangeSideDecision command, SideDecision? current)
    {
        if (current is null)
            throw new DomainRuleException("SideHasNotDecided");
        if (current.Id != command.SeenDecisionId)
            throw new StaleVersionException();
        if (string.IsNullOrWhiteSpace(command.Reasons))
            throw new DomainRuleException("DecisionReasonsMissing") { Field = "Reasons" };
        if (current.Kind == command.Kind && current.Reasons == command.Reasons.Trim())
            throw new DomainRuleException("DecisionUnchanged") { Field = "Reasons" };
    }
}
