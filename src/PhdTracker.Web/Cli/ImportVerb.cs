using System.CommandLine;
using PhdTracker.Core;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Features.Import;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Web.Cli;

/// <summary>Takes the offices' sheets as they are, and reports on every line that was not taken as it is.</summary>
public static class ImportVerb
{
    public static Command Describe()
    {
        var files = new Argument<string[]>("files") { Description = "The offices' sheets, as CSV or XLSX.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print the report as one JSON object." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tell what would become of the sheets; nothing is written." };
        var mapping = new Option<string?>("--mapping") { Description = "Read the columns as a mapping says that was remembered by this name." };
        var command = new Command("import", "Import the offices' sheets: all of them or, if one cannot be read, none.") { files, dryRun, json, mapping };
        command.SetAction(async (parsed, cancellation) =>
        {
            var sheets = new List<SheetFile>();
            foreach (var path in parsed.GetValue(files)!)
                sheets.Add(new SheetFile(Path.GetFileName(path), await ReadAsync(path, cancellation)));
            await using var app = AppBuilder.Build([]);
            await StartUp.MigrateAsync(app.Services, cancellation);
            await using var scope = app.Services.CreateAsyncScope();
            var handler = scope.ServiceProvider.GetRequiredService<ImportSheetsHandler>();
            var today = scope.ServiceProvider.GetRequiredService<TimeProvider>().Today();
            Func<SheetLayout, ImportLine, string>? tell = parsed.GetValue(json) ? null : (layout, line) => ImportWords.Line(layout, line, today, Texts.English);
            var report = await handler.HandleAsync(new ImportSheets(sheets, parsed.GetValue(dryRun), parsed.GetValue(mapping), tell), Texts.English, cancellation);
            Console.WriteLine(parsed.GetValue(json) ? ImportOutput.Json(report) : ImportOutput.Text(report, Texts.English));
            return report.HasRejectedRows ? ExitCode.SomeRowsRejected : ExitCode.Done;
        });
        return command;
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The file {path} cannot be read: {e.Message}", e);
        }
    }
}
