using System.Collections.Concurrent;
using System.Text.Json;
using PhdTracker.Core.Milestones.Rules.Reading;

namespace PhdTracker.Core.Milestones.Rules.Calendars;

/// <summary>The public holidays of a country or part of one, by rules and single days that a file gives.</summary>
public sealed class HolidayCalendar
{
    private readonly IReadOnlyList<HolidayRule> _rules;
    private readonly HashSet<DateOnly> _extra;
    private readonly HashSet<DateOnly> _except;
    private readonly ConcurrentDictionary<int, HashSet<DateOnly>> _years = new();

    private HolidayCalendar(string code, LocalText name, IReadOnlyList<HolidayRule> rules, HashSet<DateOnly> extra, HashSet<DateOnly> except)
    {
        (Code, Name, _rules, _extra, _except) = (code, name, rules, extra, except);
    }

    /// <summary>Stable code, such as <c>england</c>.</summary>
    public string Code { get; }
    public LocalText Name { get; }

    /// <summary>Whether the day is a public holiday (or the working day off in its place).</summary>
    public bool IsHoliday(DateOnly day) => _years.GetOrAdd(day.Year, Compute).Contains(day);

    /// <summary>The holidays of a year in order.</summary>
    public IReadOnlyList<DateOnly> Of(int year) => [.. _years.GetOrAdd(year, Compute).Order()];

    /// <summary>Reads and checks a calendar.</summary>
    /// <exception cref="InvalidRuleSetException">With every problem found.</exception>
    public static HolidayCalendar Parse(string json, string file = "calendar")
    {
        var problems = new List<RuleSetProblem>();
        try
        {
            using var document = JsonDocument.Parse(json);
            var fields = new JsonFields(document.RootElement, "", problem => problems.Add(new(file, null, problem)));
            var (code, name) = (fields.Text("code", required: true), fields.Local("name", required: true));
            var rules = fields.Items("holidays", required: true).Select(item => HolidayRule.Read(item, file, problems)).OfType<HolidayRule>().ToList();
            var (extra, except) = (fields.DateList("extra"), fields.DateList("except"));
            fields.NothingElse();
            if (problems.Count == 0)
                return new(code!, name!, rules, [.. extra], [.. except]);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            problems.Add(new(file, null, "is not a JSON object; expected a calendar"));
        }
        throw new InvalidRuleSetException(problems);
    }

    private HashSet<DateOnly> Compute(int year)
    {
        var days = _rules.Select(r => (Rule: r, Day: r.In(year))).Where(h => !_except.Contains(h.Day)).ToList();
        var holidays = days.Where(h => !(h.Rule.Substitute && IsWeekend(h.Day))).Select(h => h.Day).ToHashSet();
        // A holiday at the weekend moves to the next working day that is not a holiday itself.
        foreach (var (_, day) in days.Where(h => h.Rule.Substitute && IsWeekend(h.Day)).OrderBy(h => h.Day))
        {
            var substitute = day;
            while (IsWeekend(substitute) || holidays.Contains(substitute))
                substitute = substitute.AddDays(1);
            holidays.Add(substitute);
        }
        holidays.UnionWith(_extra.Where(d => d.Year == year));
        return holidays;
    }

    internal static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
