using System.Text.Json;
using System.Text.Json.Nodes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Cli;

public sealed class WorkflowVerbTests : IDisposable
{
    private static readonly string Recorded = Path.Combine(Checkout.Root, "tests", "data", "elsa");
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

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<VerbRun> RunAsync(params string[] arguments) => VerbRun.OfAsync(_folder, ["workflow", .. arguments]);
}
