using System.Globalization;
using System.Text.Json;
using PhdTracker.Core.Milestones.Rules.Planning;

namespace PhdTracker.Core.Milestones;

/// <summary>What a date was computed from, as it was kept with the milestone. What did not count is null or empty.</summary>
public sealed record DateInputs
{
    private static readonly HashSet<string> Numbers = ["months", "days", "fte", "extensionDays", "campaign"];

    /// <summary>The day from which months were counted.</summary>
    public DateOnly? Start { get; private init; }

    /// <summary>Months of the rule: at full time where they count active time.</summary>
    public decimal? Months { get; private init; }

    /// <summary>Share of full time at the start; null where the rule is the same for everybody.</summary>
    public decimal? Fte { get; private init; }

    /// <summary>Interruptions and suspensions that added their days, merged.</summary>
    public IReadOnlyList<Pause> Pauses { get; private init; } = [];

    /// <summary>Changes of the share of full time.</summary>
    public IReadOnlyList<FteChange> FteChanges { get; private init; } = [];

    /// <summary>Days of extensions, as far as the rules let them count.</summary>
    public int ExtensionDays { get; private init; }

    /// <summary>Which campaign it is, from 1.</summary>
    public int? Campaign { get; private init; }

    /// <summary>The name of the date that it hangs on, and that date.</summary>
    public (string Name, DateOnly On)? Anchor { get; private init; }

    /// <param name="json">From <see cref="Milestone.Inputs"/>.</param>
    public static DateInputs Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var all = document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        var anchor = all.Where(p => p.Key is not ("start" or "outcome") && !Numbers.Contains(p.Key) && p.Value.ValueKind == JsonValueKind.String).Select(p => p.Key).FirstOrDefault();
        return new DateInputs
        {
            Start = all.TryGetValue("start", out var start) ? Day(start) : null,
            Months = Number("months"),
            Fte = Number("fte"),
            Pauses = [.. Items("pauses").Select(p => new Pause(Day(p.GetProperty("from")), Day(p.GetProperty("to"))))],
            FteChanges = [.. Items("fteChanges").Select(c => new FteChange(Day(c.GetProperty("on")), c.GetProperty("fte").GetDecimal()))],
            ExtensionDays = (int)(Number("extensionDays") ?? 0),
            Campaign = (int?)Number("campaign"),
            Anchor = anchor is null ? null : (anchor, Day(all[anchor])),
        };

        decimal? Number(string name) => all.TryGetValue(name, out var value) ? value.GetDecimal() : null;
        IEnumerable<JsonElement> Items(string name) => all.TryGetValue(name, out var value) ? value.EnumerateArray() : [];
    }

    private static DateOnly Day(JsonElement value) => DateOnly.ParseExact(value.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
