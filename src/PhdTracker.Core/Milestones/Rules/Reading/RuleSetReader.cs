using System.Text.Json;
using PhdTracker.Core.Calls;
using PhdTracker.Workflows;
using static PhdTracker.Core.Milestones.Rules.Reading.JsonFields;

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
            problems.Add(new(file, null, new ProblemText("RuleProblem.NotARuleSet"), JsonObject));
        }
        catch (JsonException broken)
        {
            problems.Add(new(file, null, NotJson(broken)));
        }
        return null;
    }

    /// <summary>What is wrong with a text that cannot be read. Only a name that is there twice has no line.</summary>
    public static RuleProblem NotJson(JsonException broken) => broken.LineNumber is { } line
        ? new(new ProblemText("RuleProblem.NotJson", line + 1), JsonObject)
        : new(new ProblemText("RuleProblem.NameTwice"), new ProblemText("RuleExpected.EachOnce"));

    private static ProblemText JsonObject => new("RuleExpected.JsonObject");

    private static RuleSet? ReadSet(JsonElement root, string file, List<RuleSetProblem> problems)
    {
        var fields = new JsonFields(root, "", problem => problems.Add(new(file, null, problem)));
        var code = fields.Code("code");
        var version = fields.Whole("version", 1, required: true);
        var name = fields.Local("name", required: true, most: RuleSet.LongestName);
        var layer = fields.Choice<RuleSetLayer>("layer", required: true);
        var scope = ReadScope(fields.Object("appliesTo", required: true));
        var rules = ReadRules(fields.Items("rules", required: true), file, problems);
        var equivalences = ReadEquivalences(fields);
        fields.NothingElse();
        if (rules.Count == 0 && problems.Count == 0)
            problems.Add(new(file, null, new ProblemText("RuleProblem.Empty", Quoted("rules")), new ProblemText("RuleExpected.OneRule")));
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
            fields.Tell("registeredBefore", "RuleProblem.NotAfter", new ProblemText("RuleExpected.LaterDate"), Quoted("registeredFrom"));
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
                fields.Tell(name, "RuleProblem.HoldsElse", new ProblemText("RuleExpected.ObjectsWithOne", Quoted("milestones")));
                continue;
            }
            var entry = new JsonFields(item, name + ".", inner => fields.Entry(name, inner));
            var equivalence = new Equivalence(entry.TextList("milestones"), entry.Choices<AwardModel>("awardModels"));
            entry.NothingElse();
            if (equivalence.Milestones.Distinct(StringComparer.Ordinal).Count() < 2)
                fields.Tell(name, "RuleProblem.OneMilestone", new ProblemText("RuleExpected.TwoMilestones", Quoted("esa"), Quoted("csi-1")));
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
                problems.Add(new(file, name, new ProblemText("RuleProblem.NotARule"), Expect.Object));
            else if (RuleReader.Read(new JsonFields(item, "", problem => problems.Add(new(file, name, problem)))) is { } rule)
                rules.Add(rule);
        }
        return rules;
    }
}
