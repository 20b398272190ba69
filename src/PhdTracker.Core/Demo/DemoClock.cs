namespace PhdTracker.Core.Demo;

/// <summary>A clock that the demo programme turns, so that its history is made by the app's own commands at the times it tells of.</summary>
public sealed class DemoClock(DateTime start) : TimeProvider
{
    private DateTimeOffset _now = new(start, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Turns the clock to an instant in UTC.</summary>
    public void Set(DateTime at) => _now = new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc), TimeSpan.Zero);
}
