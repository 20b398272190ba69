using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Notifications;

public enum NotificationState { Waiting, Sent, GivenUp }

/// <summary>Somebody to whom a mail goes before the programme knows them as a person.</summary>
public sealed record Addressee(string Email, string Name, string Language);

/// <summary>One mail to one person, written in the transaction of the act that it tells of and sent by a job.</summary>
public sealed class Notification : Entity
{
    private Notification() { }

    /// <param name="kind">Name of the mail, such as <c>TaskOpened</c>.</param>
    /// <param name="key">What makes it unique: a second one with the same key is refused by the database. Null if it may repeat.</param>
    public Notification(Person recipient, string kind, string? key, string language, string subject, string text, string html, DateTime createdAt)
    {
        (Recipient, Kind, Key, Language, Subject, Text, Html) = (recipient, kind, key, language, subject.Length > LongestSubject ? subject[..(LongestSubject - 1)] + "…" : subject, text, html);
        (CreatedAt, NextAttemptAt) = (createdAt, createdAt);
    }

    /// <summary>A mail to somebody whom the programme does not know as a person yet.</summary>
    public Notification(Addressee addressee, string kind, string? key, string subject, string text, string html, DateTime createdAt)
        : this((Person)null!, kind, key, addressee.Language, subject, text, html, createdAt)
    {
        (Recipient, Address, AddressName) = (null, addressee.Email, addressee.Name);
    }

    /// <summary>Null where the mail goes to an <see cref="Address"/> that is nobody's yet.</summary>
    public int? RecipientId { get; private set; }
    public Person? Recipient { get; private set; }

    /// <summary>Where it goes if not to the recipient's own address: one that is theirs no more, or not yet, or nobody's.</summary>
    public string? Address { get; private set; }
    public string? AddressName { get; private set; }
    public string Kind { get; private set; } = "";
    public string? Key { get; private set; }
    public string Language { get; private set; } = "";
    public string Subject { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string Html { get; private set; } = "";
    public NotificationState State { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public DateTime NextAttemptAt { get; private set; }
    public int Attempts { get; private set; }
    public DateTime? SentAt { get; private set; }
    public string? LastError { get; private set; }

    /// <summary>Characters of a subject; a longer one is cut, as it must not stop the act that it tells of.</summary>
    public const int LongestSubject = 300;

    /// <summary>How often a mail is tried before it is given up, visibly.</summary>
    public const int MostAttempts = 8;

    /// <summary>Sends it to another address of the recipient's.</summary>
    public void SendTo(string address) => Address = address;

    /// <summary>Mails whose link opens something for whoever has it: their words are not kept once they have left.</summary>
    private static readonly HashSet<string> Opening = ["Invitation", "PasswordReset", "EmailConfirm", "EmailApprove", "PrivateEmailAsked", "ProposalInvitation", "StudentInvited"];

    public void Sent(DateTime at)
    {
        (State, SentAt, LastError, Attempts) = (NotificationState.Sent, at, null, Attempts + 1);
        if (Opening.Contains(Kind))
            (Text, Html) = ("", "");
    }

    /// <summary>Tries again after 1, 2, 4 … minutes; given up after <see cref="MostAttempts"/>.</summary>
    public void Failed(string error, DateTime at)
    {
        Attempts++;
        LastError = error.Length > 500 ? error[..500] : error;
        if (Attempts >= MostAttempts)
            State = NotificationState.GivenUp;
        else
            NextAttemptAt = at.AddMinutes(Math.Pow(2, Attempts - 1));
    }

    /// <summary>Puts a mail that was given up back in the queue.</summary>
    /// <exception cref="DomainRuleException"><c>MailNotGivenUp</c>.</exception>
    public void TryAgain(DateTime at)
    {
        if (State != NotificationState.GivenUp)
            throw new DomainRuleException("MailNotGivenUp");
        (State, Attempts, NextAttemptAt) = (NotificationState.Waiting, 0, at);
    }
}

internal sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.Property(n => n.Address).HasMaxLength(PersonDetails.LongestEmail);
        builder.Property(n => n.AddressName).HasMaxLength(220);
        builder.Property(n => n.Kind).HasMaxLength(60);
        builder.Property(n => n.Key).HasMaxLength(200);
        builder.HasIndex(n => n.Key).IsUnique();
        builder.Property(n => n.Language).HasMaxLength(10);
        builder.Property(n => n.Subject).HasMaxLength(Notification.LongestSubject);
        builder.Property(n => n.LastError).HasMaxLength(500);
        builder.HasIndex(n => new { n.State, n.NextAttemptAt });
    }
}
