using System.Globalization;
using System.Text;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Feeds;

/// <summary>
/// Writes calendars as RFC 5545 says. Events are of whole days, which are the same in every time zone, or of hours in UTC, which programs show on
/// their own clock: so there is no <c>VTIMEZONE</c>.
/// There is no <c>METHOD</c> either: it would make the file a message that wants an organiser.
/// </summary>
/// <param name="baseAddress">Address of the app as its readers reach it; its host makes identifiers unique.</param>
public sealed class CalendarFile(Uri baseAddress)
{
    /// <summary>The media type.</summary>
    public const string ContentType = "text/calendar; charset=utf-8";

    /// <summary>Octets of a line, without its end.</summary>
    private const int LongestLine = 75;

    /// <summary>The private address of a feed.</summary>
    public Uri AddressOf(string token) => new(baseAddress, $"/calendar/{token}.ics");

    /// <param name="now">When the file is made.</param>
    public string Write(IEnumerable<CalendarEvent> events, Texts texts, DateTime now)
    {
        var file = new StringBuilder();
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//PhdTracker//Calendar//EN");
        Line(file, "CALSCALE:GREGORIAN");
        // The names of RFC 7986, and those that programs knew before it.
        Line(file, "NAME:" + Escaped(texts["CalendarFeed.Name"]));
        Line(file, "X-WR-CALNAME:" + Escaped(texts["CalendarFeed.Name"]));
        Line(file, "REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        Line(file, "X-PUBLISHED-TTL:PT6H");
        foreach (var item in events)
            Write(file, item, now);
        Line(file, "END:VCALENDAR");
        return file.ToString();
    }

    private void Write(StringBuilder file, CalendarEvent item, DateTime now)
    {
        Line(file, "BEGIN:VEVENT");
        Line(file, $"UID:{item.Key}@{baseAddress.Host}");
        Line(file, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{item.Sequence}"));
        Line(file, "DTSTAMP:" + Instant(now));
        if (item.Hours is { } hours)
        {
            Line(file, "DTSTART:" + Instant(hours.From));
            Line(file, "DTEND:" + Instant(hours.To));
        }
        else
        {
            Line(file, "DTSTART;VALUE=DATE:" + Day(item.From));
            // The first day after it.
            Line(file, "DTEND;VALUE=DATE:" + Day(item.To.AddDays(1)));
        }
        Line(file, "SUMMARY:" + Escaped(item.Title));
        Line(file, "DESCRIPTION:" + Escaped(item.Description));
        if (item.Place.Length > 0)
            Line(file, "LOCATION:" + Escaped(item.Place));
        Line(file, "URL:" + new Uri(baseAddress, item.Path));
        Line(file, item.IsCancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
        Line(file, item.IsBusy ? "TRANSP:OPAQUE" : "TRANSP:TRANSPARENT");
        Line(file, "END:VEVENT");
    }

    /// <summary>Ends a line, and folds one that is too long between two characters, never within one.</summary>
    private static void Line(StringBuilder file, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                file.Append("\r\n ");
                octets = 1;
            }
            file.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        file.Append("\r\n");
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            if (c == '\n')
                escaped.Append("\\n");
            else if (c is '\\' or ';' or ',')
                escaped.Append('\\').Append(c);
            else if (!char.IsControl(c))
                escaped.Append(c);
        }
        return escaped.ToString();
    }

    private static string Instant(DateTime utc) => utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
