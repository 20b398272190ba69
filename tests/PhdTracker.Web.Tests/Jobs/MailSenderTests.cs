using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Web.Configuration;
using PhdTracker.Web.Jobs;

namespace PhdTracker.Web.Tests.Jobs;

public sealed class MailSenderTests
{
    [Fact]
    public async Task Send_ToAServerThatSaysNothing_GivesUp()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var mail = new MailSettings("127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port, MailSecurity.None, null, null, new MailAddress("phd@test.example"), "");
        var settings = new Settings(DatabaseProvider.Sqlite, "", "", "", new Uri("https://phd.example"), mail, Jobs: false, Demo: false, new HashSet<Role>(), TimeSpan.Zero, DemoIsOpen: false);
        var sender = new MailSender(settings) { Patience = TimeSpan.FromMilliseconds(200) };

        await Assert.ThrowsAsync<TimeoutException>(() => sender.SendAsync(new OutgoingMail("<1@phdtracker>", "lead.uk@test.example", "Niamh", "en", "Subject", "Text", "<p>Text</p>"), default));
    }
}
