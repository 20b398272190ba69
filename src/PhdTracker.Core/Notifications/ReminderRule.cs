using System.Text.Json;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Notifications;

/// <summary>When to remind whom of a due date.</summary>
/// <param name="Code">Stable name; part of what makes a reminder unique.</param>
/// <param name="Days">Days after the due date; negative before it.</param>
/// <param name="Tell">Who: as in a route (<c>student</c>, <c>lead:home</c> …), or <c>holder</c>, whoever has the case on their desk.</param>
public sealed record ReminderRule(string Code, int Days, IReadOnlyList<string> Tell);

/// <summary>The reminder rules of <c>workflows/reminders.json</c>, by day.</summary>
public sealed class ReminderRules
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private ReminderRules(IReadOnlyList<ReminderRule> rules) => All = rules;

    public IReadOnlyList<ReminderRule> All { get; }

    /// <summary>The first day of the stage after a rule's, counted like <see cref="ReminderRule.Days"/>: on it the rule is over.</summary>
    public int Until(ReminderRule rule) => All.Where(r => r.Days > rule.Days).Select(r => r.Days).DefaultIfEmpty(int.MaxValue).Min();

    /// <exception cref="FormatException">The file says something else than reminder rules; the message says where.</exception>
    public static ReminderRules Parse(string json, string file)
    {
        List<ReminderRule> rules;
        try
        {
            rules = JsonSerializer.Deserialize<List<ReminderRule>>(json, Json) ?? [];
        }
        catch (JsonException e)
        {
            throw new FormatException($"{file}: not a list of reminder rules ({e.Message})", e);
        }
        foreach (var rule in rules)
        {
            if (string.IsNullOrWhiteSpace(rule.Code) || rule.Tell is not { Count: > 0 })
                throw new FormatException($"{file}: a rule needs a code and somebody to tell.");
            if (rule.Tell.FirstOrDefault(t => t != "holder" && !Desks.Knows(t)) is { } unknown)
                throw new FormatException($"{file}: rule '{rule.Code}' tells '{unknown}', whom nobody knows. Use holder, student, or lead, director, unit or office followed by :home or :partner.");
        }
        if (rules.GroupBy(r => r.Code).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new FormatException($"{file}: two rules are called '{twice.Key}'.");
        return new ReminderRules([.. rules.OrderBy(r => r.Days)]);
    }

    public static ReminderRules Load(string folder)
    {
        var file = Path.Combine(folder, "reminders.json");
        return Parse(File.ReadAllText(file), file);
    }
}
