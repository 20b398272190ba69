using PhdTracker.Core.Milestones.Shifts;

namespace PhdTracker.Web.Features.Milestones.Shifts;

/// <summary>How pages mark a shift.</summary>
public static class ShiftWords
{
    public static string StyleOf(ShiftState state) => state switch
    {
        ShiftState.Applied => "state-ok",
        ShiftState.Ready => "state-warn",
        ShiftState.Undone => "",
        _ => "state-now",
    };
}
