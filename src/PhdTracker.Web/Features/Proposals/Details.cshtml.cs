using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Proposals;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Proposals;

/// <summary>A proposal: whose desk it is on, its route, what was sent, what happened, and what the reader can do.</summary>
public sealed class DetailsModel(CurrentPerson current, ProposalReader reader, SubjectCases cases, Texts texts) : PageModel
{
    public ProposalView Proposal { get; private set; } = null!;

    /// <summary>Null for a draft: it is on the desks of its writers.</summary>
    public SubjectDesk? Desk { get; private set; }
    public WholeRoute Route { get; private set; } = WholeRoute.None;
    public IReadOnlyList<HistoryEntry> History { get; private set; } = [];

    /// <summary>The question that waits for the reader's answer.</summary>
    public DeskTask? Mine { get; private set; }

    public async Task OnGetAsync(int id, CancellationToken ct)
    {
        Proposal = await reader.ReadAsync(id, await current.AccessAsync(ct), ct);
        var reading = new CaseReading(Comments: true, SideDecisions: Proposal.ReadsDecisions);
        if (Proposal.SentAt is not null && Proposal.State != ProposalState.Withdrawn)
            Desk = await cases.DeskAsync(SubjectKind.Proposal, id, texts, current.Id, ct);
        Route = Proposal.SentAt is null ? WholeRoute.None : await cases.WholeAsync(SubjectKind.Proposal, id, texts, reading, ct);
        History = await cases.HistoryAsync(SubjectKind.Proposal, id, texts, reading, ct);
        Mine = Desk?.Mine(current.Id);
    }

    /// <summary>In one sentence, what happens next where nobody is asked; null where the desk says it.</summary>
    public string? Standing() => Proposal switch
    {
        { State: ProposalState.Draft, Partner.InvestigatorId: null, Invitation.State: InvitationState.Waiting } => texts["Proposals.Standing.Invited", Proposal.Invitation!.Name, texts.DateTimeIn(Proposal.Invitation.ExpiresAt, Proposal.Zone)],
        { State: ProposalState.Draft, Partner.InvestigatorId: null } => texts["Proposals.Standing.NoPartner"],
        { State: ProposalState.Draft } => texts["Proposals.Standing.Draft", Proposal.Home.Investigator],
        { State: ProposalState.Withdrawn } => texts["Proposals.Standing.Withdrawn", Proposal.WithdrawalReason],
        { State: ProposalState.Deciding } when Desk is { Tasks.Count: 0 } => texts["Proposals.Standing.Decided"],
        { State: ProposalState.Accepted } => texts["Proposals.Standing.Accepted"],
        { State: ProposalState.Reserved } => texts["Proposals.Standing.Reserved"],
        { State: ProposalState.Rejected } => texts["Proposals.Standing.Rejected"],
        { State: ProposalState.Ineligible } => texts["Proposals.Standing.Ineligible"],
        _ => null,
    };
}
