using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Delegations;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes;

/// <summary>Reminders of what has lain on somebody's desk; the review is handed in on Monday 23 November 2026.</summary>
public sealed class IdleRemindersTests : IAsyncLifetime
{
    private Review _review = null!;

    public async Task InitializeAsync() => _review = await Review.StartedAsync(DatabaseProvider.Sqlite);

    public async Task DisposeAsync() => await _review.DisposeAsync();

    [Theory]
    [InlineData("2026-11-27T12:00", "")]
    [InlineData("2026-11-30T07:30", "")] // in London it is not eight yet, in Paris it is
    [InlineData("2026-11-30T12:00", "5")]
    [InlineData("2026-12-06T12:00", "5")]
    [InlineData("2026-12-07T12:00", "10")]
    [InlineData("2027-01-20T12:00", "10")]
    public async Task Write_NothingSaid_RemindsAfterFiveAndTenWorkingDays(string at, string stages)
    {
        await WriteAsync(at);

        Assert.Equal(stages, await StagesAsync("lead.uk"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Write_Again_NeverRemindsTwice(DatabaseProvider provider)
    {
        if (provider != DatabaseProvider.Sqlite)
        {
            await _review.DisposeAsync();
            _review = await Review.StartedAsync(provider);
        }

        Assert.True(await WriteAsync("2026-11-30T12:00") > 0);
        Assert.Equal(0, await WriteAsync("2026-12-01T12:00"));
        await WriteAsync("2026-12-07T12:00");

        Assert.Equal("5 10", await StagesAsync("lead.uk"));
    }

    [Theory]
    [InlineData("[2, 3]", "2026-11-25T12:00", "2")]
    [InlineData("[2, 3]", "2026-11-26T12:00", "3")]
    [InlineData("[]", "2026-12-10T12:00", "")]
    public async Task Write_StepSaysItsOwn_RemindsThen(string reminders, string at, string stages)
    {
        await RemindAsync(reminders);

        await WriteAsync(at);

        Assert.Equal(stages, await StagesAsync("lead.uk"));
    }

    [Fact]
    public async Task Write_AnsweredInterruptedOrBeforeGoLive_RemindsNobody()
    {
        await _review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);
        await WriteAsync("2026-11-30T12:00");
        Assert.Equal("", await StagesAsync("lead.uk"));

        await _review.Database.AskAsync(db => db.Programmes.ExecuteUpdateAsync(s => s.SetProperty(p => p.GoLiveOn, new DateOnly(2026, 12, 8))));
        Assert.Equal(0, await WriteAsync("2026-12-07T12:00"));
        await _review.Database.AskAsync(async db =>
        {
            (await db.Candidatures.SingleAsync(c => c.Milestones.Any(m => m.Id == _review.World.EsaId))).AddPeriod(StatusKind.Interrupted, new DateOnly(2026, 12, 1), null);
            return await db.SaveChangesAsync();
        });
        await _review.Database.AskAsync(db => db.Programmes.ExecuteUpdateAsync(s => s.SetProperty(p => p.GoLiveOn, new DateOnly(2026, 1, 1))));
        Assert.Equal(0, await WriteAsync("2026-12-08T12:00"));
    }

    [Fact]
    public async Task Write_Reminder_NamesTheQuestionItsCaseAndTheDays()
    {
        await WriteAsync("2026-11-30T12:00");

        var mail = await _review.Database.AskAsync(db => db.Notifications.FirstAsync(n => n.Kind == "TaskIdle" && n.RecipientId == _review.World.People["lead.uk"]));
        Assert.Contains("has waited for you for 5 working days", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Early stage assessment", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_TenDays_SuggestsAColleagueWhoIsNotAsked()
    {
        await WriteAsync("2026-11-30T12:00");
        await WriteAsync("2026-12-07T12:00");

        var mails = await _review.Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "TaskIdle" && n.RecipientId == _review.World.People["lead.uk"]).OrderBy(n => n.Id).Select(n => n.Text).ToListAsync());
        var colleagues = await _review.Database.InScopeAsync(async services =>
            (await (await services.GetRequiredService<Colleagues>().OfAsync(_review.World.People["lead.uk"], default)).ToListAsync()).Select(p => p.DisplayName).ToList());
        Assert.DoesNotContain("for example to", mails[0], StringComparison.Ordinal);
        Assert.Contains(colleagues, name => mails[1].Contains($"for example to {name}.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_AskedLater_CountsFromThen()
    {
        Set("2026-11-27T12:00");
        await _review.Database.AskAsync(async db =>
        {
            var lead = await db.Tasks.Include(t => t.Assignees).ThenInclude(a => a.Person).Include(t => t.Decisions).SingleAsync(t => t.ActivityId == "lead");
            lead.Ask([await db.Users.SingleAsync(p => p.Id == _review.World.People["unit.uk"])], _review.Database.Clock.UtcNow());
            return await db.SaveChangesAsync();
        });

        await WriteAsync("2026-11-30T12:00");
        Assert.Equal(("", ""), (await StagesAsync("lead.uk"), await StagesAsync("unit.uk")));
        await WriteAsync("2026-12-04T12:00");
        Assert.Equal(("", "5"), (await StagesAsync("lead.uk"), await StagesAsync("unit.uk")));
    }

    [Fact]
    public async Task Write_SecondSideOfAStep_CountsFromItsTurnOnItsClock()
    {
        await using var shared = await SharedTask.AskedAsync("lead:both", "\"complete\": \"any\", \"order\": \"sequential\"");
        await WriteAsync(shared, "2026-11-27T12:00");
        await shared.DecideAsync("lead.uk");

        await WriteAsync(shared, "2026-11-30T12:00");
        Assert.Empty(await shared.ToldAsync("TaskIdle"));
        await WriteAsync(shared, "2026-12-04T07:30"); // in Paris it is past eight, in London not yet
        Assert.Equal(["lead.fr"], await shared.ToldAsync("TaskIdle"));
    }

    private static Task<int> WriteAsync(SharedTask shared, string at)
    {
        shared.Database.Clock.Set(DateTimeOffset.Parse(at + ":00Z", System.Globalization.CultureInfo.InvariantCulture));
        return shared.Database.InScopeAsync(services => services.GetRequiredService<IdleReminders>().WriteAsync(default));
    }

    private void Set(string at) => _review.Database.Clock.Set(DateTimeOffset.Parse(at + ":00Z", System.Globalization.CultureInfo.InvariantCulture));

    private Task<int> WriteAsync(string at)
    {
        Set(at);
        return _review.Database.InScopeAsync(services => services.GetRequiredService<IdleReminders>().WriteAsync(default));
    }

    private Task RemindAsync(string reminders) => _review.Database.AskAsync(async db =>
    {
        (await db.Tasks.SingleAsync(t => t.ActivityId == "lead")).Remind(reminders);
        return await db.SaveChangesAsync();
    });

    private async Task<string> StagesAsync(string name) => string.Join(' ', (await _review.Database.AskAsync(db =>
        db.Notifications.Where(n => n.Kind == "TaskIdle" && n.RecipientId == _review.World.People[name]).OrderBy(n => n.Id).Select(n => n.Key!).ToListAsync())).Select(key => key.Split(':')[3]));
}
