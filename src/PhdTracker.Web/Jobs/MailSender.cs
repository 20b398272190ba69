using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using PhdTracker.Core.Notifications;
using PhdTracker.Web.Configuration;

namespace PhdTracker.Web.Jobs;

/// <summary>Hands mails to the SMTP server of the settings; without one, writes each as an <c>.eml</c> file.</summary>
public sealed class MailSender(Settings settings) : IMailSender
{
    private readonly MailSettings _mail = settings.Mail;

    /// <summary>How long a server may take over one mail; a silent one would hold up all others.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public async Task SendAsync(OutgoingMail mail, CancellationToken ct)
    {
        using var message = new MailMessage(_mail.From, new MailAddress(mail.Address, mail.Name, Encoding.UTF8))
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Text,
            BodyEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", mail.MessageId);
        message.Headers.Add("Content-Language", mail.Language);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        using var client = Client();
        await client.SendMailAsync(message, ct).WaitAsync(Patience, ct);
    }

    private SmtpClient Client()
    {
        if (_mail.Host is null)
        {
            Directory.CreateDirectory(_mail.Folder);
            return new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = _mail.Folder };
        }
        return new SmtpClient(_mail.Host, _mail.Port)
        {
            EnableSsl = _mail.Security == MailSecurity.StartTls,
            Credentials = _mail.User is null ? null : new NetworkCredential(_mail.User, _mail.Password),
        };
    }
}
