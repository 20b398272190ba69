using System.Globalization;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Web.Features.Cohort;

namespace PhdTracker.Web.Features.Processes;

/// <summary>The filters of the list, as its address says them: what cannot be read does not narrow.</summary>
public static class ProcessesView
{
    /// <summary>What the address calls processes of every state.</summary>
    public const string AnyState = "all";

    /// <summary>Ages in days that the list offers.</summary>
    public static readonly IReadOnlyList<int> Ages = [10, 30, 90, 180, 365];

    /// <summary>Reads <c>route</c>, <c>version</c>, <c>state</c>, <c>side</c>, <c>age</c>, <c>holder</c>, <c>incident</c> and <c>nobody</c>. Running ones, unless a state or failed steps are asked for.</summary>
    public static ProcessFilter FilterOf(IQueryCollection query)
    {
        var incident = CohortView.Text(query, "incident") is not null;
        var state = CohortView.Value<ProcessState>(query["state"].ToString());
        var any = incident || query["state"] == AnyState;
        return new ProcessFilter(
            CohortView.Text(query, "route"), CohortView.Number(query, "version"), state ?? (any ? null : ProcessState.Running), CohortView.Text(query, "side"),
            CohortView.Number(query, "age"), CohortView.Number(query, "holder"), incident, CohortView.Text(query, "nobody") is not null);
    }

    /// <summary>How the list marks a state.</summary>
    public static string Style(ProcessState state) => state switch
    {
        ProcessState.Running => "state-now",
        ProcessState.Ended => "state-ok",
        ProcessState.Failed => "state-bad",
        _ => "",
    };

    /// <summary>A number as an address writes it.</summary>
    public static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What people call the case; a route about nothing goes by its own name.</summary>
    public static string Case(Core.Processes.Cases.CaseName about, string route, Texts texts) => about.Id is null ? route : about.In(texts);
}
