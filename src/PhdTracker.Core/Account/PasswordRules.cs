using Microsoft.AspNetCore.Identity;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>What a password must be: long, and not the person's own name or address. No composition rules: they make passwords worse.</summary>
public sealed class PasswordRules(IPasswordHasher<Person> hasher)
{
    public const int Shortest = 12;
    public const int Longest = 200;

    /// <summary>The hash of a new password.</summary>
    /// <exception cref="DomainRuleException"><c>PasswordTooShort</c>, <c>PasswordTooLong</c>, <c>PasswordTooPlain</c>.</exception>
    public string Hash(Person person, string? password, string field)
    {
        if (password is null || password.Length < Shortest)
            throw new DomainRuleException("PasswordTooShort", Shortest) { Field = field };
        if (password.Length > Longest)
            throw new DomainRuleException("PasswordTooLong", Longest) { Field = field };
        if (IsPlain(person, password))
            throw new DomainRuleException("PasswordTooPlain") { Field = field };
        return hasher.HashPassword(person, password);
    }

    /// <summary>Whether this is the person's password.</summary>
    public bool Matches(Person person, string? password) =>
        person.PasswordHash is { } hash && hasher.VerifyHashedPassword(person, hash, password ?? "") != PasswordVerificationResult.Failed;

    private static bool IsPlain(Person person, string password) =>
        password.Distinct().Count() < 4
        || string.Equals(password, person.Email, StringComparison.OrdinalIgnoreCase)
        || string.Equals(Person.Plain(password), person.SearchName, StringComparison.Ordinal);
}
