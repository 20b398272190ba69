using System.Globalization;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Calendars;
using PhdTracker.Core.Milestones.Rules.Planning;

namespace PhdTracker.Core.Tests.Milestones.Rules;

/// <summary>The rule sets and calendars of the repository, and short ways to write a case.</summary>
internal static class Shipped
{
    private static readonly Lazy<RuleSetLibrary> LazyLibrary = new(() => RuleSetLibrary.LoadFrom(Folder));
    private static readonly Lazy<WorkingDays> LazyWorkingDays = new(() => WorkingDays.LoadFrom(Path.Combine(Folder, "calendars")));

    public static string Folder => Path.Combine(Root(), "workflows", "milestones");
    public static RuleSetLibrary Library => LazyLibrary.Value;
    public static WorkingDays Calendars => LazyWorkingDays.Value;
    public static RuleSet Imperial => Library.Find("imperial-2021-10")!;
    public static RuleSet France => Library.Find("france-2022")!;
    public static RuleSet Joint => Library.Find("joint-programme")!;

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Pauses written as <c>2025-02-01..2025-04-30 2026-01-01..2026-01-31</c>.</summary>
    public static IReadOnlyList<Pause> Pauses(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split("..")).Select(p => new Pause(Day(p[0]), Day(p[1])))];

    /// <summary>Changes of mode written as <c>2025-04-01=0.5 2026-04-01=1</c>.</summary>
    public static IReadOnlyList<FteChange> Changes(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split('=')).Select(c => new FteChange(Day(c[0]), Number(c[1])))];

    public static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    public static PlanInput From(string start) => new() { Start = Day(start) };

    public static PlannedDate One(this IReadOnlyList<PlannedDate> plan, string milestone) => Assert.Single(plan, d => d.Milestone == milestone);

    /// <summary>A plan as <c>esa 2025-10-01</c>, in order of the milestone's key.</summary>
    public static string[] Lines(this IEnumerable<PlannedDate> plan) =>
        [.. plan.OrderBy(d => d.Milestone, StringComparer.Ordinal).Select(d => $"{d.Milestone} {d.DueOn:yyyy-MM-dd}")];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PhdTracker.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run inside the repository.");
        return folder.FullName;
    }
}
