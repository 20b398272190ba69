namespace PhdTracker.Core.Notifications;

/// <summary>How a mail leaves: an SMTP server, or a folder of files where there is none.</summary>
public interface IMailSender
{
    /// <summary>Hands one mail over; returns when the other side has taken it, throws if it has not.</summary>
    Task SendAsync(OutgoingMail mail, CancellationToken ct);
}

/// <summary>A mail as it leaves.</summary>
/// <param name="MessageId">The same at each try, so that a reader's mailbox can tell a repeat.</param>
public sealed record OutgoingMail(string MessageId, string Address, string Name, string Language, string Subject, string Text, string Html);
