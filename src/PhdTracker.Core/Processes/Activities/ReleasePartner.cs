using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Activities;

/// <summary>Lets go a partner who declined what was sent: the proposal is a draft again, and another can be invited.</summary>
public sealed class ReleasePartner(PhdTrackerDb db) : RouteActivity
{
    /// <summary>How a route writes it.</summary>
    public static ActivityType Type { get; } = new("PhdTracker.ReleasePartner");

    public override async Task<StepEnd> RunAsync(RouteStep step, CancellationToken ct)
    {
        var proposal = step.Proposal;
        await db.ProposalSides.Include(s => s.Party).Where(s => s.ProposalId == proposal.Id).LoadAsync(ct);
        await db.ProposalApplicants.Where(a => a.ProposalId == proposal.Id).LoadAsync(ct);
        await db.ProposalInvitations.Where(i => i.ProposalId == proposal.Id).LoadAsync(ct);
        if (proposal.LeavePartner(step.Now) is { } gone)
            db.ProposalApplicants.Remove(gone);
        return StepEnd.Done;
    }
}
