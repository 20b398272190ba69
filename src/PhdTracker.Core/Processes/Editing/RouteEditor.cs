using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PhdTracker.Core.Processes.Activities;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Editing;

/// <summary>An approval step to be put on a way.</summary>
/// <param name="Inputs">By name, as a form gives them; empty for none.</param>
/// <param name="ReturnedTo">The step to which the case goes when it is returned.</param>
/// <param name="RejectedTo">The step to which the case goes when it is rejected.</param>
public sealed record NewStep(IReadOnlyDictionary<string, string?> Inputs, string ReturnedTo, string RejectedTo);

/// <summary>
/// Changes a definition as a form asks. It takes the JSON of a version and gives that of the next: what no form knows stays as it was.
/// Whether the result can run is for the checker to say.
/// </summary>
public static class RouteEditor
{
    private const string Approved = "Approved";
    private const string Lapsed = "Lapsed";
    private const string LapsesAfter = "lapsesAfter";

    /// <summary>The same route under another number.</summary>
    public static string Renumber(string json, int version)
    {
        var route = RouteJson.Parse(json);
        route.Number(version);
        return route.Write();
    }

    /// <summary>Sets parameters of a step. A step that begins to lapse goes on as if approved; where it lapses no longer, that way goes.</summary>
    /// <param name="inputs">By name; empty to take one away. Those that are not named stay.</param>
    /// <exception cref="DomainRuleException"><c>RouteStepGone</c>, <c>RouteStepNotForForms</c>.</exception>
    public static string ChangeStep(string json, string activityId, IReadOnlyDictionary<string, string?> inputs)
    {
        var route = RouteJson.Parse(json);
        var step = route.Step(activityId);
        var offered = StepInput.Of(RouteJson.Text(step, "type") ?? "").ToList();
        if (offered.Count == 0)
            throw new DomainRuleException("RouteStepNotForForms");
        foreach (var input in offered.Where(i => inputs.ContainsKey(i.Name)))
            Set(step, input, inputs[input.Name]);
        if (inputs.ContainsKey(LapsesAfter))
            ConnectLapse(route, activityId, step.ContainsKey(LapsesAfter));
        return route.Write();
    }

    /// <summary>Puts an approval step on a way: where the way led, it leads once the step is approved, or has lapsed.</summary>
    /// <exception cref="DomainRuleException"><c>RouteWayGone</c>, <c>RouteStepGone</c>.</exception>
    public static string InsertStep(string json, RouteWay way, NewStep step)
    {
        var route = RouteJson.Parse(json);
        var connection = route.WaysFrom(way.From).FirstOrDefault(c => RouteJson.PortOf(c) == way.Port && RouteJson.TargetOf(c) == way.To)
            ?? throw new DomainRuleException("RouteWayGone");
        _ = (route.Step(step.ReturnedTo), route.Step(step.RejectedTo));
        var (from, to) = (route.Step(way.From), route.Step(way.To));
        var added = Approval(route, step, Between(from, to));
        var id = RouteJson.Text(added, "id")!;
        route.Activities.Insert(route.Activities.IndexOf(from) + 1, added);
        RouteJson.Lead(connection, id);
        var place = route.Connections.IndexOf(connection);
        foreach (var (port, target) in new[] { (Approved, way.To), ("Returned", step.ReturnedTo), ("Rejected", step.RejectedTo) })
        {
            // Whoever endorses cannot reject.
            if (port != "Rejected" || step.Inputs.GetValueOrDefault("choices") != nameof(TaskChoices.Endorse))
                route.Connections.Insert(++place, RouteJson.Way(id, port, target));
        }

        ConnectLapse(route, id, added.ContainsKey(LapsesAfter));
        return route.Write();
    }

    /// <summary>Whether a step can be taken out: one way leads in, and one on. An approval leads on where it is approved.</summary>
    public static bool CanRemove(WorkflowDefinition definition, string activityId) =>
        definition.Activities.FirstOrDefault(a => a.Id == activityId) is { } activity
        && WayOn(definition.Connections.Where(c => c.Source == activityId).Select(c => (c.Port, c.Target)), activity.Type) is not null
        && definition.Connections.Count(c => c.Target == activityId) == 1;

    /// <summary>Takes a step out: the way that led to it leads where it led on.</summary>
    /// <exception cref="DomainRuleException"><c>RouteStepGone</c>, <c>RouteStepNotRemovable</c>.</exception>
    public static string RemoveStep(string json, string activityId)
    {
        var route = RouteJson.Parse(json);
        var step = route.Step(activityId);
        var ways = route.WaysFrom(activityId).ToList();
        if (route.WaysTo(activityId).ToList() is not [var into] || WayOn(ways.Select(c => (RouteJson.PortOf(c), RouteJson.TargetOf(c))), RouteJson.Text(step, "type")) is not { } target)
            throw new DomainRuleException("RouteStepNotRemovable");
        foreach (var way in ways)
            route.Connections.Remove(way);
        route.Activities.Remove(step);
        if (route.WaysFrom(RouteJson.SourceOf(into)).Any(c => c != into && RouteJson.PortOf(c) == RouteJson.PortOf(into) && RouteJson.TargetOf(c) == target))
            route.Connections.Remove(into);
        else
            RouteJson.Lead(into, target);
        return route.Write();
    }

