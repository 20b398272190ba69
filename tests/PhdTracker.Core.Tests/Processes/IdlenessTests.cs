using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Tests.Processes;

public sealed class IdlenessTests
{
    [Theory]
    [InlineData("2026-11-23", "2026-11-06", true)] // Monday; Friday two weeks before the last: 11 working days since
    [InlineData("2026-11-23", "2026-11-09", false)] // Monday two weeks before: exactly 10
    [InlineData("2026-11-23", "2026-11-08", true)] // a Sunday counts with the Monday after it
    [InlineData("2026-11-22", "2026-11-06", false)] // on a Sunday, the Friday three weeks before has lain 10
    [InlineData("2026-11-22", "2026-11-05", true)]
    public void Threshold_TaskOpenedOn_IsIdleAfterTenWorkingDays(string today, string opened, bool idle)
    {
        var openedAt = DateOnly.Parse(opened).ToDateTime(new TimeOnly(16, 0), DateTimeKind.Utc);

        Assert.Equal(idle, openedAt < Idleness.Threshold(DateOnly.Parse(today)));
    }
}
