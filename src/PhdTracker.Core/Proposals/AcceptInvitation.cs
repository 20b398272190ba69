using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Account;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Proposals;

/// <summary>What somebody without an account says about themselves when they join.</summary>
public sealed record NewAccount(string? Title, string? GivenName, string? FamilyName, string? Language, string? Password);

/// <summary>The invited investigator joins a draft: signed in with the invited address, or with an account that is made on the spot.</summary>
/// <param name="UnitId">Where they work.</param>
/// <param name="Account">Null for somebody who is signed in.</param>
public sealed record AcceptInvitation(string Token, int? UnitId, NewAccount? Account);

/// <inheritdoc cref="AcceptInvitation"/>
public sealed class AcceptInvitationHandler(PhdTrackerDb db, OwnProposals own, Partners partners, PasswordRules passwords, Notifier notifier, TimeProvider clock)
{
    /// <returns>The number of the proposal, and who joined.</returns>
    /// <exception cref="NotFoundException">There is no such invitation.</exception>
    /// <exception cref="DomainRuleException">
    /// <c>AlreadyApplied</c>, <c>HasAccount</c>, <c>AccountClosed</c>, <c>PartnerOnYourSide</c>, <c>UnitMissing</c>, a detail or the password is refused,
    /// those of <see cref="ProposalInvitation.EnsureUsable"/>, <see cref="Calls.Call.EnsureOpen"/> and <see cref="Proposal.Join"/>.
    /// </exception>
    public Task<(int ProposalId, Person Partner)> HandleAsync(AcceptInvitation command, Person? by, CancellationToken ct) =>
        LostRaces.TryAgainAsync(db, by, me => AcceptAsync(command, me, ct), ct);

    private async Task<(int, Person)> AcceptAsync(AcceptInvitation command, Person? by, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var named = await db.ProposalInvitations.Named(command.Token, by).Select(i => (int?)i.Id).SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        var proposal = await OwnProposals.Whole(db.Proposals).SingleAsync(p => p.Invitations.Any(i => i.Id == named), ct);
        var invitation = proposal.Invitations.Single(i => i.Id == named);
        invitation.EnsureUsable(by, now);
        proposal.Call.EnsureOpen(now);
        var person = by ?? await NewAsync(invitation, command.Account ?? throw new DomainRuleException("HasAccount"), ct);
        if (person.InstitutionId is not null)
            await db.Entry(person).Reference(p => p.Institution).LoadAsync(ct);
        Partners.EnsureOf(proposal.Partner.Party, person, "");
        await own.EnsureFirstAsync(proposal.CallId, person, ct);
        var unit = await partners.UnitAsync(command.UnitId, proposal.Partner.Party, ct);
        if (person.Institution is null)
            person.BelongTo(proposal.Partner.Party.Institution, unit);
        proposal.Join(invitation, person, unit, now);
        if (proposal.Home.Investigator is { } lead)
            notifier.Tell(lead, "PartnerJoined", $"/proposals/{proposal.Id}", null, person.DisplayName, proposal.TitleIn(Localisation.Texts.For(lead.Language)));
        db.Record(() => CaseKey.Proposal(proposal.Id), () => new Act(nameof(AcceptInvitation), person.Id, SubjectKind: nameof(Proposal), SubjectId: proposal.Id));
        await db.SaveChangesAsync(ct);
        return (proposal.Id, person);
    }

    /// <summary>Somebody known by name only gets a password; a stranger is added. Whoever reads the link in their mail has the address.</summary>
    private async Task<Person> NewAsync(ProposalInvitation invitation, NewAccount account, CancellationToken ct)
    {
        var address = invitation.Email.ToUpperInvariant();
        var person = await db.Users.SingleOrDefaultAsync(p => p.NormalizedEmail == address, ct);
        if (person?.PasswordHash is not null)
            throw new DomainRuleException("HasAccount");
        if (person?.IsClosed == true)
            throw new DomainRuleException("AccountClosed");
        new PersonDetails(account.Title, account.GivenName, account.FamilyName, invitation.Email, account.Language, null, null).Check();
        if (person is null)
            db.Users.Add(person = new Person(account.GivenName!, account.FamilyName!, invitation.Email, account.Language!, account.Title));
        person.Rename(account.GivenName!, account.FamilyName!, account.Title);
        person.Prefer(account.Language!, person.Theme);
        person.SetPassword(passwords.Hash(person, account.Password, "Password"));
        person.EmailConfirmed = true;
        person.Touch();
        return person;
    }
}
