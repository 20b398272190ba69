using PhdTracker.Core.Feeds;
using PhdTracker.Core.Localisation;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Feeds;

public sealed class CalendarFileTests
{
    private static readonly DateOnly Day = new(2026, 12, 31);
    private static readonly CalendarFile File = new(new Uri("https://phd.example"));

    [Theory]
    [InlineData("Commas, semicolons; and \\ backslashes: all of them")]
    [InlineData("Une ligne,\nune autre ; « à la française » — été, œuvre, Noël, 100 %")]
    [InlineData("Emoji of four octets 🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓 are never cut in two")]
    [InlineData("A very long sentence which says the same thing again and again, and again, and again, and again, and again, and again, until it has to be folded, and folded once more")]
    public void Write_AnyText_IsReadBackAsItWas(string text)
    {
        var read = ReadCalendar.Parse(Write(new CalendarEvent("milestone-1", 3, Day, Day, text, text, "/milestones/1") { Place = text }));

        var item = Assert.Single(read.Events);
        Assert.Equal((text, text, text), (item.Title, item["DESCRIPTION"], item.Place));
    }

    [Fact]
    public void Write_TextWithReturnsAndControls_KeepsLinesAndDropsTheRest()
    {
        var read = ReadCalendar.Parse(Write(new CalendarEvent("milestone-1", 3, Day, Day, "One\r\ntwo\rthree\u0007", "x", "/")));

        Assert.Equal("One\ntwo\nthree", read.Events[0].Title);
    }

    [Fact]
    public void Write_WholeDays_EndOnTheDayAfterTheLast()
    {
        var text = Write(new CalendarEvent("stay-4", 0, Day, new DateOnly(2027, 2, 28), "Stay", "x", "/candidatures/4"));

        Assert.Contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270301\r\n", text, StringComparison.Ordinal);
        Assert.Contains("UID:stay-4@phd.example\r\n", text, StringComparison.Ordinal);
        Assert.Contains("URL:https://phd.example/candidatures/4\r\n", text, StringComparison.Ordinal);
        Assert.Contains("DTSTAMP:20261123T090000Z\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("VTIMEZONE", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Hours_AreInUtc()
    {
        var text = Write(new CalendarEvent("meeting-4", 2, Day, Day, "Meeting", "x", "/meetings/4") { Hours = (new DateTime(2026, 12, 31, 23, 30, 0, DateTimeKind.Utc), new DateTime(2027, 1, 1, 0, 30, 0, DateTimeKind.Utc)) });

        Assert.Contains("DTSTART:20261231T233000Z\r\nDTEND:20270101T003000Z\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("VALUE=DATE", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NoEvents_IsACalendarAllTheSame() => Assert.Empty(ReadCalendar.Parse(Write()).Events);

    private static string Write(params CalendarEvent[] events) => File.Write(events, Texts.English, new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc));
}
