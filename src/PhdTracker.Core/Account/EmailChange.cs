using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>The two addresses of a change, each of which must agree.</summary>
public enum EmailSide { Old, New }

/// <summary>A new address that somebody wants to sign in with. It is theirs once both addresses have agreed, in either order; until then nothing changes.</summary>
public sealed class EmailChange : Entity
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    private EmailChange() { }

    private EmailChange(Person person, string newEmail, int? sessionId, DateTime now)
    {
        (PersonId, OldEmail, NewEmail, SessionId) = (person.Id, person.Email ?? "", newEmail, sessionId);
        ExpiresAt = now + Lifetime;
    }

    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;
    public string OldEmail { get; private set; } = "";
    public string NewEmail { get; private set; } = "";
    public string OldHash { get; private set; } = "";
    public string NewHash { get; private set; } = "";
    public DateTime ExpiresAt { get; private set; }

    /// <summary>When the old address approved.</summary>
    public DateTime? ApprovedAt { get; private set; }

    /// <summary>When the new address confirmed.</summary>
    public DateTime? ConfirmedAt { get; private set; }

    /// <summary>The session that asked for it, which goes on when the others end.</summary>
    public int? SessionId { get; private set; }

    public bool IsAgreed => ApprovedAt is not null && ConfirmedAt is not null;

    /// <summary>Begins a change.</summary>
    /// <returns>The change, and the tokens for the links to the old and the new address; only their hashes are kept.</returns>
    public static (EmailChange Change, string OldToken, string NewToken) Ask(Person person, string newEmail, int? sessionId, DateTime now)
    {
        var (oldToken, newToken) = (Secrets.NewToken(), Secrets.NewToken());
        var change = new EmailChange(person, newEmail, sessionId, now) { OldHash = Secrets.Hash(oldToken), NewHash = Secrets.Hash(newToken) };
        return (change, oldToken, newToken);
    }

    /// <summary>Which address has this hash of a token.</summary>
    public EmailSide SideOf(string hash) => hash == OldHash ? EmailSide.Old : EmailSide.New;

    /// <summary>Whether the address has agreed already.</summary>
    public bool HasAgreed(EmailSide side) => (side == EmailSide.Old ? ApprovedAt : ConfirmedAt) is not null;

    /// <summary>An address agrees, once.</summary>
    /// <exception cref="DomainRuleException"><c>EmailLinkUsed</c>, <c>EmailLinkExpired</c>.</exception>
    public void Agree(EmailSide side, DateTime now)
    {
        if (now >= ExpiresAt)
            throw new DomainRuleException("EmailLinkExpired");
        if (HasAgreed(side))
            throw new DomainRuleException("EmailLinkUsed");
        if (side == EmailSide.Old)
            ApprovedAt = now;
        else
            ConfirmedAt = now;
    }
}

internal sealed class EmailChangeMapping : IEntityTypeConfiguration<EmailChange>
{
    public void Configure(EntityTypeBuilder<EmailChange> builder)
    {
        builder.ToTable("EmailChanges");
        builder.Property(c => c.OldEmail).HasMaxLength(PersonDetails.LongestEmail);
        builder.Property(c => c.NewEmail).HasMaxLength(PersonDetails.LongestEmail);
        builder.Property(c => c.OldHash).HasMaxLength(Secrets.HashLength);
        builder.Property(c => c.NewHash).HasMaxLength(Secrets.HashLength);
        builder.HasOne(c => c.Person).WithMany().HasForeignKey(c => c.PersonId);
        builder.HasIndex(c => c.PersonId).IsUnique();
        builder.HasIndex(c => c.OldHash);
        builder.HasIndex(c => c.NewHash);
    }
}
