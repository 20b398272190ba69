using System.Text.Json;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Milestones.Rules.Planning;
using PhdTracker.Core.Milestones.Rules.Reading;

namespace PhdTracker.Core.Milestones.Rules.Explaining;

/// <summary>Turns the text of a question into a rule set and what it is asked, or into the list of everything that is wrong with it.</summary>
internal static class PlanQuestionReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static PlanQuestion Read(string json, RuleSetLibrary library, DateOnly today)
    {
        var problems = new List<string>();
        PlanQuestion? question = null;
        try
        {
            using var document = JsonInput.Parse(json, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                question = Read(new JsonFields(document.RootElement, "", problem => problems.Add(problem.English + ".")), library, today);
            else
                problems.Add("The input is not a question about dates; expected a JSON object.");
        }
        catch (JsonException broken)
        {
            problems.Add($"The input {RuleSetReader.NotJson(broken).English}.");
        }
        return question is not null && problems.Count == 0 ? question : throw new PlanQuestionException(problems);
    }

    private static PlanQuestion? Read(JsonFields fields, RuleSetLibrary library, DateOnly today)
    {
        var (code, version) = (fields.Text("ruleSet", required: true), fields.Whole("ruleSetVersion", 1));
        var set = code is null ? null : library.Find(code, version);
        if (code is not null && set is null)
            fields.Problem("ruleSet", $"is '{code}', which is no rule set; expected one of {string.Join(", ", library.Sets.Select(s => s.Code).Distinct())}");
        var (start, asOf) = (fields.Day("start", required: true), fields.Day("asOf"));
        var (fte, model, side) = (fields.Number("fte", 0, most: 1), fields.Choice<AwardModel>("awardModel"), fields.Text("side"));
        if (side is null && set?.Rules.Any(r => r.OnlyFor.Sides.Count > 0) == true)
            fields.Problem("side", $"is missing; '{code}' has rules for one side only: expected the student's, such as {set.Rules.First(r => r.OnlyFor.Sides.Count > 0).OnlyFor.Sides[0]}");
        var events = new PlanEvents(set);
        var items = fields.Items("events");
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].ValueKind == JsonValueKind.Object)
                events.Read(new JsonFields(items[i], $"events[{i}].", fields.Tell));
            else
                fields.Problem($"events[{i}]", "is no event; expected an object");
        }
        fields.NothingElse();
        if (set is null || start is null)
            return null;
        var question = new PlanQuestion(set, events.Complete(new PlanInput
        {
            Start = start.Value,
            Fte = fte ?? 1,
            AwardModel = model ?? AwardModel.PairedNoJointAward,
            Side = side,
        }), asOf ?? today);
        events.RequirePlanned(question);
        return question;
    }

    /// <summary>A date that people of today can have anything to do with: another is a slip of the pen.</summary>
    public static DateOnly? Day(this JsonFields fields, string name, bool required = false)
    {
        var day = fields.Date(name, required);
        if (day is { Year: < 1900 or > 2200 })
            fields.Problem(name, $"is {day.Value:yyyy-MM-dd}; expected a date from 1900 to 2200");
        return day;
    }
}
