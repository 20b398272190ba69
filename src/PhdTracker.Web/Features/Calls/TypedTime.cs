using System.Globalization;

namespace PhdTracker.Web.Features.Calls;

/// <summary>A day and an hour from two fields: as the browser's own controls send them, or as somebody types them where it has none.</summary>
public static class TypedTime
{
    private static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy"];
    private static readonly string[] Hours = ["H:mm", "HH:mm:ss", "H'h'mm", "H'h'", "H"];

    /// <summary>Null where one of the two is missing or no day or hour.</summary>
    public static DateTime? Read(string? day, string? hour) =>
        DateOnly.TryParseExact(day?.Trim(), Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
        && TimeOnly.TryParseExact(hour?.Trim(), Hours, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? on.ToDateTime(at) : null;

    public static string Day(DateTime shown) => shown.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Hour(DateTime shown) => shown.ToString("HH:mm", CultureInfo.InvariantCulture);
}
