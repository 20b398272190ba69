using System.Text.Json.Nodes;

namespace PhdTracker.Web.Tests.Cli;

public sealed class DatesVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phdtracker-dates-").FullName;

    [Fact]
    public async Task Explain_Question_PrintsTheDatesOnly()
    {
        var run = await ExplainAsync("""
            { "ruleSet": "imperial-2021-10", "start": "2024-10-01", "asOf": "2026-01-15", "fte": 1.0, "awardModel": "PairedNoJointAward",
              "events": [ { "kind": "interruption", "from": "2025-02-01", "to": "2025-04-30" } ] }
            """);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var dates = JsonNode.Parse(run.Output)!.AsArray();
        Assert.Equal(9, dates.Count);
        var esa = dates.Single(d => d!["milestone"]!.GetValue<string>() == "esa")!.AsObject();
        Assert.Equal(["milestone", "title", "opens", "due", "kind", "state", "doneOn", "rule", "ruleVersion", "rationale"], esa.Select(field => field.Key));
        Assert.Equal(("2025-12-29", "planned"), (esa["due"]!.GetValue<string>(), esa["state"]!.GetValue<string>()));
        // French comes as it is written, not as escapes.
        Assert.Contains("Évaluation de début de thèse", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_BrokenQuestion_TellsEachProblemOnALineAndPrintsNothing()
    {
        var run = await ExplainAsync("""{ "ruleSet": "oxford", "start": "soon", "events": [ { "kind": "party" } ] }""");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal(3, run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Explain_FileThatIsNotThere_SaysSo()
    {
        var run = await VerbRun.OfAsync(_folder, "dates", "explain", Path.Combine(_folder, "gone.json"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("gone.json cannot be read", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_SetThatIsNotInstalled_IsAnsweredFrom()
    {
        var set = Path.Combine(_folder, "draft.json");
        await File.WriteAllTextAsync(set, """
            { "code": "draft", "version": 3, "name": { "en": "A", "fr": "A" }, "layer": "Institution", "appliesTo": { "unit": "X" },
              "rules": [ { "code": "esa", "title": { "en": "A", "fr": "A" }, "description": { "en": "A", "fr": "A" }, "offset": { "months": 10 } } ] }
            """);

        var run = await ExplainAsync("""{ "ruleSet": "draft", "start": "2024-10-01" }""", "--rules", set);

        var esa = Assert.Single(JsonNode.Parse(run.Output)!.AsArray())!;
        Assert.Equal(("2025-08-01", "draft/esa", 3), (esa["due"]!.GetValue<string>(), esa["rule"]!.GetValue<string>(), esa["ruleVersion"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Explain_BrokenSet_TellsItsProblems()
    {
        var set = Path.Combine(_folder, "draft.json");
        await File.WriteAllTextAsync(set, "{}");

        var run = await ExplainAsync("""{ "ruleSet": "draft", "start": "2024-10-01" }""", "--rules", set);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains($"{set}: 'code' is missing; expected a text.", run.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<VerbRun> ExplainAsync(string question, params string[] more)
    {
        var file = Path.Combine(_folder, "question.json");
        await File.WriteAllTextAsync(file, question);
        return await VerbRun.OfAsync(_folder, ["dates", "explain", file, .. more]);
    }
}
