using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Tests.Milestones.Rules;

namespace PhdTracker.Core.Tests.Processes;

public sealed class IdlenessTests
{
    [Theory]
    [InlineData("2026-11-23", "2026-11-06", "GB", true)] // Monday; Friday two weeks before the last: 11 working days since
    [InlineData("2026-11-23", "2026-11-09", "GB", false)] // Monday two weeks before: exactly 10
    [InlineData("2026-11-23", "2026-11-08", "GB", true)] // a Sunday counts with the Monday after it
    [InlineData("2026-11-22", "2026-11-06", "GB", false)] // on a Sunday, the Friday three weeks before has lain 10
    [InlineData("2026-11-22", "2026-11-05", "GB", true)]
    [InlineData("2026-11-23", "2026-11-09", "FR", false)]
    [InlineData("2026-11-23", "2026-11-06", "FR", false)] // 11 November is free in France
    [InlineData("2026-11-23", "2026-11-05", "FR", true)]
    [InlineData("2026-11-23", "2026-11-06", "NO", true)] // without a calendar only weekends are free
    public void Threshold_TaskOpenedOn_IsIdleAfterTenWorkingDaysOfItsSide(string today, string opened, string country, bool idle)
    {
        var openedAt = DateOnly.Parse(opened).ToDateTime(new TimeOnly(16, 0), DateTimeKind.Utc);

        Assert.Equal(idle, openedAt < new Idleness(Shipped.Calendars).Threshold(DateOnly.Parse(today), country));
    }

    [Theory]
    [InlineData("lead:home", true)]
    [InlineData("lead:partner", false)]
    public async Task Of_TasksOfBothSides_CountsThePublicHolidaysOfWhomTheyAsk(string assignee, bool idle)
    {
        await using var shared = await SharedTask.AskedAsync(assignee);
        var opened = new DateTime(2026, 11, 6, 16, 0, 0, DateTimeKind.Utc);
        await shared.Database.AskAsync(db => db.Tasks.ExecuteUpdateAsync(s => s.SetProperty(t => t.OpenedAt, opened)));

        var found = await shared.Database.AskAsync(db => new Idleness(Shipped.Calendars).Of(db.Tasks, new DateOnly(2026, 11, 23)).CountAsync());

        Assert.Equal(idle ? 1 : 0, found);
    }
}
