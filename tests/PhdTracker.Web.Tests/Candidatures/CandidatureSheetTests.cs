using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Import;
using PhdTracker.Core.Localisation;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Candidatures;

/// <summary>The list of students, taken along and imported again.</summary>
public sealed class CandidatureSheetTests : IAsyncLifetime
{
    private App _app = null!;

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        var imports = new ImportActs(new Acts(_app));
        string[] rows =
        [
            ImportActs.Ada.Replace("Strings", "\"=HYPERLINK(\"\"x\"\")\"", StringComparison.Ordinal).Replace("TBC", "01/10/2025", StringComparison.Ordinal),
            ImportActs.Grace.Replace("01/13/2024", "13/01/2024", StringComparison.Ordinal).Replace("FT,Registered", "PT (0.5),Withdrawn", StringComparison.Ordinal),
        ];
        await imports.ApplyAsync("office.uk", (await imports.UploadAsync("office.uk", rows)).Id);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("Csv", "en", "lovelace")]
    [InlineData("Csv", "fr", "hopper")]
    [InlineData("Xlsx", "en", "hopper")]
    [InlineData("Xlsx", "fr", "lovelace")]
    public async Task Download_ImportedAgain_ChangesNothing(string format, string language, string name)
    {
        await _app.SpeakAsync(language);
        var bytes = await (await _app.SignedInAsync("office.uk")).GetByteArrayAsync($"/candidatures?handler={format}&q={name}");

        var report = await ImportAsync(dryRun: true, new SheetFile($"students.{format.ToLowerInvariant()}", bytes));

        var file = Assert.Single(report.Files);
        Assert.Equal((1, 0, 0, 0), (file.Unchanged, file.Created, file.Changed, file.Rejected));
    }

    [Theory]
    [InlineData("Csv")]
    [InlineData("Xlsx")]
    public async Task Download_AllOfWhatBothOfficesImported_ImportedAgainChangesNothing(string format)
    {
        SheetFile[] sheets = [.. new[] { "uk-office.csv", "fr-office.csv" }.Select(name => new SheetFile(name, File.ReadAllBytes(Path.Combine(Checkout.Root, "tests", "data", name))))];
        var imported = await ImportAsync(dryRun: false, sheets);
        var bytes = await (await _app.SignedInAsync("programme")).GetByteArrayAsync($"/candidatures?handler={format}");

        var report = await ImportAsync(dryRun: true, new SheetFile($"students.{format.ToLowerInvariant()}", bytes));

        // The four students of the world were not imported: their supervisors have no unit, which the list tells of the students.
        var file = Assert.Single(report.Files);
        Assert.Equal(
            (imported.Candidatures, imported.Candidatures - 4, 4, 0, 0), (file.RowsRead, file.Unchanged, file.Changed, file.Created, file.Rejected));
        Assert.DoesNotContain(file.Problems, problem => problem.Message.Contains("student number", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Download_SupervisorWhoDoesNotSeeTheCohort_HasNone() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("lead.uk", "/candidatures?handler=Csv")).Status);

    private Task<ImportReport> ImportAsync(bool dryRun, params SheetFile[] files) => _app.InScopeAsync(services =>
        services.GetRequiredService<ImportSheetsHandler>().HandleAsync(new ImportSheets(files, dryRun), Texts.English, default));
}
