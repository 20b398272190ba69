using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Notifications;

public class DueRemindersTests
{
    private static readonly ReminderRules Rules = ReminderRules.Parse("""
        [
          { "code": "due-30", "days": -30, "tell": ["student", "lead:home"] },
          { "code": "due-7", "days": -7, "tell": ["student", "office:home"] },
          { "code": "due-0", "days": 0, "tell": ["student", "holder"] },
          { "code": "late-7", "days": 7, "tell": ["holder", "lead:home", "office:home"] }
        ]
        """, "reminders.json");

    [Theory]
    [InlineData("2026-08-30", "")]
    [InlineData("2026-08-31", "lead.fr student.fr")]
    [InlineData("2026-09-22", "lead.fr student.fr")]
    [InlineData("2026-09-23", "office.fr student.fr")]
    [InlineData("2026-09-30", "student.fr")]
    [InlineData("2026-10-06", "student.fr")]
    [InlineData("2026-10-07", "lead.fr office.fr student.fr")]
    [InlineData("2027-02-01", "lead.fr office.fr student.fr")]
    public async Task Write_OnADay_TellsThoseOfTheStageThatTheMilestoneIsIn(string day, string expected)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await WriteAsync(database, day);

        Assert.Equal(expected, await RecipientsAsync(database, world, world.CsiId));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Write_Twice_NeverTellsTwice(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await World.CreateAsync(database);

        var first = await WriteAsync(database, "2026-09-25");
        var again = await WriteAsync(database, "2026-09-26");

        Assert.True(first > 0);
        Assert.Equal(0, again);
    }

    [Fact]
    public async Task Write_BeforeEightInTheMorningThere_WaitsUntilEight()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        // In September 06:30 UTC is 07:30 in London and 08:30 in Paris.
        await WriteAsync(database, "2026-09-30T06:30");

        Assert.Equal("student.fr", await RecipientsAsync(database, world, world.CsiId));
        Assert.Equal("", await RecipientsAsync(database, world, world.EsaId));
    }

    [Fact]
    public async Task Write_WhileInterruptedWithdrawnDoneOrBeforeGoLive_TellsNobody()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await database.AskAsync(async db =>
        {
            (await db.Candidatures.SingleAsync(c => c.Id == world.FrCandidatureId)).AddPeriod(StatusKind.Interrupted, new DateOnly(2026, 9, 1), null);
            (await db.Candidatures.SingleAsync(c => c.Id == world.OtherUkCandidatureId)).MoveTo(CandidatureState.Withdrawn);
            (await db.Milestones.Include(m => m.Equivalents).Include(m => m.Candidature).SingleAsync(m => m.Id == world.EsaId)).Record(new DateOnly(2026, 9, 1));
            return await db.SaveChangesAsync();
        });

        Assert.Equal(0, await WriteAsync(database, "2026-09-29"));
    }

    [Fact]
    public async Task Write_ForStagesThatBeganBeforeGoLive_TellsNobody()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await database.AskAsync(db => db.Programmes.ExecuteUpdateAsync(s => s.SetProperty(p => p.GoLiveOn, new DateOnly(2026, 10, 7))));

        await WriteAsync(database, "2026-10-06");
        Assert.Equal("", await RecipientsAsync(database, world, world.CsiId));

        await WriteAsync(database, "2026-10-07");
        Assert.Equal("lead.fr office.fr student.fr", await RecipientsAsync(database, world, world.CsiId));
    }

    [Theory]
    [InlineData("{}", "not a list")]
    [InlineData("""[{ "code": "a", "days": 1, "tell": [] }]""", "needs a code and somebody to tell")]
    [InlineData("""[{ "code": "a", "days": 1, "tell": ["the pope"] }]""", "whom nobody knows")]
    [InlineData("""[{ "code": "a", "days": 1, "tell": ["student"] }, { "code": "a", "days": 2, "tell": ["student"] }]""", "two rules are called 'a'")]
    public void Parse_WrongRules_SaysWhatIsWrong(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => ReminderRules.Parse(json, "reminders.json")).Message, StringComparison.Ordinal);

    private static Task<int> WriteAsync(TestDatabase database, string at)
    {
        database.Clock.Set(DateTimeOffset.Parse(at.Length == 10 ? at + "T12:00:00Z" : at + ":00Z", System.Globalization.CultureInfo.InvariantCulture));
        return database.InScopeAsync(services => new DueReminders(
            services.GetRequiredService<PhdTrackerDb>(), services.GetRequiredService<Desks>(), services.GetRequiredService<Notifier>(), Rules, database.Clock).WriteAsync(CancellationToken.None));
    }

    private static async Task<string> RecipientsAsync(TestDatabase database, World world, int milestone)
    {
        var names = world.People.ToDictionary(p => p.Value, p => p.Key);
        var told = await database.AskAsync(db => db.Notifications.Where(n => n.Key!.Contains($":{milestone}:")).Select(n => n.RecipientId!.Value).ToListAsync());
        return string.Join(' ', told.Select(id => names[id]).Order(StringComparer.Ordinal));
    }
}
