using System.Text.Encodings.Web;
using System.Text.Json;
using PhdTracker.Core.Milestones.Rules.Planning;

namespace PhdTracker.Core.Milestones.Rules.Explaining;

/// <summary>The dates of a plan as the command line prints them.</summary>
public static class PlanAnswer
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>A JSON array of the dates, in their order.</summary>
    /// <param name="asOf">The day as which they are told.</param>
    public static string Json(IEnumerable<PlannedDate> dates, DateOnly asOf) => JsonSerializer.Serialize(dates.Select(date => new
    {
        date.Milestone,
        date.Title,
        Opens = date.OpensOn,
        Due = date.DueOn,
        Kind = date.Kind.ToString(),
        State = StateOf(date, asOf),
        date.DoneOn,
        Rule = $"{date.RuleSet}/{date.Rule}",
        RuleVersion = date.RuleSetVersion,
        date.Rationale,
    }), Options);

    /// <summary>A pending date is open from the first day of its window; one without a window is planned until it is done.</summary>
    public static string StateOf(PlannedDate date, DateOnly asOf) => date.State switch
    {
        PlannedState.Pending => date.OpensOn <= asOf ? "open" : "planned",
        var settled => settled.ToString().ToLowerInvariant(),
    };
}
