using PhdTracker.Workflows;
using static PhdTracker.Core.Milestones.Rules.Reading.JsonFields;

namespace PhdTracker.Core.Milestones.Rules.Reading;

/// <summary>What can only be checked when all rules of a set have been read.</summary>
internal static class RuleSetChecks
{
    public static IEnumerable<RuleSetProblem> Check(RuleSet set, string file)
    {
        foreach (var same in set.Rules.GroupBy(r => r.Code, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return new(file, same.Key, new ProblemText("RuleProblem.CodeTwice"), new ProblemText("RuleExpected.OneRuleACode"));
        foreach (var rule in set.Rules)
        {
            foreach (var problem in Terms(rule).Concat(Names(set, rule)))
                yield return new(file, rule.Code, problem);
        }
        if (Circle(set) is { } circle)
            yield return new(file, circle[0], new ProblemText("RuleProblem.Circle", string.Join(" → ", circle)), new ProblemText("RuleExpected.NoCircle"));
    }

    private static IEnumerable<RuleProblem> Terms(MilestoneRule rule)
    {
        var main = new object?[] { rule.Offset, rule.Campaign, rule.After }.Count(t => t is not null);
        if (main > 1)
            yield return Of("RuleProblem.SeveralTerms", new("RuleExpected.OneTerm", Quoted("before"), Quoted("cap")), Quoted("offset"), Quoted("campaign"), Quoted("after"));
        if (main == 0 && rule.Before is null && rule.Cap is null)
            yield return Of("RuleProblem.NoTerm", new("RuleExpected.SomeTerm", Quoted("offset"), Quoted("campaign"), Quoted("before"), Quoted("after"), Quoted("cap")));
        if (rule.Repeat is not null && (rule.Offset is null || rule.Offset.OpensMonths is not null || rule.Before is not null || rule.Cap is not null))
            yield return Of("RuleProblem.Repeats", new("RuleExpected.OffsetAlone", Quoted("offset")));
        if (rule is { Repeat.Times: var times, Offset.Months: var months } && times * months > RuleReader.MostMonths)
            yield return Of("RuleProblem.RepeatsTooLong", new("RuleExpected.AtMostMonths", RuleReader.MostMonths));
        if (rule.Campaign is { OnlyLast: true } && rule.Cap is null)
            yield return Of("RuleProblem.OnlyLast", new("RuleExpected.CapForLast", Quoted("cap")));
        if (rule.Repeats && !(rule.Title.En.Contains("{0}", StringComparison.Ordinal) && rule.Title.Fr.Contains("{0}", StringComparison.Ordinal)))
            yield return Of("RuleProblem.Repeats", new("RuleExpected.NumberInTitles", "{0}"));
        if (rule.Campaign is { Windows.Count: > 1, CountsBy: not null })
            yield return Of("RuleProblem.WindowsCountBy", new("RuleExpected.OwnLastDay"), Quoted("countsBy"));
        if (rule.Needs is { Documents.Count: > 0 } && !rule.TakesSubmission)
            yield return Of("RuleProblem.NeedsWithout", new("RuleExpected.TakesSubmission", "\"takesSubmission\": true"));
        foreach (var repeat in rule.EquivalentTo.Keys.Where(k => rule.Repeats ? k == 0 : k != 0))
            yield return rule.Repeats
                ? Of("RuleProblem.Repeats", new("RuleExpected.RepeatInEach", Quoted("repeat"), Quoted("equivalentTo")))
                : Of("RuleProblem.RepeatsNot", new("RuleExpected.NoRepeat", Quoted("repeat"), repeat, Quoted("equivalentTo")));
    }

    private static IEnumerable<RuleProblem> Names(RuleSet set, MilestoneRule rule)
    {
        if (rule.KnownAs is { } known && !KnownDates.All.Contains(known))
            yield return Of("RuleProblem.Is", Expect.OneOf(KnownDates.All), Quoted("knownAs"), Quoted(known));
        foreach (var name in rule.Needs?.Milestones ?? [])
        {
            if (set.Rule(name) is not { } needed)
                yield return Of("RuleProblem.NeedsUnknown", null, Quoted(name));
            else if (needed.Repeats && !rule.Repeats)
                yield return Of("RuleProblem.NeedsRepeating", new("RuleExpected.RuleOnce"), Quoted(name));
            else if (needed == rule)
                yield return Of("RuleProblem.NeedsItself", null);
        }
        foreach (var name in rule.HangsOn.Distinct())
        {
            var target = Target(set, name);
            if (target is null && !KnownDates.All.Contains(name))
                yield return Of("RuleProblem.HangsOnUnknown", null, Quoted(name), string.Join(", ", KnownDates.All));
            else if (target is { Reference: null })
                yield return Of("RuleProblem.NoReference", new("RuleExpected.Reference"), Quoted(name), Quoted("reference"));
        }
    }

    private static RuleProblem Of(string code, ProblemText? expected, params object?[] arguments) => new(new ProblemText(code, arguments), expected);

    private static MilestoneRule? Target(RuleSet set, string name) => set.Resolve(name)?.Rule;

    private static List<string>? Circle(RuleSet set)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in set.Rules)
        {
            if (Walk(set, rule, [], done) is { } circle)
                return circle;
        }
        return null;
    }

    private static List<string>? Walk(RuleSet set, MilestoneRule rule, List<string> way, HashSet<string> done)
    {
        var seen = way.IndexOf(rule.Code);
        if (seen >= 0)
            return [.. way[seen..], rule.Code];
        if (!done.Add(rule.Code) && way.Count == 0)
            return null;
        foreach (var next in rule.HangsOn.Select(name => Target(set, name)).OfType<MilestoneRule>())
        {
            if (Walk(set, next, [.. way, rule.Code], done) is { } circle)
                return circle;
        }
        return null;
    }
}
