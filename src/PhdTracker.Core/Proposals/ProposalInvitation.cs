using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Proposals;

/// <summary>Whom an investigator names as their partner.</summary>
public sealed record PartnerName(string GivenName, string FamilyName, string Email);

/// <summary>How an invitation stands.</summary>
public enum InvitationState { Waiting, Accepted, Declined, Expired, Withdrawn }

/// <summary>Invites somebody to be the partner investigator of a draft: bound to their address, used once, for fourteen days.</summary>
public sealed class ProposalInvitation : Entity
{
    public const int Days = 14;

    private ProposalInvitation() { }

    internal ProposalInvitation(Proposal proposal, PartnerName partner, string tokenHash, Person by, DateTime now)
    {
        (Proposal, GivenName, FamilyName, Email) = (proposal, partner.GivenName.Trim(), partner.FamilyName.Trim(), partner.Email.Trim().ToLowerInvariant());
        (TokenHash, InvitedBy) = (tokenHash, by);
        (SentAt, ExpiresAt) = (now, now.AddDays(Days));
    }

    public int ProposalId { get; private set; }
    public Proposal Proposal { get; private set; } = null!;
    public string GivenName { get; private set; } = "";
    public string FamilyName { get; private set; } = "";
    public string Email { get; private set; } = "";

    /// <summary>SHA-256 of the link's token: who reads the database cannot use it.</summary>
    public string TokenHash { get; private set; } = "";
    public int InvitedById { get; private set; }
    public Person InvitedBy { get; private set; } = null!;
    public DateTime SentAt { get; private set; }
    public DateTime ExpiresAt { get; private set; }
    public DateTime? AcceptedAt { get; private set; }
    public DateTime? DeclinedAt { get; private set; }

    /// <summary>When it ended because another was sent, the proposal was withdrawn, or the partner left.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>Whether it was neither answered nor withdrawn, be it expired or not.</summary>
    public bool IsPending => AcceptedAt is null && DeclinedAt is null && WithdrawnAt is null;

    public string Name => $"{GivenName} {FamilyName}";

    public InvitationState StateAt(DateTime now) => this switch
    {
        { WithdrawnAt: not null } => InvitationState.Withdrawn,
        { AcceptedAt: not null } => InvitationState.Accepted,
        { DeclinedAt: not null } => InvitationState.Declined,
        _ => now < ExpiresAt ? InvitationState.Waiting : InvitationState.Expired,
    };

    /// <summary>Whether it was sent to this person.</summary>
    public bool IsFor(Person person) => string.Equals(person.Email, Email, StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses what is over, or meant for somebody else.</summary>
    /// <param name="person">Who would use it; null for somebody who has no account yet.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="DomainRuleException"><c>InvitationUsed</c>, <c>InvitationDeclined</c>, <c>InvitationExpired</c>, <c>InvitationWithdrawn</c>, <c>InvitationForAnother</c>.</exception>
    public void EnsureUsable(Person? person, DateTime now)
    {
        switch (StateAt(now))
        {
            case InvitationState.Accepted: throw new DomainRuleException("InvitationUsed");
            case InvitationState.Declined: throw new DomainRuleException("InvitationDeclined");
            case InvitationState.Expired: throw new DomainRuleException("InvitationExpired");
            case InvitationState.Withdrawn: throw new DomainRuleException("InvitationWithdrawn");
        }
        if (person is not null && !IsFor(person))
            throw new DomainRuleException("InvitationForAnother");
    }

    /// <summary>The person joins, once.</summary>
    /// <exception cref="DomainRuleException">Those of <see cref="EnsureUsable"/>.</exception>
    internal void Accept(Person person, DateTime now)
    {
        EnsureUsable(person, now);
        AcceptedAt = now;
    }

    /// <summary>The person does not wish to join.</summary>
    /// <exception cref="DomainRuleException">Those of <see cref="EnsureUsable"/>.</exception>
    public void Decline(DateTime now)
    {
        EnsureUsable(null, now);
        DeclinedAt = now;
    }

    internal void Withdraw(DateTime now) => WithdrawnAt ??= now;
}

/// <summary>The tokens of invitations: 256 random bits, of which only the hash is kept.</summary>
public static class InvitationLinks
{
    /// <summary>A new token and its hash.</summary>
    public static (string Token, string Hash) New()
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        return (token, HashOf(token));
    }

    public static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static string Path(string token) => $"/invitations/{token}";

    /// <summary>The invitation that a link names: by the token of the mail or, for the signed-in person to whom it was sent, by its number.</summary>
    public static IQueryable<ProposalInvitation> Named(this IQueryable<ProposalInvitation> invitations, string token, Person? by)
    {
        var hash = HashOf(token);
        if (by?.Email is not { } email || !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return invitations.Where(i => i.TokenHash == hash);
        var address = email.ToLowerInvariant();
        return invitations.Where(i => i.Id == id && i.Email == address);
    }
}

internal sealed class ProposalInvitationMapping : IEntityTypeConfiguration<ProposalInvitation>
{
    public void Configure(EntityTypeBuilder<ProposalInvitation> builder)
    {
        builder.ToTable("ProposalInvitations");
        builder.Property(i => i.GivenName).HasMaxLength(100);
        builder.Property(i => i.FamilyName).HasMaxLength(100);
        builder.Property(i => i.Email).HasMaxLength(256);
        builder.Property(i => i.TokenHash).HasMaxLength(64);
        builder.HasIndex(i => i.TokenHash).IsUnique();
        builder.HasOne(i => i.InvitedBy).WithMany().HasForeignKey(i => i.InvitedById);
    }
}
