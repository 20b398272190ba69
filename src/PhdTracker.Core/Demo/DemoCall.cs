using PhdTracker.Core.Calls;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Demo;

/// <summary>The call of the demo programme that is open.</summary>
internal static class DemoCall
{
    private const int DaysOpen = 26;
    private const int DaysLeft = 65;

    /// <summary>Opened some weeks ago, closes in some more at 17:00 in London; both at hours that no change of the clocks touches.</summary>
    public static Call Open(DemoCast cast, DateTime now)
    {
        const string zone = "Europe/London";
        var today = Dates.DayIn(now, zone);
        var closes = today.AddDays(DaysLeft).ToDateTime(new TimeOnly(17, 0));
        var (en, fr) = (Texts.English, Texts.French);
        var call = new Call(cast.Programme, 8, closes.Year, "", "");
        var announced = now.AddDays(-DaysOpen - 14);
        call.Plan(new CallDetails(closes.Year, en["Demo.Call.Theme"], fr["Demo.Call.Theme"], today.AddDays(-DaysOpen).ToDateTime(new TimeOnly(9, 0)), closes, zone, 4,
            en["Demo.Call.Who"], fr["Demo.Call.Who"], [], true, en["Demo.Call.Guidance"], fr["Demo.Call.Guidance"]), announced);
        call.Announce(announced);
        return call;
    }
}
