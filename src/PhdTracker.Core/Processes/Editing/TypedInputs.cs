using System.Globalization;

namespace PhdTracker.Core.Processes.Editing;

/// <summary>Refuses what was typed for a step before it goes into a route.</summary>
public static class TypedInputs
{
    /// <summary>Longest title or other text, in characters: what a task keeps of it.</summary>
    public const int LongestText = 200;

    /// <summary>Most working days.</summary>
    public const int MostDays = 500;

    private static readonly string[] Days = ["dueIn", "lapsesAfter"];

    /// <exception cref="DomainRuleException"><c>RouteDaysNotUnderstood</c>, <c>RouteRemindersNotUnderstood</c>, <c>RouteTextTooLong</c>.</exception>
    public static void Check(IReadOnlyDictionary<string, string?> inputs)
    {
        foreach (var (name, typed) in inputs)
        {
            var text = typed?.Trim() ?? "";
            if (text.Length > LongestText)
                throw new DomainRuleException("RouteTextTooLong", LongestText) { Field = $"Inputs[{name}]" };
            if (text.Length > 0 && Days.Contains(name) && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= MostDays))
                throw new DomainRuleException("RouteDaysNotUnderstood", MostDays) { Field = $"Inputs[{name}]" };
            if (name == "reminders" && text.Length > 0 && ReminderDays.Typed(text) is null)
                throw new DomainRuleException("RouteRemindersNotUnderstood", ReminderDays.Most, ReminderDays.Latest) { Field = $"Inputs[{name}]" };
        }
    }
}
