using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.People;

/// <summary>Someone the programme knows, with an account once they have set a password.</summary>
public sealed class Person : IdentityUser<int>, IAudited
{
    private Person() { }

    /// <param name="email">Null for someone known by name only; they cannot sign in until it is filled in.</param>
    /// <param name="language"><c>en</c> or <c>fr</c>: pages and mails come in it.</param>
    public Person(string givenName, string familyName, string? email, string language, string? title = null)
    {
        (Title, Language) = (title, language);
        UserName = $"person-{Guid.NewGuid():N}";
        NormalizedUserName = UserName.ToUpperInvariant();
        SecurityStamp = Guid.NewGuid().ToString("N");
        LockoutEnabled = true;
        Rename(givenName, familyName);
        SetEmail(email);
    }

    /// <summary>Dr, Prof …; null if none was given.</summary>
    public string? Title { get; private set; }
    string? IAudited.Case => CaseKey.Person(Id);
    public string GivenName { get; private set; } = "";
    public string FamilyName { get; private set; } = "";

    /// <summary>Both names in capitals without accents or marks: what searches and imports compare.</summary>
    public string SearchName { get; private set; } = "";
    public string Language { get; private set; } = "en";

    /// <summary><c>light</c>, <c>dark</c>, or <c>auto</c> as the device says.</summary>
    public string Theme { get; private set; } = "auto";
    public int? InstitutionId { get; private set; }
    public Institution? Institution { get; private set; }
    public int? UnitId { get; private set; }
    public Unit? Unit { get; private set; }

    /// <summary>The record of the same person that took this one's place; null for those that count themselves.</summary>
    public int? MergedIntoId { get; private set; }
    public Person? MergedInto { get; private set; }

    /// <summary>The address of a record that was merged into another, in capitals: a sheet that still gives it means that one.</summary>
    public string? FormerEmail { get; private set; }

    /// <summary>"Dr Aïcha Benoît".</summary>
    public string DisplayName => Title is null ? $"{GivenName} {FamilyName}" : $"{Title} {GivenName} {FamilyName}";

    public void Rename(string givenName, string familyName, string? title = null)
    {
        (GivenName, FamilyName) = (givenName.Trim(), familyName.Trim());
        Title = string.IsNullOrWhiteSpace(title) ? Title : title.Trim();
        SearchName = Plain($"{GivenName} {FamilyName}");
    }

    /// <summary>Sets the title; blank takes it away.</summary>
    public void Retitle(string? title) => Title = string.IsNullOrWhiteSpace(title) ? null : title.Trim();

    /// <summary>Whether the address is one that an alumnus signs in with in private: nobody else is shown it.</summary>
    public bool EmailIsPrivate { get; private set; }

    // The trail must not tell the private address that was there before, either.
    private bool _hadPrivateEmail;

    bool IAudited.IsPrivate(string field) => field == nameof(Email) && (EmailIsPrivate || _hadPrivateEmail);

    /// <summary>Sets the address that mail goes to and sign-in asks for.</summary>
    public void SetEmail(string? email)
    {
        (_hadPrivateEmail, EmailIsPrivate) = (_hadPrivateEmail || EmailIsPrivate, false);
        Email = email?.Trim().ToLowerInvariant();
        NormalizedEmail = Email?.ToUpperInvariant();
    }

    /// <summary>Signs in with a private address from now on.</summary>
    public void UsePrivateEmail(string email)
    {
        SetEmail(email);
        EmailIsPrivate = true;
    }

    public void BelongTo(Institution? institution, Unit? unit) => (Institution, Unit) = (institution ?? Institution, unit ?? Unit);

    /// <summary>Moves the person; without an institution they stay in theirs, without a unit they are in none.</summary>
    public void MoveTo(Institution? institution, Unit? unit) => (InstitutionId, UnitId) = (institution?.Id ?? InstitutionId, unit?.Id);

    /// <summary>The person's own choices.</summary>
    public void Prefer(string language, string theme) => (Language, Theme) = (language, theme);

