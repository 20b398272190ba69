using System.Globalization;

namespace PhdTracker.Core.Processes;

/// <summary>After how many working days on somebody's desk they are reminded of a task, as a step says it: rising whole numbers; none at all for no reminder.</summary>
public static class ReminderDays
{
    /// <summary>How many there are at most.</summary>
    public const int Most = 5;

    /// <summary>The latest.</summary>
    public const int Latest = 500;

    /// <summary>How a form writes that there is none.</summary>
    public const string NoneTyped = "0";

    /// <summary>Those of a step that does not say any.</summary>
    public static IReadOnlyList<int> Usual { get; } = [5, Idleness.Days];

    /// <summary>Whether a list says reminders.</summary>
    public static bool Knows(string written) => Read(written) is not null;

    /// <summary>A list as a route writes it, with brackets or without them; null where it says no reminders.</summary>
    public static IReadOnlyList<int>? Read(string written)
    {
        var days = new List<int>();
        foreach (var part in written.Trim().Trim('[', ']').Split(',', StringSplitOptions.TrimEntries).Where((part, index) => part.Length > 0 || index > 0))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day <= days.LastOrDefault() || day > Latest || days.Count == Most)
                return null;
            days.Add(day);
        }

        return days;
    }

    /// <summary>A list as it was typed; null where that cannot be understood.</summary>
    public static IReadOnlyList<int>? Typed(string typed) => typed.Trim() == NoneTyped ? [] : Read(typed);
}
