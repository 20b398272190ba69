using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Features.Candidatures;

namespace PhdTracker.Web.Features.ChangeRequests;

/// <summary>What the form of a request and that of a trial check alike, so that all that is missing is said at once. The rules of the change say the rest.</summary>
public static class ChangeRequestChecks
{
    /// <param name="whole">False while it is only kept: what is missing may still come.</param>
    public static void CheckDays(this ModelStateDictionary state, ChangeRequestKind kind, DateOnly? from, DateOnly? to, Texts texts, bool whole)
    {
        var between = kind is ChangeRequestKind.Interruption or ChangeRequestKind.Mobility;
        state.CheckDay("From", from, texts, whole && (between || kind is ChangeRequestKind.Mode or ChangeRequestKind.Supervisor), texts[between ? "ChangeRequests.FirstDayMissing" : "ChangeRequests.FromMissing"]);
        state.CheckDay("To", to, texts, whole && (between || kind == ChangeRequestKind.Withdrawal), texts["ChangeRequests.LastDayMissing"]);
    }

    /// <param name="percent">Of full time, as typed.</param>
    /// <param name="whole">As for the days.</param>
    public static void CheckAmounts(this ModelStateDictionary state, ChangeRequestKind kind, string? percent, int? milestoneId, int? days, Texts texts, bool whole)
    {
        if (string.IsNullOrWhiteSpace(percent) ? whole && kind == ChangeRequestKind.Mode : !(decimal.TryParse(percent, NumberStyles.Number, texts.Culture, out var share) && share is > 0 and <= 100))
            state.AddModelError("Percent", texts["Error.ModeMissing"]);
        var asks = whole && kind == ChangeRequestKind.Extension;
        if (!state.SayInWords("MilestoneId", texts["ChangeRequests.ChoiceNotUnderstood"]) && asks && milestoneId is null)
            state.AddModelError("MilestoneId", texts["Error.ExtensionMilestoneMissing"]);
        if (!state.SayInWords("Days", texts["ChangeRequests.NumberNotUnderstood"]) && asks && days is null)
            state.AddModelError("Days", texts["Error.ExtensionDaysOutOfRange", ChangeRequestRules.MostDays]);
    }
}
