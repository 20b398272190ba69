using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Proposals;

/// <summary>Units of a side, and whom an investigator may name on the other.</summary>
public sealed class Partners(PhdTrackerDb db, Notifier notifier)
{
    /// <summary>The departments and research units of a side: those of its country.</summary>
    public static IQueryable<Unit> UnitsOf(IQueryable<Unit> units, string country) =>
        units.Where(u => u.Institution.Country == country && (u.Kind == UnitKind.Department || u.Kind == UnitKind.ResearchUnit));

    /// <exception cref="DomainRuleException"><c>UnitMissing</c>: none was chosen, or none of this side.</exception>
    internal async Task<Unit> UnitAsync(int? id, ProgrammeParty party, CancellationToken ct) =>
        await UnitsOf(db.Units.Include(u => u.Institution), party.Institution.Country).SingleOrDefaultAsync(u => u.Id == id, ct)
        ?? throw new DomainRuleException("UnitMissing") { Field = "UnitId" };

    /// <summary>Everything that is wrong with a name as it was typed, each with its field.</summary>
    public static IEnumerable<DomainRuleException> Problems(PartnerName partner)
    {
        if (string.IsNullOrWhiteSpace(partner.GivenName))
            yield return new DomainRuleException("GivenNameMissing") { Field = "PartnerGivenName" };
        if (string.IsNullOrWhiteSpace(partner.FamilyName))
            yield return new DomainRuleException("FamilyNameMissing") { Field = "PartnerFamilyName" };
        if (Math.Max(partner.GivenName.Length, partner.FamilyName.Length) > PersonDetails.LongestName)
            yield return new DomainRuleException("NameTooLong", PersonDetails.LongestName) { Field = "PartnerGivenName" };
        if (!PersonDetails.IsAddress(partner.Email.Trim()))
            yield return new DomainRuleException("EmailUnreadable") { Field = "PartnerEmail" };
    }

    /// <summary>Invites the partner of a draft by mail: somebody known gets it in their language, anybody else in that of their side.</summary>
    /// <exception cref="DomainRuleException"><c>PartnerIsYou</c>, <c>PartnerOnYourSide</c>, those of <see cref="Problems"/> and of <see cref="Proposal.Invite"/>.</exception>
    internal async Task InviteAsync(Proposal proposal, PartnerName partner, Person by, DateTime now, CancellationToken ct)
    {
        foreach (var problem in Problems(partner))
            throw problem;
        var address = partner.Email.Trim().ToUpperInvariant();
        if (by.NormalizedEmail == address)
            throw new DomainRuleException("PartnerIsYou") { Field = "PartnerEmail" };
        var known = await db.Users.Include(p => p.Institution).SingleOrDefaultAsync(p => p.NormalizedEmail == address, ct);
        var side = proposal.Partner.Party;
        EnsureOf(side, known, "PartnerEmail");
        var (token, hash) = InvitationLinks.New();
        var invitation = proposal.Invite(partner, hash, by, now);
        var language = known?.Language ?? side.Institution.Language[..2];
        var theme = proposal.Call.ThemeIn(Localisation.Texts.For(language));
        if (known is not null)
        {
            notifier.Tell(known, "ProposalInvitation", InvitationLinks.Path(token), null, by.DisplayName, theme, ProposalInvitation.Days);
            return;
        }
        var newcomer = new Addressee(invitation.Email, invitation.Name, language);
        notifier.Tell(newcomer, "ProposalInvitation", InvitationLinks.Path(token), null, by.DisplayName, theme, ProposalInvitation.Days);
    }

    /// <summary>Refuses somebody who is known to belong elsewhere than to a side.</summary>
    /// <exception cref="DomainRuleException"><c>PartnerOnYourSide</c>.</exception>
    internal static void EnsureOf(ProgrammeParty side, Person? person, string field)
    {
        if (person?.Institution is { } institution && institution.Country != side.Institution.Country)
            throw new DomainRuleException("PartnerOnYourSide", side.Institution.ShortName) { Field = field };
    }
}
