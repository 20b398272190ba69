using System.Text.Json;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Training;
using PhdTracker.Workflows;
using static PhdTracker.Core.Milestones.Rules.Reading.JsonFields;

namespace PhdTracker.Core.Milestones.Rules.Reading;

/// <summary>Reads one rule.</summary>
internal static class RuleReader
{
    /// <summary>Null where the rule has no usable code or texts; every problem has been told by then.</summary>
    public static MilestoneRule? Read(JsonFields fields)
    {
        var code = fields.Code("code");
        var (title, description) = (fields.Local("title", required: true, most: RuleSet.LongestName), fields.Local("description", required: true));
        var rule = new MilestoneRule
        {
            Code = code ?? "",
            Title = title ?? new("", ""),
            Description = description ?? new("", ""),
            Reference = fields.Local("reference", most: RuleSet.LongestName),
            Offset = ReadOffset(fields.Object("offset")),
            Campaign = ReadCampaign(fields.Object("campaign")),
            Before = ReadRelative(fields.Object("before")),
            After = ReadRelative(fields.Object("after")),
            Cap = ReadCap(fields.Object("cap")),
            Repeat = ReadRepeat(fields.Object("repeat")),
            TakesSubmission = fields.Flag("takesSubmission", otherwise: false),
            Route = fields.Text("route") ?? MilestoneRule.DefaultRoute,
            Retake = ReadRetake(fields.Object("retake")),
            KnownAs = fields.Text("knownAs"),
            Optional = fields.Flag("optional", otherwise: false),
            NotNeededIfBy = fields.Text("notNeededIfBy"),
            NeededIfAfter = fields.Text("neededIfAfter"),
            OnlyFor = ReadCondition(fields.Object("onlyFor")),
            Needs = ReadGate(fields.Object("needs")),
            ToBeConfirmed = fields.Local("toBeConfirmed"),
            EquivalentTo = ReadEquivalences(fields, "equivalentTo"),
        };
        fields.NothingElse();
        return code is null || title is null || description is null ? null : rule;
    }

    private static OffsetTerm? ReadOffset(JsonFields? fields)
    {
        if (fields is null)
            return null;
        var term = new OffsetTerm(fields.Number("months", 0, required: true, most: MostMonths) ?? 1, fields.Number("opensMonths", 0, most: MostMonths), fields.Flag("stretches", otherwise: true));
        if (term.OpensMonths >= term.Months)
            fields.Tell("opensMonths", "RuleProblem.NotBelow", new ProblemText("RuleExpected.WindowOpensFirst"), Quoted("months"));
        fields.NothingElse();
        return term;
    }

    private static CapTerm? ReadCap(JsonFields? fields)
    {
        if (fields is null)
            return null;
        var term = new CapTerm(fields.Number("months", 0, required: true, most: MostMonths) ?? 1, fields.Flag("stretches", otherwise: true));
        fields.NothingElse();
        return term;
    }

    private static CampaignTerm? ReadCampaign(JsonFields? fields)
    {
        if (fields is null)
            return null;
        var start = fields.MonthDay("academicYearStarts", required: true);
        var windows = fields.Has("windows") ? ReadWindows(fields) : ReadWindow(fields) is { } window ? [window] : [];
        var (countsBy, until, onlyLast) = (fields.MonthDay("countsBy"), fields.Text("until"), fields.Flag("onlyLast", otherwise: false));
        if (until is null && !onlyLast)
            fields.Tell("until", "RuleProblem.Missing", new ProblemText("RuleExpected.CampaignEnd", Quoted(KnownDates.Defence)));
        fields.NothingElse();
        return start is null || windows.Count == 0 ? null : new(start.Value, windows, countsBy, until, onlyLast);
    }

