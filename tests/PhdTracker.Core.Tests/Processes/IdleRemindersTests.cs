using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
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

    private Task<int> WriteAsync(string at)
    {
        _review.Database.Clock.Set(DateTimeOffset.Parse(at + ":00Z", System.Globalization.CultureInfo.InvariantCulture));
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
