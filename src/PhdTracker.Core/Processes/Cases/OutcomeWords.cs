using PhdTracker.Core.Localisation;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>What the outcomes of steps are called.</summary>
internal static class OutcomeWords
{
    /// <summary>The outcomes that an answer to the step can lead to; those that its choices leave out cannot.</summary>
    public static bool CanBe(ActivityDefinition step, string port) => (step.Type, step.Text("choices"), port) is not ("PhdTracker.RequestDecision", "Endorse", "Rejected");

    /// <summary>Outcomes of one step that lead the same way, as one label: <c>returned or rejected</c>. Null where nothing needs saying.</summary>
    public static string? Label(Texts texts, ActivityDefinition step, IReadOnlyCollection<string> ports)
    {
        var words = ports.Where(port => CanBe(step, port)).Select(port => Of(texts, step, port)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return words.Count == 0 ? null : words.Aggregate((one, more) => texts["Way.Or", one, more]);
    }

    /// <summary>The word for one outcome; null for those that say nothing, such as a branch that is always taken.</summary>
    public static string? Of(Texts texts, ActivityDefinition step, string port) => (step.Type, port) switch
    {
        (_, "Done") or ("Elsa.FlowFork", _) => null,
        ("PhdTracker.RequestDecision", "Lapsed") => texts["Way.Lapsed"],
        ("PhdTracker.RequestDecision", _) => Answer(texts, step, port),
        ("Elsa.FlowSwitch", "Default") => texts["Way.Otherwise"],
        ("Elsa.FlowSwitch", _) => port,
        _ => Known(texts, port) ?? Examined(texts, port) ?? Spaced(port),
    };

    private static string Answer(Texts texts, ActivityDefinition step, string port) => (step.Text("kind"), step.Text("choices"), port) switch
    {
        ("Opinion", _, "Approved") => texts["Way.Favourable"],
        ("Opinion", _, "Returned") => texts["Way.Reservations"],
        ("Opinion", _, "Rejected") => texts["Way.Unfavourable"],
        (_, "Side", "Approved") => texts["Way.Accepted"],
        (_, "Side", "Returned") => texts["Way.Reserved"],
        (_, _, "Approved") => texts["Way.Approved"],
        (_, _, "Returned") => texts["Way.Returned"],
        (_, _, "Rejected") => texts["Way.Rejected"],
        _ => Spaced(port),
    };

    private static string? Known(Texts texts, string port) => port switch
    {
        "True" => texts["Way.Yes"],
        "False" => texts["Way.No"],
        "Default" => texts["Way.Otherwise"],
        "Submitted" => texts["Way.Submitted"],
        "Withdrawn" => texts["Way.Withdrawn"],
        "Signed" => texts["Way.Signed"],
        "Declined" => texts["Way.Declined"],
        "Accepted" => texts["Way.Accepted"],
        "Approved" => texts["Way.Approved"],
        "Returned" => texts["Way.Returned"],
        "Reserved" => texts["Way.Reserved"],
        "Rejected" => texts["Way.Rejected"],
        _ => null,
    };

    private static string? Examined(Texts texts, string port)
    {
        var key = "Enum.ExaminationOutcome." + port;
        return texts.Has(key) ? Lower(texts[key]) : null;
    }

    /// <summary>A name written as words: <c>MinorCorrections</c>, minor corrections.</summary>
    public static string Spaced(string name)
    {
        var words = string.Concat(name.Select((letter, at) => letter is '-' or '_' ? " " : at > 0 && char.IsUpper(letter) && char.IsLower(name[at - 1]) ? " " + letter : letter.ToString()));
        return Lower(words.ToLowerInvariant());
    }

    /// <summary>As it stands within a sentence.</summary>
    public static string Lower(string text) => text.Length < 2 || char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..];

    /// <summary>As it stands at the beginning of a sentence.</summary>
    public static string Upper(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
