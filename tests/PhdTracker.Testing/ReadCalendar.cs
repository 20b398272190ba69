using System.Globalization;
using System.Text;

namespace PhdTracker.Testing;

/// <summary>A calendar as a program of RFC 5545 reads it: lines unfolded, texts unescaped. What breaks a rule of the format throws.</summary>
public sealed class ReadCalendar
{
    private ReadCalendar(IReadOnlyDictionary<string, string> properties, IReadOnlyList<ReadEvent> events) => (Properties, Events) = (properties, events);

    /// <summary>Of the calendar itself.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; }
    public IReadOnlyList<ReadEvent> Events { get; }

    public ReadEvent? Find(string key) => Events.SingleOrDefault(e => e["UID"].StartsWith(key + "@", StringComparison.Ordinal));

    /// <exception cref="FormatException">It is no such file.</exception>
    public static ReadCalendar Parse(string text)
    {
        var lines = Unfolded(text);
        if (lines is not ["BEGIN:VCALENDAR", .., "END:VCALENDAR"])
            throw new FormatException("It is no calendar.");
        var (own, events) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<ReadEvent>());
        Dictionary<string, string>? item = null;
        foreach (var line in lines[1..^1])
        {
            if (line == "BEGIN:VEVENT")
                item = item is null ? new(StringComparer.Ordinal) : throw new FormatException("An event in an event.");
            else if (line == "END:VEVENT")
                (item, _) = (null, Add(events, new ReadEvent(item ?? throw new FormatException("An end without a beginning."))));
            else
                Read(line, item ?? own);
        }
        if (own.GetValueOrDefault("VERSION") != "2.0" || !own.ContainsKey("PRODID"))
            throw new FormatException("VERSION or PRODID is missing.");
        if (events.Select(e => e["UID"]).Distinct().Count() != events.Count)
            throw new FormatException("Two events of one UID.");
        return new ReadCalendar(own, events);
    }

    private static bool Add(List<ReadEvent> events, ReadEvent item)
    {
        events.Add(item);
        return item is { Sequence: >= 0, From: var from, To: var to } && from <= to && item["DTSTAMP"].EndsWith('Z') ? true : throw new FormatException("An event lacks what each must have.");
    }

    private static void Read(string line, Dictionary<string, string> into)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !into.TryAdd(line[..colon], Unescaped(line[(colon + 1)..])))
            throw new FormatException($"'{line}' is no property, or stands there twice.");
    }

    private static List<string> Unfolded(string text)
    {
        if (!text.EndsWith("\r\n", StringComparison.Ordinal) || text.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().ContainsAny('\r', '\n'))
            throw new FormatException("A line does not end with CR LF.");
        var lines = new List<string>();
        foreach (var line in text[..^2].Split("\r\n"))
        {
            if (Encoding.UTF8.GetByteCount(line) > 75)
                throw new FormatException($"'{line}' has more than 75 octets.");
            if (line.StartsWith(' '))
                lines[^1] += line[1..];
            else
                lines.Add(line);
        }
        return lines;
    }

    private static string Unescaped(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
            plain.Append(text[i] != '\\' ? text[i] : text[++i] is 'n' or 'N' ? '\n' : text[i]);
        return plain.ToString();
    }
}

/// <summary>One event.</summary>
public sealed class ReadEvent(IReadOnlyDictionary<string, string> properties)
{
    public string this[string name] => properties[name];
    public string Title => this["SUMMARY"];
    public int Sequence => int.Parse(this["SEQUENCE"], CultureInfo.InvariantCulture);
    public DateOnly From => HasHours ? DateOnly.FromDateTime(Instant("DTSTART")) : Day("DTSTART;VALUE=DATE");

    /// <summary>Last day, included.</summary>
    public DateOnly To => HasHours ? DateOnly.FromDateTime(Instant("DTEND")) : Day("DTEND;VALUE=DATE").AddDays(-1);
    public bool HasHours => properties.ContainsKey("DTSTART");
    public bool IsCancelled => this["STATUS"] == "CANCELLED";
    public string Place => properties.GetValueOrDefault("LOCATION", "");

    private DateTime Instant(string name) => DateTime.ParseExact(this[name], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private DateOnly Day(string name) => DateOnly.ParseExact(this[name], "yyyyMMdd", CultureInfo.InvariantCulture);
}