    private static List<CampaignWindow> ReadWindows(JsonFields fields)
    {
        var windows = new List<CampaignWindow>();
        foreach (var item in fields.Items("windows"))
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                fields.Tell("windows", "RuleProblem.HoldsElse", new ProblemText("RuleExpected.ObjectsWith", Quoted("opens"), Quoted("due")));
                continue;
            }
            var entry = new JsonFields(item, "windows.", inner => fields.Entry("windows", inner));
            if (ReadWindow(entry) is { } window)
                windows.Add(window);
            entry.NothingElse();
        }
        if (windows.Zip(windows.Skip(1)).Any(pair => pair.First.Due.In(LeapYear) >= pair.Second.Opens.In(LeapYear)))
            fields.Tell("windows", "RuleProblem.WindowsOverlap", new ProblemText("RuleExpected.WindowsInOrder"));
        if (windows.Count == 0)
            fields.Tell("windows", "RuleProblem.Empty", new ProblemText("RuleExpected.OneWindow"));
        return windows;
    }

    private static CampaignWindow? ReadWindow(JsonFields fields)
    {
        var (opens, due) = (fields.MonthDay("opens", required: true), fields.MonthDay("due", required: true));
        if (opens is null || due is null)
            return null;
        if (opens.Value.In(LeapYear) > due.Value.In(LeapYear))
            fields.Tell("opens", "RuleProblem.After", new ProblemText("RuleExpected.WindowInOneYear"), Quoted("due"));
        return new(opens.Value, due.Value);
    }

    private static RuleCondition ReadCondition(JsonFields? fields)
    {
        if (fields is null)
            return RuleCondition.None;
        var condition = new RuleCondition(
            fields.Choices<AwardModel>("awardModels"), fields.TextList("sides"), fields.Choices<StudyMode>("modes"), fields.Choices<StatusKind>("statuses"));
        fields.NothingElse();
        return condition;
    }

    private static GateTerm? ReadGate(JsonFields? fields)
    {
        if (fields is null)
            return null;
        var gate = new GateTerm(fields.Whole("trainingHours", 1), fields.Choices<TrainingCategory>("trainingAmong"), fields.Locals("documents"), fields.TextList("milestones"));
        if (gate is { TrainingHours: null, TrainingAmong.Count: > 0 })
            fields.Tell("trainingAmong", "RuleProblem.AmongWithout", new ProblemText("RuleExpected.HoursAmong"), Quoted("trainingHours"));
        else if (gate is { TrainingHours: null, Documents.Count: 0, Milestones.Count: 0 })
            fields.Tell("trainingHours", "RuleProblem.Missing", new ProblemText("RuleExpected.Needs", Quoted("trainingHours"), Quoted("documents"), Quoted("milestones")));
        fields.NothingElse();
        return gate;
    }

    private static RelativeTerm? ReadRelative(JsonFields? fields)
    {
        if (fields is null)
            return null;
        var (date, months, days) = (fields.Text("date", required: true), fields.Whole("months", 0, most: MostMonths), fields.Whole("days", 0, most: MostDays));
        var byOutcome = new Dictionary<string, int?>(StringComparer.Ordinal);
        if (fields.Object("byOutcome") is { } outcomes)
        {
            foreach (var outcome in outcomes.Properties())
                byOutcome[outcome.Name] = outcome.Value.ValueKind == JsonValueKind.Null ? null : outcomes.Whole(outcome.Name, 0, most: MostMonths);
        }
        if (months is null && days is null)
            fields.Tell("months", "RuleProblem.Missing", new ProblemText("RuleExpected.Distance", Quoted("months"), Quoted("days")));
        fields.NothingElse();
        return date is null ? null : new(date, months ?? 0, days ?? 0, byOutcome);
    }

    private static RepeatTerm? ReadRepeat(JsonFields? fields)
    {
        if (fields is null)
            return null;
        var term = new RepeatTerm(fields.Whole("times", 2, required: true, most: MostTimes) ?? 2);
        fields.NothingElse();
        return term;
    }

    private static RetakeTerm? ReadRetake(JsonFields? fields)
    {
        if (fields is null)
            return null;
        var term = new RetakeTerm(fields.Whole("times", 1, required: true, most: MostTimes) ?? 1, fields.Whole("months", 1, required: true, most: MostMonths) ?? 1);
        fields.NothingElse();
        return term;
    }

    private static Dictionary<int, IReadOnlyList<string>> ReadEquivalences(JsonFields fields, string name)
    {
        var equivalences = new Dictionary<int, List<string>>();
        foreach (var item in fields.Items(name))
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                fields.Tell(name, "RuleProblem.HoldsElse", new ProblemText("RuleExpected.ObjectsRepeating", Quoted("milestone"), Quoted("repeat")));
                continue;
            }
            var entry = new JsonFields(item, name + ".", inner => fields.Entry(name, inner));
            var (repeat, milestone) = (entry.Whole("repeat", 1) ?? 0, entry.Text("milestone", required: true));
            entry.NothingElse();
            if (milestone is null)
                continue;
            if (!equivalences.TryGetValue(repeat, out var list))
                equivalences[repeat] = list = [];
            list.Add(milestone);
        }
        return equivalences.ToDictionary(e => e.Key, e => (IReadOnlyList<string>)e.Value);
    }

    // Twenty years: no rule means more, and every date stays one that a calendar has.
    internal const int MostMonths = 240;
    private const int MostDays = 3660;
    private const int MostTimes = 60;

    /// <summary>One in which every day of a year exists.</summary>
    private const int LeapYear = 2000;
}
