using PhdTracker.Core.Localisation;

namespace PhdTracker.Web.Features.Account;

/// <summary>Hours of what belongs to no side, on the clock that goes with the reader's language.</summary>
internal static class OwnTime
{
    public static string Of(Texts texts, DateTime utc) => texts.DateTimeIn(utc, texts.Language == "fr" ? "Europe/Paris" : "Europe/London");
}
