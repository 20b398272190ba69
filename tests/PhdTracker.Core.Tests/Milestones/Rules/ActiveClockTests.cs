using PhdTracker.Core.Milestones.Rules.Planning;
using static PhdTracker.Core.Tests.Milestones.Rules.Shipped;

namespace PhdTracker.Core.Tests.Milestones.Rules;

public class ActiveClockTests
{
    // start, months at full time, share of full time at the start, pauses, changes of mode, expected
    [Theory]
    [InlineData("2024-10-01", 12, "1", "2025-02-01..2025-04-30", "", "2025-12-29")]
    [InlineData("2024-10-01", 12, "1", "", "", "2025-10-01")]
    [InlineData("2024-08-31", 6, "1", "", "", "2025-02-28")]
    [InlineData("2023-08-31", 6, "1", "", "", "2024-02-29")]
    [InlineData("2024-02-29", 12, "1", "", "", "2025-02-28")]
    [InlineData("2024-02-29", 48, "1", "", "", "2028-02-29")]
    [InlineData("2024-10-01", 12, "0.5", "", "", "2026-10-01")]
    [InlineData("2024-10-01", 44, "0.5", "", "", "2032-02-01")]
    [InlineData("2024-10-01", 12, "0.8", "", "", "2026-01-01")]
    [InlineData("2024-10-01", 9, "0.8", "", "", "2025-09-09")]
    [InlineData("2024-10-01", 2, "0.6", "", "", "2025-01-11")]
    [InlineData("2024-10-01", 1, "0.3", "", "", "2025-01-11")]
    [InlineData("2024-01-31", 3, "0.7", "", "", "2024-06-09")]
    [InlineData("2024-10-01", 12, "1", "2025-02-01..2025-04-30 2025-04-01..2025-05-31", "", "2026-01-29")]
    [InlineData("2024-10-01", 12, "1", "2025-02-01..2025-03-15 2025-03-16..2025-04-30", "", "2025-12-29")]
    [InlineData("2024-10-01", 12, "1", "2025-10-01..2025-12-31", "", "2025-10-01")]
    [InlineData("2024-10-01", 12, "1", "2025-09-30..2025-12-31", "", "2026-01-02")]
    [InlineData("2024-10-01", 12, "1", "2025-02-01..2025-02-28 2025-10-15..2025-10-31", "", "2025-11-15")]
    [InlineData("2024-10-01", 12, "1", "", "2025-04-01=0.5", "2026-04-02")]
    [InlineData("2024-10-01", 24, "1", "", "2025-05-01=0.5 2026-05-01=1", "2027-04-02")]
    [InlineData("2024-10-01", 12, "1", "2025-02-01..2025-04-30", "2025-03-01=0.5", "2026-08-28")]
    [InlineData("2024-10-01", 12, "1", "2025-02-01..2025-04-30", "2025-02-01=0.5", "2026-08-28")]
    [InlineData("2024-10-01", 12, "1", "2025-02-01..2025-04-30", "2025-03-01=0.3 2025-04-01=0.8", "2026-02-28")]
    [InlineData("2024-10-01", 12, "1", "", "2024-10-01=0.5", "2026-10-01")]
    [InlineData("2024-10-01", 12, "1", "", "2025-10-01=0.5", "2025-10-01")]
    [InlineData("2024-10-01", 12, "0.5", "2025-02-01..2025-04-30", "2025-10-01=1", "2026-05-16")]
    [InlineData("2024-10-01", 12, "1", "2024-09-01..2024-10-31", "", "2025-11-01")]
    [InlineData("2024-10-01", 12, "1", "2024-03-01..2024-06-30", "", "2025-10-01")]
    [InlineData("2020-10-01", 48, "1", "2021-03-01..2021-08-31 2023-01-01..2023-01-31", "2022-01-01=0.6", "2027-07-05")]
    [InlineData("2021-09-30", 12, "1", "", "", "2022-09-30")]
    public void After_AsTheRulesOfTheClockSay_GivesTheDay(string start, int months, string fte, string pauses, string changes, string expected)
    {
        var clock = new ActiveClock(Day(start), Number(fte), Pauses(pauses), Changes(changes));

        Assert.Equal(Day(expected), clock.After(months, stretches: true).Date);
    }

    [Fact]
    public void After_RuleThatDoesNotStretch_CountsPausesButNotPartTime()
    {
        var clock = new ActiveClock(Day("2024-10-01"), 0.5m, Pauses("2024-11-01..2024-11-30"), Changes("2024-12-01=0.3"));

        Assert.Equal(Day("2025-01-31"), clock.After(3, stretches: false).Date);
    }

    [Fact]
    public void After_HalfAMonth_IsFifteenDays() =>
        Assert.Equal(Day("2024-11-16"), new ActiveClock(Day("2024-10-01"), 1, [], []).After(1.5m, true).Date);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void New_ShareNotAboveZero_IsRefused(string fte) =>
        Assert.Throws<ArgumentException>(() => new ActiveClock(Day("2024-10-01"), Number(fte), [], []));

    [Fact]
    public void New_PauseThatEndsBeforeItBegins_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new ActiveClock(Day("2024-10-01"), 1, Pauses("2025-02-02..2025-02-01"), []));

    [Theory]
    [MemberData(nameof(Histories))]
    public void After_OnePauseMore_NeverComesEarlier(int seed)
    {
        var (start, pauses, _, random) = History(seed);
        var from = start.AddDays(random.Next(0, 900));
        var without = new ActiveClock(start, 0.5m, pauses, []).After(24, true).Date;

        var with = new ActiveClock(start, 0.5m, [.. pauses, new(from, from.AddDays(random.Next(0, 120)))], []).After(24, true).Date;

        Assert.True(with >= without);
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void After_PauseSplitInTwoAdjoining_IsTheSame(int seed)
    {
        var (start, pauses, changes, _) = History(seed);
        var split = pauses.SelectMany(p => p.Days == 1 ? [p] : new[] { new Pause(p.From, p.From.AddDays(p.Days / 2 - 1)), new Pause(p.From.AddDays(p.Days / 2), p.To) });

        Assert.Equal(
            new ActiveClock(start, 1, pauses, changes).After(36, true).Date,
            new ActiveClock(start, 1, split, changes).After(36, true).Date);
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void After_EventsInAnotherOrder_IsTheSame(int seed)
    {
        var (start, pauses, changes, _) = History(seed);

        Assert.Equal(
            new ActiveClock(start, 1, pauses, changes).After(36, true).Date,
            new ActiveClock(start, 1, pauses.Reverse(), changes.Reverse()).After(36, true).Date);
    }

    public static TheoryData<int> Histories() => [.. Enumerable.Range(1, 40)];

    private static (DateOnly Start, Pause[] Pauses, FteChange[] Changes, Random Random) History(int seed)
    {
        var random = new Random(seed);
        var start = Day("2021-10-01").AddDays(random.Next(0, 700));
        Pause[] pauses = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => start.AddDays(random.Next(-30, 1100))).Select(from => new Pause(from, from.AddDays(random.Next(0, 150))))];
        FteChange[] changes = [.. Enumerable.Range(0, random.Next(0, 4)).Select(i => new FteChange(start.AddDays(random.Next(1, 90) + 90 * i), random.Next(3, 11) / 10m))];
        return (start, pauses, changes, random);
    }
}
