namespace PhdTracker.Core.Milestones.Rules.Reading;

/// <summary>What can only be checked when all rules of a set have been read.</summary>
internal static class RuleSetChecks
{
    public static IEnumerable<RuleSetProblem> Check(RuleSet set, string file)
    {
        foreach (var same in set.Rules.GroupBy(r => r.Code, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return new(file, same.Key, "occurs twice; expected one rule a code");
        foreach (var rule in set.Rules)
        {
            foreach (var message in Terms(rule).Concat(Names(set, rule)))
                yield return new(file, rule.Code, message);
        }
        if (Circle(set) is { } circle)
            yield return new(file, circle[0], $"hangs on itself ({string.Join(" → ", circle)}); expected dates that end at a start or a known date");
    }

    private static IEnumerable<string> Terms(MilestoneRule rule)
    {
        var main = new object?[] { rule.Offset, rule.Campaign, rule.After }.Count(t => t is not null);
        if (main > 1)
            yield return "has more than one of 'offset', 'campaign' and 'after'; expected one, with 'before' or 'cap' as a limit";
        if (main == 0 && rule.Before is null && rule.Cap is null)
            yield return "has no date; expected 'offset', 'campaign', 'before', 'after' or 'cap'";
        if (rule.Repeat is not null && (rule.Offset is null || rule.Offset.OpensMonths is not null || rule.Before is not null || rule.Cap is not null))
            yield return "repeats; expected an 'offset' alone, without a window";
        if (rule.Campaign is { OnlyLast: true } && rule.Cap is null)
            yield return "takes the last campaign only; expected a 'cap' that says which is the last";
        if (rule.Repeats && !(rule.Title.En.Contains("{0}", StringComparison.Ordinal) && rule.Title.Fr.Contains("{0}", StringComparison.Ordinal)))
            yield return "repeats; expected {0} in both titles, where the number goes";
        if (rule.Campaign is { Windows.Count: > 1, CountsBy: not null })
            yield return "has several windows and 'countsBy'; expected each window to count by its own last day";
        if (rule.Needs is { Documents.Count: > 0 } && !rule.TakesSubmission)
            yield return "needs documents but takes no submission; expected \"takesSubmission\": true, because they are asked for when it is handed in";
        foreach (var repeat in rule.EquivalentTo.Keys.Where(k => rule.Repeats ? k == 0 : k != 0))
            yield return rule.Repeats ? "repeats; expected 'repeat' in each entry of 'equivalentTo'" : $"does not repeat; expected no 'repeat' {repeat} in 'equivalentTo'";
    }

    private static IEnumerable<string> Names(RuleSet set, MilestoneRule rule)
    {
        if (rule.KnownAs is { } known && !KnownDates.All.Contains(known))
            yield return $"'knownAs' is '{known}'; expected one of {string.Join(", ", KnownDates.All)}";
        foreach (var name in rule.Needs?.Milestones ?? [])
        {
            if (set.Rule(name) is not { } needed)
                yield return $"needs '{name}', which is no rule of this set";
            else if (needed.Repeats && !rule.Repeats)
                yield return $"needs '{name}', which repeats; expected a rule that occurs once, or that this one repeats too";
            else if (needed == rule)
                yield return "needs itself";
        }
        foreach (var name in rule.HangsOn.Distinct())
        {
            var target = Target(set, name);
            if (target is null && !KnownDates.All.Contains(name))
                yield return $"hangs on '{name}', which is neither a rule of this set nor one of {string.Join(", ", KnownDates.All)}";
            else if (target is { Reference: null })
                yield return $"hangs on '{name}', whose rule has no 'reference'; expected the words for it in a sentence, such as \"the viva\"";
        }
    }

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