    /// <summary>Sets the password's hash. Every session and every link that was sent before ends with it.</summary>
    public void SetPassword(string hash)
    {
        PasswordHash = hash;
        (AccessFailedCount, LockoutEnd) = (0, IsClosed ? LockoutEnd : null);
        EndSessions();
    }

    /// <summary>Ends every session of the person, wherever it is.</summary>
    public void EndSessions() => SecurityStamp = Guid.NewGuid().ToString("N");

    /// <summary>Whether a code of an authenticator app is asked for after the password.</summary>
    public void AskForCode(bool ask) => TwoFactorEnabled = ask;

    /// <summary>Wrong tries are counted anew after a sign-in that was right to its end.</summary>
    public void ForgetWrongTries() => AccessFailedCount = 0;

    /// <summary>Whether somebody closed the account; wrong tries only pause it for minutes.</summary>
    public bool IsClosed => ClosesForGood(LockoutEnd);

    /// <summary>Whether a lockout until then means that the account is closed.</summary>
    public static bool ClosesForGood(DateTimeOffset? until) => until >= ClosedForGood;

    /// <summary>Those whose account is not closed, for queries.</summary>
    public static Expression<Func<Person, bool>> NotClosed => p => p.LockoutEnd == null || p.LockoutEnd != ClosedForGood;

    /// <summary>Closes the account: no session goes on, no sign-in is possible.</summary>
    public void CloseAccount()
    {
        LockoutEnd = ClosedForGood;
        EndSessions();
    }

    /// <summary>Opens the account again.</summary>
    public void ReopenAccount() => (AccessFailedCount, LockoutEnd) = (0, null);

    /// <summary>Marks a change that somebody may be making on an older version of the page.</summary>
    public void Touch() => ConcurrencyStamp = Guid.NewGuid().ToString();

    /// <summary>Closes this record for good in favour of another of the same person, which takes over what is known here and not there. What this one holds must move too.</summary>
    public void MergeInto(Person kept)
    {
        var (email, isPrivate) = (Email, EmailIsPrivate);
        // Nobody is to learn from a sheet whose a private address was.
        (MergedInto, FormerEmail) = (kept, isPrivate ? FormerEmail : NormalizedEmail ?? FormerEmail);
        SetEmail(null);
        if (kept.Email is null && isPrivate)
            kept.UsePrivateEmail(email!);
        else if (kept.Email is null)
            kept.SetEmail(email);
        kept.Retitle(kept.Title ?? Title);
        if (kept.InstitutionId is null || kept.InstitutionId == InstitutionId)
            (kept.InstitutionId, kept.UnitId) = (InstitutionId, kept.UnitId ?? UnitId);
        CloseAccount();
        Touch();
        kept.Touch();
    }

    private static readonly DateTimeOffset ClosedForGood = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A name as searches compare it: capitals, no accents, single blanks, hyphens and apostrophes as blanks.</summary>
    public static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name.Replace("œ", "oe", StringComparison.OrdinalIgnoreCase).Replace("æ", "ae", StringComparison.OrdinalIgnoreCase).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            if (char.IsLetterOrDigit(c))
                plain.Append(char.ToUpperInvariant(c));
            else if (plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
        }
        return plain.ToString().TrimEnd();
    }
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("People");
        builder.Property(p => p.Title).HasMaxLength(40);
        builder.Property(p => p.GivenName).HasMaxLength(100);
        builder.Property(p => p.FamilyName).HasMaxLength(100);
        builder.Property(p => p.SearchName).HasMaxLength(220);
        builder.HasIndex(p => p.SearchName);
        builder.HasIndex(p => p.NormalizedEmail).HasDatabaseName("EmailIndex").IsUnique();
        builder.Property(p => p.FormerEmail).HasMaxLength(PersonDetails.LongestEmail);
        builder.HasIndex(p => p.FormerEmail);
        builder.HasOne(p => p.MergedInto).WithMany().HasForeignKey(p => p.MergedIntoId);
        builder.Property(p => p.Language).HasMaxLength(10);
        builder.Property(p => p.Theme).HasMaxLength(10);
    }
}
