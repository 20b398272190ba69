using System.Text.Json;

namespace PhdTracker.Core.Milestones.Rules.Reading;

/// <summary>Turns the text of a rule set file into a rule set, or into the list of everything that is wrong with it.</summary>
internal static class RuleSetReader
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static RuleSet Read(string json, string file)
    {
        var problems = new List<RuleSetProblem>();
        var set = Read(json, file, problems);
        if (set is not null && problems.Count == 0)
            problems.AddRange(RuleSetChecks.Check(set, file));
        return set is not null && problems.Count == 0 ? set : throw new InvalidRuleSetException(problems);
    }

    private static RuleSet? Read(string json, string file, List<RuleSetProblem> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return ReadSet(document.RootElement, file, problems);
            problems.Add(new(file, null, "is not a rule set; expected a JSON object"));
        }
        catch (JsonException broken)
        {
            problems.Add(new(file, null, $"is not JSON (line {broken.LineNumber + 1}); expected a JSON object"));
        }
        return null;
    }

    private static RuleSet? ReadSet(JsonElement root, string file, List<RuleSetProblem> problems)
    {
        var fields = new JsonFields(root, "", message => problems.Add(new(file, null, message)));
        var code = fields.Text("code", required: true);
        var version = fields.Whole("version", 1, required: true);
        var name = fields.Local("name", required: true);
        var layer = fields.Choice<RuleSetLayer>("layer", required: true);
        var scope = ReadScope(fields.Object("appliesTo", required: true));
        var rules = ReadRules(fields.Items("rules", required: true), file, problems);
        fields.NothingElse();
        if (rules.Count == 0 && problems.Count == 0)
            problems.Add(new(file, null, "'rules' is empty; expected at least one rule"));
        return problems.Count > 0 ? null : new RuleSet(code!, version!.Value, name!, layer!.Value, scope, rules);
    }

    private static RuleSetScope ReadScope(JsonFields? fields)
    {
        if (fields is null)
            return new(null, null, null, null, null, null);
        var scope = new RuleSetScope(
            fields.Text("institution"), fields.Text("country"), fields.Text("unit"), fields.Text("programme"),
            fields.Date("registeredFrom"), fields.Date("registeredBefore"));
        fields.NothingElse();
        if (scope.RegisteredFrom >= scope.RegisteredBefore)
            fields.Problem("registeredBefore", "is not after 'registeredFrom'; expected a later date");
        return scope;
    }

    private static List<MilestoneRule> ReadRules(IReadOnlyList<JsonElement> items, string file, List<RuleSetProblem> problems)
    {
        var rules = new List<MilestoneRule>();
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            var name = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
                ? code.GetString()!
                : $"number {i + 1}";
            if (item.ValueKind != JsonValueKind.Object)
                problems.Add(new(file, name, "is not a rule; expected an object"));
            else if (RuleReader.Read(new JsonFields(item, "", message => problems.Add(new(file, name, message)))) is { } rule)
                rules.Add(rule);
        }
        return rules;
    }
}
