using System.Text.Json.Nodes;

namespace PhdTracker.Workflows.Tests.Conformance;

/// <summary>Compares a run with what is expected of it, as the README of the recordings says.</summary>
internal static class TraceComparison
{
    public static void Compare(WorkflowTrace trace, IReadOnlyList<JsonObject> lines, Func<JsonObject, JsonObject> variables)
    {
        var expected = lines.Where(line => line.ContainsKey("event")).Select(line => WorkflowTrace.Describe(
            line["activity"]!.GetValue<string>(), line["event"]!.GetValue<string>(),
            line["outcomes"]?.AsArray().Select(outcome => outcome!.GetValue<string>())));
        Assert.Equal(expected.Order(StringComparer.Ordinal), trace.Events);
        var last = lines[^1];
        Assert.Equal(last["status"]!.GetValue<string>(), trace.Instance.Status.ToString());
        Assert.Equal(last["subStatus"]!.GetValue<string>(), trace.Instance.SubStatus.ToString());
        Assert.Equal(last["waiting"]!.AsArray().Select(item => item!.GetValue<string>()), trace.Waiting);
        Assert.Equal(
            last["incidents"]!.AsArray().Select(item => item!["activity"]!.GetValue<string>()),
            trace.Instance.Incidents.Select(incident => incident.ActivityId));
        Assert.True(JsonNode.DeepEquals(variables(last["variables"]!.AsObject()), trace.Variables()),
            $"Expected {last["variables"]!.ToJsonString()}, found {trace.Variables()?.ToJsonString()}");
        CompareTexts(trace.Instance, last);
    }

    private static void CompareTexts(WorkflowInstance instance, JsonObject last)
    {
        if (!last.ContainsKey("output"))
            return;
        Assert.Equal(last["correlationId"]?.GetValue<string>(), instance.CorrelationId);
        Assert.Equal(last["name"]?.GetValue<string>(), instance.Name);
        Assert.Equal(
            last["output"]!.AsObject().Select(pair => $"{pair.Key}={pair.Value}"),
            instance.Output.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
    }
}
