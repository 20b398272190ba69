using PhdTracker.Core.Calls;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Web.Features.Calls;

/// <summary>What pages say of calls and decisions.</summary>
public static class CallWords
{
    /// <summary>"in 12 days", counted on the calendar of the call's own zone.</summary>
    public static string HowFar(Texts texts, DateTime at, Call call, DateTime now) => texts.Relative(Dates.DayIn(at, call.Zone!), Dates.DayIn(now, call.Zone!));

    /// <summary>Accepted, in reserve, rejected: what a side decided.</summary>
    public static string Decided(Texts texts, SideDecisionKind kind) => kind switch
    {
        SideDecisionKind.Accept => texts["Calls.Decided.Accept"],
        SideDecisionKind.Reserve => texts["Calls.Decided.Reserve"],
        _ => texts["Calls.Decided.Reject"],
    };

    /// <summary>What would go out, and why: "Imperial accepts, CNRS rejects: the proposal is rejected …".</summary>
    /// <param name="sides">Each side's institution and what it decides; null while it has not.</param>
    public static string Outcome(Texts texts, IReadOnlyList<(string Institution, SideDecisionKind? Kind)> sides)
    {
        var says = string.Join(", ", sides.Select(s => texts[s.Kind switch
        {
            SideDecisionKind.Accept => "Calls.Says.Accept",
            SideDecisionKind.Reserve => "Calls.Says.Reserve",
            SideDecisionKind.Reject => "Calls.Says.Reject",
            _ => "Calls.Says.Nothing",
        }, s.Institution]));
        var kinds = sides.Select(s => s.Kind).OfType<SideDecisionKind>().ToList();
        if (kinds.Count < sides.Count)
            return texts["Calls.Outcome.Sentence", says, texts["Calls.Outcome.Missing"]];
        var agreed = kinds.Distinct().Count() == 1;
        return texts["Calls.Outcome.Sentence", says, texts[(SideDecision.Combined(kinds), agreed) switch
        {
            (SideDecisionKind.Accept, _) => "Calls.Outcome.Accepted",
            (SideDecisionKind.Reserve, true) => "Calls.Outcome.ReservedByBoth",
            (SideDecisionKind.Reserve, false) => "Calls.Outcome.ReservedByOne",
            (_, true) => "Calls.Outcome.RejectedByBoth",
            _ => "Calls.Outcome.RejectedByOne",
        }]];
    }
}
