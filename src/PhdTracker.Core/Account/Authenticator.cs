using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Somebody's authenticator app: the key that it shares, and the codes that stand in for it. Never part of the audit trail.</summary>
public sealed class Authenticator : Entity
{
    /// <summary>Recovery codes of a set.</summary>
    public const int RecoveryCodes = 10;

    private Authenticator() { }

    /// <param name="protectedKey">From <see cref="AuthenticatorKeys.Protect"/>.</param>
    /// <param name="step">The half minute of the code that confirmed it.</param>
    public Authenticator(Person person, string protectedKey, long step, DateTime now) =>
        (PersonId, ProtectedKey, LastStep, ConfirmedAt) = (person.Id, protectedKey, step, now);

    public int PersonId { get; private set; }
    public Person Person { get; private set; } = null!;
    public string ProtectedKey { get; private set; } = "";

    /// <summary>The half minute of the last code that was used: none of it or before is taken again.</summary>
    public long LastStep { get; private set; }
    public DateTime ConfirmedAt { get; private set; }

    /// <summary>Those that were not used yet.</summary>
    public List<RecoveryCode> Codes { get; private set; } = [];

    /// <summary>Uses the code of a half minute up.</summary>
    /// <exception cref="DomainRuleException"><c>SecondFactorWrong</c>: it was used already.</exception>
    public void Take(long step)
    {
        if (step <= LastStep)
            throw Wrong("Code");
        LastStep = step;
    }

    /// <summary>A code is wrong, or was used, or the account is paused: all are answered alike.</summary>
    internal static DomainRuleException Wrong(string field) =>
        new("SecondFactorWrong", AccountServices.WrongTries, (int)AccountServices.Pause.TotalMinutes) { Field = field };

    /// <summary>Replaces all recovery codes by new ones; the old ones stop working.</summary>
    /// <returns>The new codes, to be shown once: only hashes are kept.</returns>
    public IReadOnlyList<string> RenewCodes()
    {
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => Secrets.NewCode()).ToList();
        Codes.Clear();
        Codes.AddRange(codes.Select(c => new RecoveryCode(Secrets.HashOfCode(c))));
        return codes;
    }
}

/// <summary>A recovery code that was not used yet; using it removes it.</summary>
public sealed class RecoveryCode(string hash) : Entity
{
    public int AuthenticatorId { get; private set; }
    public string Hash { get; private set; } = hash;
}

/// <summary>Keeps keys of authenticator apps unreadable where they lie. A key works for one person only.</summary>
public sealed class AuthenticatorKeys(IDataProtectionProvider protection)
{
    public string Protect(int personId, string key) => Protector(personId).Protect(key);

    /// <summary>The key in Base32; null if it is none of this person's.</summary>
    public string? Read(int personId, string? protectedKey)
    {
        try
        {
            return string.IsNullOrEmpty(protectedKey) ? null : Protector(personId).Unprotect(protectedKey);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(int personId) =>
        protection.CreateProtector("PhdTracker.Authenticator", personId.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

internal sealed class AuthenticatorMapping : IEntityTypeConfiguration<Authenticator>
{
    public void Configure(EntityTypeBuilder<Authenticator> builder)
    {
        builder.ToTable("Authenticators");
        builder.Property(a => a.ProtectedKey).HasMaxLength(1000);
        builder.HasOne(a => a.Person).WithMany().HasForeignKey(a => a.PersonId);
        builder.HasIndex(a => a.PersonId).IsUnique();
        builder.HasMany(a => a.Codes).WithOne().HasForeignKey(c => c.AuthenticatorId).IsRequired();
    }
}

internal sealed class RecoveryCodeMapping : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("RecoveryCodes");
        builder.Property(c => c.Hash).HasMaxLength(Secrets.HashLength);
    }
}
