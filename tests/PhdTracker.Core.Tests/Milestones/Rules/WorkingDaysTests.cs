using PhdTracker.Core.Milestones.Rules.Calendars;
using PhdTracker.Core.Milestones.Rules.Reading;
using static PhdTracker.Core.Tests.Milestones.Rules.Shipped;

namespace PhdTracker.Core.Tests.Milestones.Rules;

public class WorkingDaysTests
{
    [Theory]
    [InlineData("2026-11-20", 1, "england", "2026-11-23")]
    [InlineData("2026-11-21", 1, "england", "2026-11-23")]
    [InlineData("2026-12-18", 10, "england", "2027-01-06")]
    [InlineData("2026-12-18", 10, "france", "2027-01-05")]
    [InlineData("2026-07-13", 1, "france", "2026-07-15")]
    [InlineData("2026-07-13", 1, "england", "2026-07-14")]
    [InlineData("2026-11-23", -1, "england", "2026-11-20")]
    [InlineData("2026-11-21", 0, "england", "2026-11-21")]
    [InlineData("2026-12-24", 1, null, "2026-12-25")]
    public void Add_OverWeekendsAndHolidays_CountsWorkingDays(string from, int days, string? calendar, string expected) =>
        Assert.Equal(Day(expected), Calendars.Add(Day(from), days, calendar));

    [Theory]
    [InlineData("england", 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28")]
    [InlineData("england", 2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28")]
    [InlineData("england", 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27")]
    [InlineData("england", 2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26")]
    [InlineData("england", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28")]
    [InlineData("france", 2024, "01-01 04-01 05-01 05-08 05-09 05-20 07-14 08-15 11-01 11-11 12-25")]
    [InlineData("france", 2026, "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25")]
    public void Holidays_OfAYear_AreThoseThatTheCountryPublished(string calendar, int year, string expected)
    {
        var read = HolidayCalendar.Parse(File.ReadAllText(Path.Combine(Folder, "calendars", calendar + ".json")));

        Assert.Equal(expected.Split(' '), read.Of(year).Select(d => d.ToString("MM-dd")));
    }

    [Theory]
    [InlineData("2026-11-20", "2026-11-23", 1)]
    [InlineData("2026-11-23", "2026-11-23", 0)]
    [InlineData("2026-12-18", "2027-01-06", 10)]
    public void Between_TwoDays_CountsWhatLiesAfterTheFirst(string from, string to, int expected) =>
        Assert.Equal(expected, Calendars.Between(Day(from), Day(to), "england"));

    [Theory]
    [InlineData("GB", "england")]
    [InlineData("fr", "france")]
    [InlineData("AU", null)]
    public void CalendarOf_Country_IsItsCalendar(string country, string? expected) => Assert.Equal(expected, WorkingDays.CalendarOf(country));

    [Fact]
    public void Parse_HolidayWithTwoForms_SaysWhatIsExpected()
    {
        var broken = Assert.Throws<InvalidRuleSetException>(() => HolidayCalendar.Parse(
            """{ "code": "x", "name": { "en": "X", "fr": "X" }, "holidays": [ { "name": { "en": "A", "fr": "A" }, "fixed": "01-01", "easter": 1 } ] }""", "x.json"));

        Assert.StartsWith("x.json: 'holidays.fixed' is not the only form", Assert.Single(broken.Problems).ToString(), StringComparison.Ordinal);
    }
}
