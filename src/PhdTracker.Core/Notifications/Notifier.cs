using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Notifications;

/// <summary>Writes mails into the transaction of the act that they tell of. A job sends them.</summary>
public sealed class Notifier(PhdTrackerDb db, MailLayout layout, TimeProvider clock)
{
    /// <summary>Tells one person in their language. Someone without an address, or whose account was closed, is told nothing.</summary>
    /// <param name="kind">Names the texts <c>Mail.{kind}.Subject</c> and <c>Mail.{kind}.Body</c>.</param>
    /// <param name="path">The page that the one link leads to, such as <c>/tasks/12</c>.</param>
    /// <param name="key">What makes the mail unique; null if it may repeat.</param>
    /// <param name="arguments">Fill the placeholders of subject and body. A <see cref="DateOnly"/> or a <see cref="Moment"/> is written out in the reader's language.</param>
    /// <returns>The mail; null if nobody is told.</returns>
    public Notification? Tell(Person recipient, string kind, string path, string? key, params object?[] arguments)
    {
        if (string.IsNullOrEmpty(recipient.Email) || recipient.IsClosed)
            return null;
        var texts = Texts.For(recipient.Language);
        var (subject, text, html) = Write(texts, recipient.DisplayName, kind, path, arguments);
        return db.Notifications.Add(new Notification(recipient, kind, key, texts.Language, subject, text, html, clock.UtcNow())).Entity;
    }

    /// <summary>The same for somebody whom the programme does not know as a person yet.</summary>
    public void Tell(Addressee addressee, string kind, string path, string? key, params object?[] arguments)
    {
        var (subject, text, html) = Write(Texts.For(addressee.Language), addressee.Name, kind, path, arguments);
        db.Notifications.Add(new Notification(addressee, kind, key, subject, text, html, clock.UtcNow()));
    }

    private (string Subject, string Text, string Html) Write(Texts texts, string name, string kind, string path, object?[] arguments)
    {
        var words = arguments.Select(texts.Written).ToArray();
        var subject = texts[$"Mail.{kind}.Subject", words];
        var (text, html) = layout.Render(texts, name, subject, texts[$"Mail.{kind}.Body", words], path);
        return (subject, text, html);
    }
}
