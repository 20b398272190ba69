using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Proposals;

/// <summary>Names another partner for a draft, or sends the same one a new link; the link before it works no more.</summary>
public sealed record InvitePartner(int ProposalId, PartnerName Partner);

/// <inheritdoc cref="InvitePartner"/>
public sealed class InvitePartnerHandler(PhdTrackerDb db, OwnProposals own, Partners partners, TimeProvider clock)
{
    /// <summary>How long a second mail to the same address waits, so that a second click sends none.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(2);

    /// <exception cref="NotFoundException">It is not a proposal of this person.</exception>
    /// <exception cref="DomainRuleException"><c>OnlyLeadInvites</c>, <c>PartnerInvitedJustNow</c>, what is wrong with the partner, and those of <see cref="Proposal.Invite"/>.</exception>
    public Task HandleAsync(InvitePartner command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => InviteAsync(command, me!, ct), ct);

    private async Task<int> InviteAsync(InvitePartner command, Person by, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var proposal = await own.LoadAsync(command.ProposalId, by, ct);
        if (proposal.Home.InvestigatorId != by.Id)
            throw new DomainRuleException("OnlyLeadInvites");
        if (proposal.Invitation is { IsPending: true } last && now - last.SentAt < Between && string.Equals(last.Email, command.Partner.Email.Trim(), StringComparison.OrdinalIgnoreCase))
            throw new DomainRuleException("PartnerInvitedJustNow");
        await partners.InviteAsync(proposal, command.Partner, by, now, ct);
        db.Record(CaseKey.Proposal(proposal.Id), new Act(nameof(InvitePartner), by.Id, SubjectKind: nameof(Proposal), SubjectId: proposal.Id));
        return await db.SaveChangesAsync(ct);
    }
}
