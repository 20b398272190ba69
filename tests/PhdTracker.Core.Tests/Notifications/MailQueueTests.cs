using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Notifications;

public class MailQueueTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task SendDue_AWaitingMail_LeavesInTheReadersLanguageWithOneLink(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        await TellAsync(database, world.People["student.fr"], null);
        var outside = new Outside();

        var sent = await SendAsync(database, outside);

        Assert.Equal(1, sent);
        var mail = Assert.Single(outside.Taken);
        Assert.Equal("student.fr@test.example", mail.Address);
        Assert.StartsWith("Rapport : à remettre aujourd’hui", mail.Subject.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("30 novembre 2026", mail.Text, StringComparison.Ordinal);
        Assert.Equal(1, mail.Text.Split("https://").Length - 1);
        Assert.Contains("href=\"https://phd.example/milestones/7\"", mail.Html, StringComparison.Ordinal);
        Assert.Equal(0, await SendAsync(database, outside));
    }

    [Fact]
    public async Task SendDue_WhileTheServerFails_TriesAgainLaterAndLaterThenGivesUpVisibly()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await TellAsync(database, world.People["lead.uk"], null);
        var outside = new Outside { Fails = true };
        var waits = new List<TimeSpan>();

        for (var attempt = 1; attempt <= Notification.MostAttempts; attempt++)
        {
            Assert.Equal(0, await SendAsync(database, outside));
            var mail = await database.AskAsync(db => db.Notifications.SingleAsync());
            Assert.Equal(attempt, mail.Attempts);
            Assert.Equal("No route to the server.", mail.LastError);
            if (mail.State == NotificationState.GivenUp)
                break;
            waits.Add(mail.NextAttemptAt - database.Clock.UtcNow());
            database.Clock.Advance(waits[^1]);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64], waits.Select(w => w.TotalMinutes));
        Assert.Equal(NotificationState.GivenUp, (await database.AskAsync(db => db.Notifications.SingleAsync())).State);
        Assert.Equal(Notification.MostAttempts, outside.Tries);
    }

    [Fact]
    public async Task Retry_AMailGivenUp_GoesOutAgainAndIsAuditedButOneThatWaitsIsRefused()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await TellAsync(database, world.People["lead.uk"], null);
        var id = await database.AskAsync(db => db.Notifications.Select(n => n.Id).SingleAsync());
        async Task RetryAsync(string who) => await database.InScopeAsync(async services =>
        {
            var by = await services.GetRequiredService<PhdTrackerDb>().Users.SingleAsync(p => p.Id == world.People[who]);
            await services.GetRequiredService<RetryNotificationHandler>().HandleAsync(new RetryNotification(id), by, CancellationToken.None);
        });
        Assert.Equal("MailNotGivenUp", (await Assert.ThrowsAsync<DomainRuleException>(() => RetryAsync("admin"))).Code);
        await database.AskAsync(db => db.Notifications.ExecuteUpdateAsync(s => s.SetProperty(n => n.State, NotificationState.GivenUp)));

        await Assert.ThrowsAsync<NotFoundException>(() => RetryAsync("office.uk"));
        await RetryAsync("admin");

        Assert.Equal(1, await SendAsync(database, new Outside()));
        Assert.Equal("RetryNotification", await database.AskAsync(db => db.AuditEntries.OrderBy(e => e.Id).Select(e => e.ActName).LastAsync()));
    }

    [Fact]
    public async Task Tell_SomebodyWhoseAccountWasClosed_WritesNothing()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await database.AskAsync(async db =>
        {
            (await db.Users.SingleAsync(p => p.Id == world.People["lead.uk"])).CloseAccount();
            return await db.SaveChangesAsync();
        });

        await TellAsync(database, world.People["lead.uk"], null);

        Assert.Equal(0, await database.AskAsync(db => db.Notifications.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task SendDue_FromTwoNodesAtOnce_SendsEachMailOnce(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        for (var i = 0; i < 12; i++)
            await TellAsync(database, world.People["student.uk"], $"mail-{i}");
        var outside = new Outside();

        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => SendAsync(database, outside))));

        Assert.Equal(12, sent.Sum());
        Assert.Equal(12, outside.Taken.Select(m => m.MessageId).Distinct().Count());
        Assert.Equal(12, outside.Taken.Count);
    }

    [Fact]
    public async Task Tell_OnTheFirstOfAMonth_SaysItAsTheFrenchDo()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await TellAsync(database, world.People["student.fr"], null, new DateOnly(2026, 12, 1));

        Assert.Contains("1er décembre 2026", (await database.AskAsync(db => db.Notifications.SingleAsync())).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Notification_SubjectThatIsTooLong_IsCut()
    {
        var mail = new Notification(new Person("Léonie", "D’Alméida", null, "fr"), "DueToday", null, "fr", new string('x', 400), "", "", DateTime.UnixEpoch);

        Assert.Equal(Notification.LongestSubject, mail.Subject.Length);
        Assert.EndsWith("…", mail.Subject, StringComparison.Ordinal);
    }

    private static Task TellAsync(TestDatabase database, int person, string? key, DateOnly? due = null) => database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var recipient = await db.Users.SingleAsync(p => p.Id == person);
        services.GetRequiredService<Notifier>().Tell(recipient, "DueTodayYours", "/milestones/7", key, "Rapport", "Léonie", due ?? new DateOnly(2026, 11, 30), "Parce que.");
        await db.SaveChangesAsync();
    });

    private static Task<int> SendAsync(TestDatabase database, Outside outside) => database.InScopeAsync(services =>
        new MailQueue(services.GetRequiredService<PhdTrackerDb>(), outside, database.Clock).SendDueAsync(CancellationToken.None));

    /// <summary>The mail server.</summary>
    private sealed class Outside : IMailSender
    {
        private readonly Lock _gate = new();

        public List<OutgoingMail> Taken { get; } = [];
        public int Tries { get; private set; }
        public bool Fails { get; init; }

        public Task SendAsync(OutgoingMail mail, CancellationToken ct)
        {
            lock (_gate)
            {
                Tries++;
                if (Fails)
                    throw new InvalidOperationException("No route to the server.");
                Taken.Add(mail);
            }
            return Task.CompletedTask;
        }
    }
}
