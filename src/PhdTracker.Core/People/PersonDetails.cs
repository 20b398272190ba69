using System.Net.Mail;

namespace PhdTracker.Core.People;

/// <summary>What an office keeps about a person, as it was typed.</summary>
public sealed record PersonDetails(string? Title, string? GivenName, string? FamilyName, string? Email, string? Language, int? InstitutionId, int? UnitId)
{
    public const int LongestName = 100;
    public const int LongestTitle = 40;
    public const int LongestEmail = 256;

    /// <summary>Everything that is wrong with the details by themselves, each with its field.</summary>
    public IEnumerable<DomainRuleException> Problems()
    {
        foreach (var problem in NameProblems(Title, GivenName, FamilyName))
            yield return problem;
        if (!string.IsNullOrWhiteSpace(Email) && !IsAddress(Email.Trim()))
            yield return new DomainRuleException("EmailUnreadable") { Field = "Email" };
        if (Language is not ("en" or "fr"))
            yield return new DomainRuleException("LanguageUnknown") { Field = "Language" };
    }

    /// <summary>Throws the first problem.</summary>
    /// <exception cref="DomainRuleException">A detail is missing, too long or unreadable.</exception>
    public void Check()
    {
        foreach (var problem in Problems())
            throw problem;
    }

    internal static IEnumerable<DomainRuleException> NameProblems(string? title, string? givenName, string? familyName)
    {
        if (title?.Trim().Length > LongestTitle)
            yield return new DomainRuleException("TitleTooLong", LongestTitle) { Field = "Title" };
        if (string.IsNullOrWhiteSpace(givenName))
            yield return new DomainRuleException("GivenNameMissing") { Field = "GivenName" };
        else if (givenName.Trim().Length > LongestName)
            yield return new DomainRuleException("NameTooLong", LongestName) { Field = "GivenName" };
        if (string.IsNullOrWhiteSpace(familyName))
            yield return new DomainRuleException("FamilyNameMissing") { Field = "FamilyName" };
        else if (familyName.Trim().Length > LongestName)
            yield return new DomainRuleException("NameTooLong", LongestName) { Field = "FamilyName" };
    }

    internal static bool IsAddress(string email) =>
        email.Length <= LongestEmail && !email.Any(char.IsWhiteSpace) && MailAddress.TryCreate(email, out var address)
        && address.Address.Equals(email, StringComparison.OrdinalIgnoreCase) && address.Host.Contains('.', StringComparison.Ordinal);
}
