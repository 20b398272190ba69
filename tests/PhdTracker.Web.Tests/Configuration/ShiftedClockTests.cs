using PhdTracker.Web.Configuration;

namespace PhdTracker.Web.Tests.Configuration;

public sealed class ShiftedClockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phdtracker-clock-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TurnTo_ALaterInstant_RunsOnFromThereAndIsKept()
    {
        var file = Path.Combine(_folder, "demo-clock");
        var later = TimeProvider.System.GetUtcNow().AddYears(1);
        var clock = new ShiftedClock(TimeSpan.FromDays(2), file);
        clock.TurnTo(later);

        Assert.InRange(clock.GetUtcNow(), later, later.AddMinutes(1));
        Assert.InRange(new ShiftedClock(TimeSpan.FromDays(2), file).GetUtcNow(), later, later.AddMinutes(1));
    }

    [Fact]
    public void TurnTo_OutsideADemonstration_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new ShiftedClock(TimeSpan.Zero, null).TurnTo(DateTimeOffset.MaxValue));
}
