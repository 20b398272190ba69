using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Proposals;

/// <summary>The invited investigator does not wish to join; no account is needed to say so.</summary>
public sealed record DeclineInvitation(string Token);

/// <inheritdoc cref="DeclineInvitation"/>
public sealed class DeclineInvitationHandler(PhdTrackerDb db, Notifier notifier, TimeProvider clock)
{
    /// <param name="by">Null for somebody who is not signed in.</param>
    /// <exception cref="NotFoundException">There is no such invitation.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="ProposalInvitation.EnsureUsable"/>.</exception>
    public Task HandleAsync(DeclineInvitation command, Person? by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, me => DeclineAsync(command, me, ct), ct);

    private async Task<int> DeclineAsync(DeclineInvitation command, Person? by, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var invitation = await db.ProposalInvitations.Named(command.Token, by).Include(i => i.InvitedBy).Include(i => i.Proposal).SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        invitation.EnsureUsable(by, now);
        invitation.Decline(now);
        var (proposal, lead) = (invitation.Proposal, invitation.InvitedBy);
        notifier.Tell(lead, "InvitationDeclined", $"/proposals/{proposal.Id}", null, invitation.Name, proposal.TitleIn(Localisation.Texts.For(lead.Language)));
        db.Record(CaseKey.Proposal(proposal.Id), new Act(nameof(DeclineInvitation), by?.Id, SubjectKind: nameof(Proposal), SubjectId: proposal.Id));
        return await db.SaveChangesAsync(ct);
    }
}
