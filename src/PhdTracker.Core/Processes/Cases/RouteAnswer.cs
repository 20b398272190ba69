using System.Linq.Expressions;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>An answer that counts, as a route shows it below its question.</summary>
/// <param name="Side">The side for which it was given, where the question went to both.</param>
/// <param name="Zone">IANA zone of that side.</param>
internal sealed record RouteAnswer(DecisionKind Kind, DateTime At, string By, string? OnBehalfOf, string? Side, string? Zone)
{
    public static readonly Expression<Func<Decision, RouteAnswer>> Read = d => new RouteAnswer(
        d.Kind, d.At, (d.By.Title == null ? "" : d.By.Title + " ") + d.By.GivenName + " " + d.By.FamilyName,
        d.OnBehalfOf == null ? null : (d.OnBehalfOf.Title == null ? "" : d.OnBehalfOf.Title + " ") + d.OnBehalfOf.GivenName + " " + d.OnBehalfOf.FamilyName,
        d.Party == null ? null : d.Party.Side, d.Party == null ? null : d.Party.Institution.TimeZone);

    /// <summary>How the question is marked: as its weightiest answer.</summary>
    public static StepState StateOf(IReadOnlyList<RouteAnswer> answers) => answers.Select(a => CaseHistories.MarkOf(a.Kind)).Max() switch
    {
        HistoryMark.Bad => StepState.Bad,
        HistoryMark.Back => StepState.Back,
        _ => StepState.Done,
    };

    /// <summary>A line for each answer: who said what, and when.</summary>
    public static IReadOnlyList<RouteLine> Lines(Texts texts, IReadOnlyList<RouteAnswer> answers, string? side, string zone) =>
    [
        .. answers.Select(a => new RouteLine(
            a.OnBehalfOf is null ? a.By : texts["Task.OnBehalfOf", a.By, a.OnBehalfOf], a.Side ?? side,
            texts["Route.Answered", texts.Enum(a.Kind), texts.ShortDate(Dates.DayIn(a.At, a.Zone ?? zone))])),
    ];
}
