namespace PhdTracker.Web.Configuration;

/// <summary>The system's clock moved by a time span, to try in Development what happens later.</summary>
public sealed class ShiftedClock(TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
}
