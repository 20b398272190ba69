using System.Text.Json;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Cli;

/// <summary>The verb as somebody at a terminal meets it: a process of its own, its exit code, its standard output.</summary>
public sealed class ImportVerbTests : IDisposable
{
    private static readonly string Sheets = Path.Combine(Checkout.Root, "tests", "data");
    private readonly string _data = Directory.CreateTempSubdirectory("phdtracker-import-").FullName;

    [Fact]
    public async Task Import_TwiceInEitherOrder_ReportsEveryRowAndThenChangesNothing()
    {
        var first = await RunAsync("import", Path.Combine(Sheets, "fr-office.csv"), Path.Combine(Sheets, "uk-office.csv"), "--json");
        var second = await RunAsync("import", Path.Combine(Sheets, "uk-office.csv"), Path.Combine(Sheets, "fr-office.csv"), "--json");

        Assert.Equal((3, 3), (first.ExitCode, second.ExitCode));
        using var created = JsonDocument.Parse(first.Output);
        using var again = JsonDocument.Parse(second.Output);
        Assert.Equal([28, 29], Counts(created, "created"));
        Assert.All(Counts(again, "created").Concat(Counts(again, "changed")), count => Assert.Equal(0, count));
        Assert.Equal(57, again.RootElement.GetProperty("candidatures").GetInt32());
    }

    [Fact]
    public async Task Import_FileThatIsNoSheet_FailsWithOneSentence()
    {
        var run = await RunAsync("import", Path.Combine(Checkout.Root, "global.json"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("global.json has no line that names the columns", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_NoFile_IsWrongUsage() => Assert.Equal(2, (await RunAsync("import")).ExitCode);

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static IEnumerable<int> Counts(JsonDocument report, string property) =>
        report.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty(property).GetInt32());

    private Task<VerbRun> RunAsync(params string[] arguments) => VerbRun.OfAsync(_data, arguments);
}
