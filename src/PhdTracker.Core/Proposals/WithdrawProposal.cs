using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Proposals;

/// <summary>An investigator takes the proposal out of the call, at any time before the decisions are published.</summary>
public sealed record WithdrawProposal(int ProposalId, string Reason);

/// <inheritdoc cref="WithdrawProposal"/>
public sealed class WithdrawProposalHandler(PhdTrackerDb db, OwnProposals own, ProcessRunner runner, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">It is not a proposal of this person.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Proposal.Withdraw"/>.</exception>
    public Task HandleAsync(WithdrawProposal command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => WithdrawAsync(command, me!, ct), ct);

    private async Task<int> WithdrawAsync(WithdrawProposal command, Person by, CancellationToken ct)
    {
        var proposal = await own.LoadAsync(command.ProposalId, by, ct);
        db.ProposalApplicants.RemoveRange(proposal.Withdraw(command.Reason, clock.UtcNow()));
        var concerned = proposal.Sides.Select(s => s.Investigator).OfType<Person>().ToHashSet();
        var running = await db.Processes.Include(p => p.Tasks.Where(t => t.State == TaskState.Open)).ThenInclude(t => t.Assignees).ThenInclude(a => a.Person)
            .Where(p => p.ProposalId == proposal.Id && p.Status == "Running").AsSplitQuery().ToListAsync(ct);
        foreach (var process in running)
        {
            concerned.UnionWith(process.Tasks.SelectMany(t => t.Asked));
            await runner.CancelAsync(process, by, ct);
        }
        foreach (var person in concerned.Where(p => p.Id != by.Id))
            notifier.Tell(person, "ProposalWithdrawn", $"/proposals/{proposal.Id}", null, proposal.TitleIn(Texts.For(person.Language)), by.DisplayName, proposal.WithdrawalReason);
        db.Record(CaseKey.Proposal(proposal.Id), new Act(nameof(WithdrawProposal), by.Id, SubjectKind: nameof(Proposal), SubjectId: proposal.Id, Comment: proposal.WithdrawalReason));
        return await db.SaveChangesAsync(ct);
    }
}
