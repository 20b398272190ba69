using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PhdTracker.Core.Milestones.Rules.Explaining;
using PhdTracker.Testing;
using Xunit.Sdk;

namespace PhdTracker.Core.Tests.Milestones.Rules;

/// <summary>
/// One case of <c>tests/data/dates</c>: a candidature, what happened, and the dates that a registrar expects. It is asked the way the
/// command line asks, so that what the tables say can be tried there.
/// </summary>
internal sealed partial record WorkedCase(string Name, string Question, IReadOnlyList<string[]> Expected)
{
    /// <summary>Every case by its name.</summary>
    public static IReadOnlyDictionary<string, WorkedCase> All { get; } = Checkout.Files("tests/data/dates", "*.md")
        .SelectMany(file => File.ReadAllText(file).ReplaceLineEndings("\n").Split("\n## ").Skip(1)).Select(Read).ToDictionary(c => c.Name);

    /// <summary>The rows that the engine gives for the milestones of the table, in the table's order.</summary>
    public IEnumerable<string[]> Actual()
    {
        var question = PlanQuestion.Parse(Question, Shipped.Library, Shipped.Day("2026-11-23"));
        var dates = question.Answer().ToDictionary(d => d.Milestone);
        foreach (var row in Expected)
        {
            yield return dates.TryGetValue(row[0], out var date)
                ? [row[0], $"{date.OpensOn:yyyy-MM-dd}", $"{date.DueOn:yyyy-MM-dd}", date.Kind.ToString(), PlanAnswer.StateOf(date, question.AsOf), date.Rationale.En]
                : [row[0], "", "none", "", "", ""];
        }
    }

    private static WorkedCase Read(string section)
    {
        var lines = section.Split('\n');
        var facts = Facts().Match(lines.First(l => l.StartsWith('`')));
        var question = new JsonObject
        {
            ["ruleSet"] = facts.Groups["set"].Value,
            ["start"] = facts.Groups["start"].Value,
            ["fte"] = decimal.Parse(facts.Groups["fte"].Value, System.Globalization.CultureInfo.InvariantCulture),
            ["asOf"] = facts.Groups["asOf"].Value,
            ["events"] = new JsonArray([.. lines.Where(l => l.StartsWith("- ", StringComparison.Ordinal)).Select(l => Event(l[2..]))]),
        };
        if (facts.Groups["model"].Success)
            question["awardModel"] = facts.Groups["model"].Value;
        return new(lines[0].Trim(), question.ToJsonString(), [.. lines.Where(l => l.StartsWith('|')).Skip(2).Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray())]);
    }

    private static JsonObject Event(string line)
    {
        var words = line.Split(' ');
        JsonObject read = words switch
        {
            ["interruption" or "shift", var from, "to", var to, ..] => new() { ["kind"] = words[0], ["from"] = from, ["to"] = to },
            ["fte", var share, "from", var from] => new() { ["kind"] = "fte", ["from"] = from, ["fte"] = JsonNode.Parse(share) },
            ["status", var status, "from", var from] => new() { ["kind"] = "status", ["status"] = status, ["from"] = from },
            ["extension", "of", var milestone, "by", var days, ..] => new() { ["kind"] = "extension", ["milestone"] = milestone, ["days"] = JsonNode.Parse(days) },
            ["done", var milestone, "on", var on, ..] => new() { ["kind"] = "done", ["milestone"] = milestone, ["on"] = on },
            ["fixed", var milestone, "on", var due] => new() { ["kind"] = "fixed", ["milestone"] = milestone, ["due"] = due },
            ["waived", var milestone] => new() { ["kind"] = "waived", ["milestone"] = milestone },
            ["date", "of", var name, "on", var on, ..] => new() { ["kind"] = "date", ["name"] = name, ["on"] = on },
            _ => throw new XunitException($"No such event: {line}"),
        };
        if (line.EndsWith("beyond the cap", StringComparison.Ordinal))
            read["beyondCap"] = true;
        if (line.EndsWith("without those writing up", StringComparison.Ordinal))
            read["leavesOutWritingUp"] = true;
        if (words is [.., "outcome", var outcome])
            read["outcome"] = outcome;
        return read;
    }

    [GeneratedRegex(@"^`(?<set>[^`]+)`, start (?<start>\S+), share (?<fte>\S+), (?:(?<model>\S+Award), )?as of (?<asOf>\S+)$")]
    private static partial Regex Facts();
}

public class WorkedCaseTests
{
    public static TheoryData<string> Names() => [.. WorkedCase.All.Keys];

    [Fact]
    public void Cases_OfTheTables_AreSixtyOrMore() => Assert.True(WorkedCase.All.Count >= 60, $"{WorkedCase.All.Count} cases");

    [Theory]
    [MemberData(nameof(Names))]
    public void Answer_OfEachCase_IsItsTable(string name)
    {
        var worked = WorkedCase.All[name];

        Assert.NotEmpty(worked.Expected);
        Assert.Equal(Table(worked.Expected), Table(worked.Actual()));

        static string Table(IEnumerable<string[]> rows) => string.Join('\n', rows.Select(r => string.Join(" | ", r)));
    }
}
