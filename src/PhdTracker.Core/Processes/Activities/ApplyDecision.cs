using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Proposals;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Says what the decisions of both sides come to, once they are published.</summary>
public sealed class ApplyDecision(PhdTrackerDb db) : RouteActivity
{
    /// <summary>How a route writes it.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.ApplyDecision") { Outcomes = _ => ["Accepted", "Reserved", "Rejected"] };

    public override async Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct)
    {
        var proposal = step.Proposal;
        await db.SideDecisions.Where(d => d.ProposalId == proposal.Id).LoadAsync(ct);
        var parties = await db.ProposalSides.Where(s => s.ProposalId == proposal.Id).Select(s => s.Party).ToListAsync(ct);
        var combined = proposal.CombinedDecision(parties) ?? throw new InvalidOperationException("A side has not decided.");
        return new StepEnd(combined switch
        {
            SideDecisionKind.Accept => "Accepted",
            SideDecisionKind.Reserve => "Reserved",
            _ => "Rejected",
        });
    }
}
