using PhdTracker.Core.Localisation;
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

    /// <summary>How many dates move, have moved, or had before it was undone.</summary>
    public static string Dates(Texts texts, ShiftState state, int dates) => state switch
    {
        ShiftState.Counting or ShiftState.Ready => texts.Count("Shifts.Dates", dates),
        ShiftState.TellingUndone or ShiftState.Undone => texts.Count("Shifts.DatesUndone", dates),
        _ => texts.Count("Shifts.DatesMoved", dates),
    };
}
