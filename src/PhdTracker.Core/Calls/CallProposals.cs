using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Core.Calls;

/// <summary>Proposals as a call counts them.</summary>
public static class CallProposals
{
    /// <summary>Begun, and not sent.</summary>
    public static readonly IReadOnlyList<ProposalState> NotSent = [ProposalState.Draft, ProposalState.Confirming];

    /// <summary>Sent, and on the way to a decision that goes out with all others.</summary>
    public static readonly IReadOnlyList<ProposalState> Undecided = [ProposalState.Endorsing, ProposalState.Checking, ProposalState.Returned, ProposalState.Deciding];

    /// <summary>Which sides of a call's proposals are asked to decide now, for the first time or because a decision was taken back.</summary>
    public static async Task<IReadOnlySet<(int ProposalId, int PartyId)>> AskedAsync(PhdTrackerDb db, int callId, CancellationToken ct)
    {
        var asked = await db.Tasks.AsNoTracking().Where(t => t.State == TaskState.Open && t.Choices == TaskChoices.Side && t.PartyId != null && t.Process.Proposal!.CallId == callId)
            .Select(t => new { t.Process.ProposalId, t.PartyId }).ToListAsync(ct);
        return asked.Select(a => (a.ProposalId!.Value, a.PartyId!.Value)).ToHashSet();
    }

    /// <summary>What the decisions of all sides come to now; null while a side has not decided.</summary>
    public static SideDecisionKind? CombinedDecision(this Proposal proposal, IReadOnlyCollection<ProgrammeParty> parties)
    {
        var kinds = parties.Select(p => proposal.DecisionOf(p.Id)?.Kind).OfType<SideDecisionKind>().ToList();
        return kinds.Count < parties.Count ? null : SideDecision.Combined(kinds);
    }
}
