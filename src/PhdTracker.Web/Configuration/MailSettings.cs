using System.Net.Mail;

namespace PhdTracker.Web.Configuration;

/// <summary>How the connection to the mail server is protected. (The server's own TLS port, 465, is not spoken.)</summary>
public enum MailSecurity { None, StartTls }

/// <summary>How mails leave.</summary>
/// <param name="Host">The SMTP server; null: each mail is written as an <c>.eml</c> file to <paramref name="Folder"/>.</param>
/// <param name="Folder">Full path of the folder for mails that are not sent.</param>
public sealed record MailSettings(string? Host, int Port, MailSecurity Security, string? User, string? Password, MailAddress From, string Folder)
{
    internal static MailSettings Read(SettingReader reader, string data)
    {
        var host = reader.Text("Mail:Host");
        var security = reader.Choice("Mail:Security", MailSecurity.None);
        var user = reader.Text("Mail:User");
        var password = reader.Text("Mail:Password");
        if (user is not null && password is null)
            throw new SettingException("Mail:Password", "the password of Mail__User", null);
        var from = reader.Text("Mail:From");
        if (from is null && host is not null)
            throw new SettingException("Mail:From", "the address that mails come from, because Mail__Host is set", null);
        if (!MailAddress.TryCreate(from ?? "PhdTracker <phdtracker@localhost>", out var sender))
            throw new SettingException("Mail:From", "an e-mail address", from);
        return new MailSettings(host, reader.Number("Mail:Port", security == MailSecurity.StartTls ? 587 : 25, 1, 65535), security, user, password, sender, Path.Combine(data, "mail"));
    }
}
