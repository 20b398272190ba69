using System.Globalization;

namespace PhdTracker.Web.Configuration;

/// <summary>
/// The system's clock moved by a time span, to try in Development what happens later. In a demonstration a visitor may turn it on; how far is
/// kept in a file beside the data, which was made by that time.
/// </summary>
public sealed class ShiftedClock : TimeProvider
{
    private readonly TimeSpan _offset;
    private readonly string? _file;
    private long _turned;

    /// <param name="offset">Added to now.</param>
    /// <param name="file">Where it is kept how far the clock was turned; null for a clock that is not turned.</param>
    public ShiftedClock(TimeSpan offset, string? file)
    {
        (_offset, _file) = (offset, file);
        if (File.Exists(file) && long.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var ticks))
            _turned = ticks;
    }

    /// <summary>The clock of these settings; the system's own where nothing moves it.</summary>
    public static TimeProvider Of(Settings settings) =>
        settings.DemoIsOpen ? new ShiftedClock(settings.ClockOffset, Path.Combine(settings.DataPath, "demo-clock"))
        : settings.ClockOffset != TimeSpan.Zero ? new ShiftedClock(settings.ClockOffset, null)
        : System;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset + new TimeSpan(Interlocked.Read(ref _turned));

    /// <summary>Turns the clock to a later instant, from which it runs on.</summary>
    /// <exception cref="InvalidOperationException">It is not a clock that is turned.</exception>
    public void TurnTo(DateTimeOffset at)
    {
        if (_file is null)
            throw new InvalidOperationException("Only the clock of a demonstration is turned.");
        var turned = at - System.GetUtcNow() - _offset;
        File.WriteAllText(_file, turned.Ticks.ToString(CultureInfo.InvariantCulture));
        Interlocked.Exchange(ref _turned, turned.Ticks);
    }
}
