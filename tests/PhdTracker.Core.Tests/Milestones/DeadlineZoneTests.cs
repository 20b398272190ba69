using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;
using PhdTracker.Testing;
using static PhdTracker.Core.Tests.Milestones.Rules.Shipped;

namespace PhdTracker.Core.Tests.Milestones;

/// <summary>A deadline is the end of its day where the owning institution is: across the change of clocks and of years, in both zones.</summary>
public class DeadlineZoneTests
{
    [Theory]
    // New year comes to Paris an hour before London.
    [InlineData("2026-12-31", "2026-12-31T22:59:59Z", "Europe/Paris", false)]
    [InlineData("2026-12-31", "2026-12-31T23:00:00Z", "Europe/Paris", true)]
    [InlineData("2026-12-31", "2026-12-31T23:59:59Z", "Europe/London", false)]
    [InlineData("2026-12-31", "2027-01-01T00:00:00Z", "Europe/London", true)]
    // Clocks go forward at 01:00 UTC on 29 March 2026: the day has 23 hours.
    [InlineData("2026-03-28", "2026-03-28T23:59:59Z", "Europe/London", false)]
    [InlineData("2026-03-28", "2026-03-29T00:00:00Z", "Europe/London", true)]
    [InlineData("2026-03-29", "2026-03-29T21:59:59Z", "Europe/Paris", false)]
    [InlineData("2026-03-29", "2026-03-29T22:00:00Z", "Europe/Paris", true)]
    [InlineData("2026-03-29", "2026-03-29T22:59:59Z", "Europe/London", false)]
    [InlineData("2026-03-29", "2026-03-29T23:00:00Z", "Europe/London", true)]
    // Clocks go back at 01:00 UTC on 25 October 2026: the day has 25 hours.
    [InlineData("2026-10-24", "2026-10-24T22:00:00Z", "Europe/Paris", true)]
    [InlineData("2026-10-25", "2026-10-25T22:59:59Z", "Europe/Paris", false)]
    [InlineData("2026-10-25", "2026-10-25T23:00:00Z", "Europe/Paris", true)]
    [InlineData("2026-10-25", "2026-10-25T23:59:59Z", "Europe/London", false)]
    [InlineData("2026-10-25", "2026-10-26T00:00:00Z", "Europe/London", true)]
    public void IsOverdue_AtTheEndOfTheDay_GoesByTheZone(string due, string now, string zone, bool overdue)
    {
        var clock = new TestClock();
        clock.Set(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(overdue, MilestoneList.IsOverdue(MilestoneState.Planned, false, CandidatureState.Active, Day(due), clock.TodayIn(zone)));
    }
}
