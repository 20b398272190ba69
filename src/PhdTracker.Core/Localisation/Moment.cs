namespace PhdTracker.Core.Localisation;

/// <summary>An instant, and the places on whose clocks people read it.</summary>
/// <param name="Utc">The instant, in UTC.</param>
/// <param name="Zones">IANA time zones, the one that counts first; at least one.</param>
public sealed record Moment(DateTime Utc, params IReadOnlyList<string> Zones);

/// <summary>What clocks on a wall show, as instants.</summary>
public static class WallClock
{
    /// <summary>The instant at which the clocks of a place show this.</summary>
    /// <param name="shown">Day and hour as they are shown there.</param>
    /// <param name="zone">IANA time zone.</param>
    /// <param name="field">The form's field, for a refusal.</param>
    /// <exception cref="DomainRuleException">
    /// <c>TimeZoneUnknown</c>; <c>TimeDoesNotExist</c>: the clocks go forward over it; <c>TimeIsAmbiguous</c>: the clocks go back and show it twice.
    /// </exception>
    public static DateTime ToUtc(DateTime shown, string zone, string field)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var place))
            throw new DomainRuleException("TimeZoneUnknown") { Field = field };
        var local = DateTime.SpecifyKind(shown, DateTimeKind.Unspecified);
        if (place.IsInvalidTime(local))
            throw new DomainRuleException("TimeDoesNotExist", TimeOnly.FromDateTime(local), DateOnly.FromDateTime(local), place) { Field = field };
        if (place.IsAmbiguousTime(local))
            throw new DomainRuleException("TimeIsAmbiguous", TimeOnly.FromDateTime(local), DateOnly.FromDateTime(local), place) { Field = field };
        return TimeZoneInfo.ConvertTimeToUtc(local, place);
    }

    /// <summary>What the clocks of a place show at an instant.</summary>
    public static DateTime At(DateTime utc, string zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById(zone));
}