    private static string? WayOn(IEnumerable<(string Port, string Target)> ways, string? type)
    {
        var all = ways.ToList();
        if (type == RequestDecision.Type.TypeName && all.Where(w => w.Port == Approved).Select(w => w.Target).Distinct().ToList() is [var approved])
            return approved;
        return all.Select(w => w.Target).Distinct().ToList() is [var only] ? only : null;
    }

    private static void ConnectLapse(RouteJson route, string id, bool lapses)
    {
        var ways = route.WaysFrom(id).ToList();
        var lapsed = ways.Where(c => RouteJson.PortOf(c) == Lapsed).ToList();
        if (!lapses)
            lapsed.ForEach(way => route.Connections.Remove(way));
        else if (lapsed.Count == 0 && ways.Find(c => RouteJson.PortOf(c) == Approved) is { } approved)
            route.Connections.Insert(route.Connections.IndexOf(ways[^1]) + 1, RouteJson.Way(id, Lapsed, RouteJson.TargetOf(approved)));
    }

    private static JsonObject Approval(RouteJson route, NewStep step, JsonObject? position)
    {
        var title = step.Inputs.GetValueOrDefault("title")?.Trim() ?? "";
        var id = FreeId(route, title);
        var added = new JsonObject { ["id"] = id };
        if (route.NodeId(id) is { } nodeId)
            added["nodeId"] = nodeId;
        (added["name"], added["type"], added["version"]) = (id, RequestDecision.Type.TypeName, 1);
        foreach (var input in StepInput.Of(RequestDecision.Type.TypeName))
            Set(added, input, step.Inputs.GetValueOrDefault(input.Name));
        added["customProperties"] = new JsonObject { ["canStartWorkflow"] = false, ["runAsynchronously"] = false };
        var metadata = new JsonObject { ["displayText"] = title };
        if (position is not null)
            metadata["designer"] = new JsonObject { ["position"] = position, ["size"] = new JsonObject { ["width"] = 190, ["height"] = 50 } };
        added["metadata"] = metadata;
        return added;
    }

    /// <summary>The title in small letters and hyphens, or with a number where a step has that name.</summary>
    private static string FreeId(RouteJson route, string title)
    {
        var plain = new StringBuilder();
        foreach (var letter in title.Normalize(NormalizationForm.FormD).ToLowerInvariant().Take(60))
        {
            if (char.IsAsciiLetterOrDigit(letter))
                plain.Append(letter);
            else if (letter is ' ' or '-' && plain.Length > 0 && plain[^1] != '-')
                plain.Append('-');
        }

        var name = plain.ToString().Trim('-') is { Length: > 0 } some ? some : "approval";
        return Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{n}")).First(id => route.Find(id) is null);
    }

    private static JsonObject? Between(JsonObject from, JsonObject to) =>
        PositionOf(from) is var (x, y) && PositionOf(to) is var (otherX, otherY)
            ? new JsonObject { ["x"] = Math.Round((x + otherX) / 2), ["y"] = Math.Round((y + otherY) / 2) }
            : null;

    private static (double X, double Y)? PositionOf(JsonObject step) =>
        step["metadata"]?["designer"]?["position"] is JsonObject position && position["x"] is JsonValue x && position["y"] is JsonValue y
        && x.TryGetValue(out double left) && y.TryGetValue(out double top)
            ? (left, top)
            : null;

    private static void Set(JsonObject step, ActivityInput input, string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length == 0)
        {
            step.Remove(input.Name);
            return;
        }

        var value = Written(input.Type, text);
        if (step[input.Name] is JsonObject wrapper && wrapper["expression"] is JsonObject expression)
            expression["value"] = value;
        else if (step[input.Name] is JsonValue or JsonArray)
            step[input.Name] = value;
        else
            step.Insert(PlaceOf(step), input.Name, Literal(input.Type switch { InputType.Number => "Int32", InputType.List => "Int32[]", _ => "String" }, value));
    }

    private static JsonNode Written(InputType type, string text) => type switch
    {
        InputType.Number when int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        InputType.List when ReminderDays.Typed(text) is { } days => new JsonArray([.. days.Select(day => (JsonNode)day)]),
        _ => text,
    };

    private static JsonObject Literal(string typeName, JsonNode value) =>
        new() { ["typeName"] = typeName, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    /// <summary>Inputs stand before what the designer keeps about a step.</summary>
    private static int PlaceOf(JsonObject step) => step.IndexOf("customProperties") is >= 0 and var place ? place : step.Count;
}
