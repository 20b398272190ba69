using System.Text.Json;
using System.Text.Json.Nodes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Cli;

public sealed class WorkflowVerbTests : IDisposable
{
    private static readonly string Recorded = Path.Combine(Checkout.Root, "tests", "data", "elsa");
    private static readonly string Own = Path.Combine(Checkout.Root, "tests", "PhdTracker.Workflows.Tests", "Cases");
    private readonly string _folder = Directory.CreateTempSubdirectory("phdtracker-workflow-").FullName;

    [Fact]
    public async Task Check_ShippedRoutes_SaysNothing()
    {
        var run = await RunAsync(["check", .. Directory.EnumerateFiles(Path.Combine(Checkout.Root, "workflows", "approvals"), "*.json")]);

        Assert.Equal(new VerbRun(0, "", ""), run);
    }

    [Fact]
    public async Task Check_BrokenFiles_ListsEveryProblemOnALineOfItsOwn()
    {
        var (gone, text) = (Path.Combine(_folder, "gone.json"), Path.Combine(_folder, "text.json"));
        await File.WriteAllTextAsync(text, "Dear office,");
        var robot = Path.Combine(Recorded, "unknown-activity.json");

        var run = await RunAsync("check", gone, text, robot, Path.Combine(Recorded, "sample-route.json"));

        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{gone}: definition: The file {gone} cannot be read", lines[0], StringComparison.Ordinal);
        Assert.Equal($"{text}: definition: The file is not JSON: see line 1: Correct it there.", lines[1]);
        Assert.StartsWith($"{robot}: robot: There is no activity type “Acme.Robot”: Use one of ", Assert.Single(lines, line => line.Contains("Acme.Robot", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_TwiceTheSameVersion_NamesTheOtherFile()
    {
        var (first, second) = (Path.Combine(Recorded, "sample-route.json"), Path.Combine(_folder, "copy.json"));
        File.Copy(first, second);

        var run = await RunAsync("check", first, second, "--json");

        Assert.Equal(1, run.ExitCode);
        var problem = Assert.Single(JsonNode.Parse(run.Output)!.AsArray())!;
        Assert.Equal(second, problem["file"]!.GetValue<string>());
        Assert.Equal($"{first} is the same version of “purchase-approval”.", problem["problem"]!.GetValue<string>());
        Assert.NotEmpty(problem["remedy"]!.GetValue<string>());
    }

    [Fact]
    public async Task Run_AnswersAndTime_PrintsEachEventAndHowItStands()
    {
        var answers = Path.Combine(_folder, "answers.json");
        await File.WriteAllTextAsync(answers, """[{ "activity": "nobody", "outcome": "Done" }, { "activity": "review", "outcome": "Done", "output": "approve" }, { "advance": "P3D" }]""");

        var run = await RunAsync("run", Path.Combine(Recorded, "sample-route.json"), "--answers", answers);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("'nobody' does not wait", run.Errors, StringComparison.Ordinal);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("""{"activity":"start","type":"Elsa.Start","event":"started"}""", lines[0]);
        Assert.Equal("""{"activity":"start","type":"Elsa.Start","event":"completed","outcomes":["Done"]}""", lines[1]);
        var last = JsonNode.Parse(lines[^1])!;
        Assert.Equal(("Running", "Suspended"), (last["status"]!.GetValue<string>(), last["subStatus"]!.GetValue<string>()));
        Assert.Equal(["finance", "legal"], last["waiting"]!.AsArray().Select(id => id!.GetValue<string>()));
        Assert.Equal("approve", last["variables"]!["ReviewResult"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("--answers", "{}", "the answers are not a JSON array")]
    [InlineData("--answers", "[{}]", "an answer has no activity or no outcome")]
    [InlineData("--answers", """[{ "advance": "three days" }]""", "'three days' is not a length of time")]
    [InlineData("--input", "[", "this is not JSON")]
    [InlineData("--input", """{ "Colour": 1 }""", "has no input 'Colour'")]
    public async Task Run_BadAnswersOrInput_FailsWithASentence(string option, string content, string sentence)
    {
        var file = Path.Combine(_folder, "given.json");
        await File.WriteAllTextAsync(file, content);

        var run = await RunAsync("run", Path.Combine(Recorded, "sample-route.json"), option, option == "--input" ? "@" + file : file);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(sentence, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DefinitionThatIsRefused_PrintsOneLine()
    {
        var run = await RunAsync("run", Path.Combine(Recorded, "duplicate-id.json"));

        Assert.Equal(1, run.ExitCode);
        using var line = JsonDocument.Parse(run.Output);
        Assert.StartsWith("refused: ", line.RootElement.GetProperty("import").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_StartsAnotherDefinition_LooksForItBesideTheFile()
    {
        var parent = Path.Combine(_folder, "parent.json");
        File.Copy(Path.Combine(Own, "sub-waits.json"), parent);

        var alone = await RunAsync("check", parent);
        File.Copy(Path.Combine(Own, "sub-child.json"), Path.Combine(_folder, "any-name.json"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "answers.json"), "[]");

        Assert.Equal((1, $"{parent}: sub: It starts the route “sub-child”, which is not there or was retired: Name the definitionId of a route that is there, or publish that one first.\n"), (alone.ExitCode, alone.Output));
        Assert.Equal(new VerbRun(0, "", ""), await RunAsync("check", parent));
    }

    [Theory]
    [InlineData("sub-waits", "answered")]
    [InlineData("sub-waits", "waits")]
    [InlineData("sub-dispatched", "answered-later")]
    public async Task Run_StartsAnotherDefinition_PrintsTheLinesOfBoth(string definition, string with)
    {
        var answers = Path.Combine(Own, $"{definition}.{with}.answers.json");

        var run = await RunAsync(["run", Path.Combine(Own, definition + ".json"), .. File.Exists(answers) ? new[] { "--answers", answers } : []]);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var (lines, expected) = (run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), await File.ReadAllLinesAsync(Path.Combine(Own, $"{definition}.{with}.expected.jsonl")));
        Assert.Equal(Compact(expected[..^1]), Compact(lines[..^1]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected[^1]), JsonNode.Parse(lines[^1])), lines[^1]);
    }

    [Fact]
    public async Task Run_WhatItStartsCannotRun_IsRefused()
    {
        var parent = Path.Combine(_folder, "parent.json");
        await File.WriteAllTextAsync(parent, (await File.ReadAllTextAsync(Path.Combine(Own, "sub-waits.json"))).Replace("sub-child", "proposal-sequence", StringComparison.Ordinal));
        File.Copy(Path.Combine(Recorded, "proposal-sequence.json"), Path.Combine(_folder, "child.json"));

        var run = await RunAsync("run", parent);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("In “proposal-sequence”, which it starts: ", JsonNode.Parse(run.Output)!["import"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    // Which of the two begins first is free.
    private static IEnumerable<string> Compact(IEnumerable<string> lines) => lines.Select(line => JsonNode.Parse(line)!.ToJsonString()).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<VerbRun> RunAsync(params string[] arguments) => VerbRun.OfAsync(_folder, ["workflow", .. arguments]);
}
