using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;

namespace PhdTracker.Web.Features.ChangeRequests;

/// <summary>Addresses and words of requests that several pages share.</summary>
public static class ChangeRequestWords
{
    /// <summary>The page of a request, or one below it.</summary>
    public static string Path(int id, string? action = null) => SubjectPaths.Of(SubjectKind.ChangeRequest, id) + (action is null ? "" : "/" + action);

    /// <summary>Where the requests about a candidature are listed, or a new one of a kind is written.</summary>
    public static string ListPath(int candidatureId, ChangeRequestKind? kind = null) =>
        FormattableString.Invariant($"/candidatures/{candidatureId}/requests") + (kind is { } asked ? "/" + asked.ToString().ToLowerInvariant() : "");

    /// <summary>What a kind is about, in a sentence.</summary>
    public static string About(Texts texts, ChangeRequestKind kind) => kind switch
    {
        ChangeRequestKind.Interruption => texts["ChangeRequests.About.Interruption"],
        ChangeRequestKind.Extension => texts["ChangeRequests.About.Extension"],
        ChangeRequestKind.Mode => texts["ChangeRequests.About.Mode"],
        ChangeRequestKind.Title => texts["ChangeRequests.About.Title"],
        ChangeRequestKind.Supervisor => texts["ChangeRequests.About.Supervisor"],
        ChangeRequestKind.Withdrawal => texts["ChangeRequests.About.Withdrawal"],
        _ => texts["ChangeRequests.About.Mobility"],
    };

    /// <summary>The days of a request in a few words; empty where it has none.</summary>
    public static string When(Texts texts, ChangeRequestKind kind, DateOnly? from, DateOnly? to, int? days) => (kind, from, to, days) switch
    {
        (ChangeRequestKind.Withdrawal, _, { } last, _) => texts["ChangeRequests.LastOn", texts.ShortDate(last)],
        (_, { } first, { } last, _) => texts["ChangeRequests.Between", texts.ShortDate(first), texts.ShortDate(last)],
        (_, { } first, null, _) => texts["ChangeRequests.FromDay", texts.ShortDate(first)],
        (_, _, _, { } more) => texts.Count("ChangeRequests.DaysMore", more),
        _ => "",
    };
}
