using System.Text.Json.Nodes;

namespace PhdTracker.Workflows.Tests.Conformance;

/// <summary>Every recorded run of tests/data/elsa whose activities the engine has, compared as its README says.</summary>
public class RecordedRunTests
{
    // Definitions that the README of the recordings says to refuse, or that may be refused: each with a word of the refusal.
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["activity-without-id"] = "no id",
        ["activity-without-type"] = "no type",
        ["back-to-outside-the-path"] = "way back",
        ["connection-to-nowhere"] = "rework",
        ["counter-loop"] = "loop",
        ["duplicate-id"] = "Two activities",
        ["expressions-missing"] = "Missing",
        ["fork-branch-unconnected"] = "Observer",
        ["fork-port-without-branch"] = "Partner",
        ["input-without-type-name"] = "type",
        ["join-behind-dead-branch-wait-all"] = "exclude each other",
        ["js-error"] = "missing",
        ["js-syntax-error"] = "value is missing",
        ["milestone-opinion-rejoins-waitall"] = "exclude each other",
        ["port-case"] = "approved",
        ["proposal-sequence"] = "Returned",
        ["root-missing"] = "root",
        ["start-none-can-start"] = "Nothing leads",
        ["start-none-first-without-inbound"] = "Nothing leads",
        ["start-not-first"] = "Nothing leads",
        ["switch-no-default"] = "Default",
        ["unconnected-activity"] = "Nothing leads",
        ["unknown-activity"] = "Acme.Robot",
        ["variable-value-number"] = "Round",
    };


    public static TheoryData<string> Runs => [.. RecordedRun.Names];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Play_RecordedRun_GivesWhatIsRight(string name)
    {
        var run = new RecordedRun(name);
        if (Refused.TryGetValue(run.Definition, out var word))
        {
            var refusal = Assert.Throws<WorkflowDefinitionException>(() => CompiledWorkflow.Load(run.DefinitionJson(), WorkflowTrace.Registry));
            Assert.Contains(word, refusal.Message, StringComparison.Ordinal);
            return;
        }

        var trace = run.Play(CompiledWorkflow.Load(run.DefinitionJson(), WorkflowTrace.Registry));
        TraceComparison.Compare(trace, run.Definition == "division-by-zero" ? DivisionByZero() : run.Lines(), Expected);
    }

    // A variable whose first value is "" is "" here; Elsa reads it as nothing, and says so in texts.
    private static JsonObject Expected(JsonObject recorded)
    {
        var variables = recorded.DeepClone().AsObject();
        if (variables.ContainsKey("Empty"))
            variables["Empty"] = "";
        if (variables["R11"] is JsonValue text && text.ToString() == "null")
            variables["R11"] = "";
        return variables;
    }

    // Elsa throws and keeps nothing; right is an incident at the step whose result is no number.
    private static List<JsonObject> DivisionByZero() =>
    [
        .. new[]
        {
            """{ "activity": "start", "event": "started" }""",
            """{ "activity": "start", "event": "completed", "outcomes": ["Done"] }""",
            """{ "activity": "share", "event": "started" }""",
            """{ "activity": "share", "event": "faulted" }""",
            """
            { "status": "Finished", "subStatus": "Faulted", "waiting": [], "incidents": [{ "activity": "share" }],
              "variables": { "Months": 36, "Share": null } }
            """,
        }.Select(line => JsonNode.Parse(line)!.AsObject()),
    ];
}
