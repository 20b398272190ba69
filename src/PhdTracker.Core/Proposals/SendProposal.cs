using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Proposals;

/// <summary>The lead investigator sends the proposal: its route begins, or goes on where it waited for changes.</summary>
public sealed record SendProposal(int ProposalId);

/// <inheritdoc cref="SendProposal"/>
public sealed class SendProposalHandler(PhdTrackerDb db, OwnProposals own, ProcessRunner runner, TimeProvider clock)
{
    /// <summary>The route of every proposal.</summary>
    public const string Route = "proposal";

    /// <summary>What the route asks of the investigators when it comes back: the page of this name.</summary>
    public const string Edit = "edit";

    /// <exception cref="NotFoundException">It is not a proposal of this person.</exception>
    /// <exception cref="DomainRuleException"><c>OnlyLeadSends</c>, and those of <see cref="Proposal.Send"/>.</exception>
    public Task HandleAsync(SendProposal command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => SendAsync(command, me!, ct), ct);

    private async Task<int> SendAsync(SendProposal command, Person by, CancellationToken ct)
    {
        var proposal = await own.LoadAsync(command.ProposalId, by, ct);
        if (proposal.Home.InvestigatorId != by.Id)
            throw new DomainRuleException("OnlyLeadSends");
        proposal.Send(clock.UtcNow());
        // After its route was called off it begins anew.
        if (await db.Tasks.About(SubjectKind.Proposal, proposal.Id).AnyAsync(t => t.Action == Edit && t.State == TaskState.Open, ct))
            await runner.FulfilAsync(proposal, Edit, "Done", by, ct);
        else
            await runner.StartAsync(Route, proposal, by, ct);
        db.Record(CaseKey.Proposal(proposal.Id), new Act(nameof(SendProposal), by.Id, SubjectKind: nameof(Proposal), SubjectId: proposal.Id));
        return await db.SaveChangesAsync(ct);
    }
}
