using System.Globalization;
using System.Text.Json;
using PhdTracker.Core.Calls;

namespace PhdTracker.Core.Milestones.Rules.Reading;

/// <summary>Turns the text of a rule set file into a rule set, or into the list of everything that is wrong with it.</summary>
internal static class RuleSetReader
{
    internal static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

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
            using var document = JsonInput.Parse(json, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return ReadSet(document.RootElement, file, problems);
            problems.Add(new(file, null, "is not a rule set; expected a JSON object"));
        }
        catch (JsonException broken)
        {
            problems.Add(new(file, null, NotJson(broken)));
        }
        return null;
    }

    /// <summary>What is wrong with a text that cannot be read. Only a name that is there twice has no line.</summary>
    public static string NotJson(JsonException broken) => broken.LineNumber is { } line
        ? string.Create(CultureInfo.InvariantCulture, $"is not JSON (line {line + 1}); expected a JSON object")
        : "has a name twice in one object; expected each once";

    private static RuleSet? ReadSet(JsonElement root, string file, List<RuleSetProblem> problems)
    {
        var fields = new JsonFields(root, "", message => problems.Add(new(file, null, message)));
        var code = fields.Code("code");
        var version = fields.Whole("version", 1, required: true);
        var name = fields.Local("name", required: true, most: RuleSet.LongestName);
        var layer = fields.Choice<RuleSetLayer>("layer", required: true);
        var scope = ReadScope(fields.Object("appliesTo", required: true));
        var rules = ReadRules(fields.Items("rules", required: true), file, problems);
        var equivalences = ReadEquivalences(fields);
        fields.NothingElse();
        if (rules.Count == 0 && problems.Count == 0)
            problems.Add(new(file, null, "'rules' is empty; expected at least one rule"));
        return problems.Count > 0 ? null : new RuleSet(code!, version!.Value, name!, layer!.Value, scope, rules, equivalences);
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

    private static List<Equivalence> ReadEquivalences(JsonFields fields)
    {
        const string name = "equivalences";
        var equivalences = new List<Equivalence>();
        foreach (var item in fields.Items(name))
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                fields.Problem(name, "holds something else; expected objects with 'milestones'");
                continue;
            }
            var entry = new JsonFields(item, name + ".", message => fields.Problem(name, "has a wrong entry: " + message));
            var equivalence = new Equivalence(entry.TextList("milestones"), entry.Choices<AwardModel>("awardModels"));
            entry.NothingElse();
            if (equivalence.Milestones.Distinct(StringComparer.Ordinal).Count() < 2)
                fields.Problem(name, "has an entry of fewer than two milestones; expected the keys of two or more, such as 'esa' and 'csi-1'");
            equivalences.Add(equivalence);
        }
        return equivalences;
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
