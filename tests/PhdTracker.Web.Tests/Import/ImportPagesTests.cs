using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Import;

public sealed class ImportPagesTests : IAsyncLifetime
{
    private App _app = null!;

    public async Task InitializeAsync() => _app = await App.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Import_IsPreviewedCorrectedAppliedAndUndone()
    {
        var preview = await UploadAsync("office.uk", ImportActs.Sheet(ImportActs.Ada, ImportActs.Grace).Bytes);

        Assert.Contains("Preview, nothing is written", preview.Text, StringComparison.Ordinal);
        Assert.Contains("There is no month 13", preview.Text, StringComparison.Ordinal);
        Assert.Equal(["1", "0", "0", "1"], Numbers(preview));
        Assert.Equal(0, await StudentsAsync());
        var corrected = await preview.SubmitAsync("form:has(input[value='01/13/2024']) button", new Dictionary<string, string> { ["value"] = "13/01/2024" });
        Assert.Equal("The line is corrected, and this is the new preview.", corrected.Notice);
        Assert.Equal(["2", "0", "0", "0"], Numbers(corrected));
        var applied = await corrected.SubmitAsync("button[formaction*='handler=Apply']", new Dictionary<string, string> { ["Reason"] = "First <sheet>" });
        Assert.Contains("Applied by", applied.Text, StringComparison.Ordinal);
        Assert.Contains("First <sheet>", applied.Text, StringComparison.Ordinal);
        Assert.Equal(2, await StudentsAsync());
        Assert.Equal(0, await _app.AskAsync(db => db.Notifications.CountAsync()));
        var undone = await applied.SubmitAsync("button[formaction*='handler=Undo']");
        Assert.Contains("Undone by", undone.Text, StringComparison.Ordinal);
        Assert.Equal(0, await StudentsAsync());
        Assert.Contains("uk.csv", (await _app.OpenAsync("programme", "/import")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_NoSheet_IsRefusedWithOneSentence()
    {
        var pdf = await UploadAsync("office.uk", "%PDF-1.7"u8.ToArray());
        var none = await (await _app.OpenAsync("office.uk", "/import/upload")).SubmitAsync("form.card", null, []);

        Assert.StartsWith("uk.csv is not a sheet", Assert.Single(pdf.Errors), StringComparison.Ordinal);
        Assert.Equal("Choose one sheet or several.", Assert.Single(none.Errors));
        Assert.Equal(0, await _app.AskAsync(db => db.SheetImports.CountAsync()));
    }

    [Fact]
    public async Task Columns_ToldByHand_AreRememberedForTheSameHeader()
    {
        var sheet = Encoding.UTF8.GetBytes("Wer,Was,Kennung,Post,Seit,Wo\nAda Lovelace,Strings,IC-CNRS-2024-31,ada@ic.example,01/10/2024,Computing\n");
        var unclear = await UploadAsync("office.uk", sheet);
        Assert.Contains("does not show whose students it lists", unclear.Text, StringComparison.Ordinal);
        var columns = await unclear.FollowAsync("a[href$='/columns']");

        var twice = await columns.SubmitAsync("form[aria-labelledby^='sheet']", new Dictionary<string, string> { ["Columns[1]"] = "StartOn" });
        var told = await twice.SubmitAsync("form[aria-labelledby^='sheet']", new Dictionary<string, string> { ["Columns[1]"] = "Title", ["Side"] = "UnitedKingdom", ["Remember"] = "German header" });
        var again = await UploadAsync("office.uk", sheet);

        Assert.Contains("cannot both tell the same", Assert.Single(twice.Errors), StringComparison.Ordinal);
        Assert.Equal(["1", "0", "0", "0"], Numbers(told));
        Assert.Equal(["1", "0", "0", "0"], Numbers(again));
        Assert.Contains("columns as in German header", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_OtherSide_AreLeftOutAndDraftsAreNotSeenByOthers()
    {
        var preview = await UploadAsync("office.fr", ImportActs.Sheet(ImportActs.Ada).Bytes);

        Assert.Equal(["0", "0", "0", "1"], Numbers(preview));
        Assert.Contains("c’est à son service de l’importer", preview.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("office.uk", preview.Path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("lead.uk", "/import")).Status);
    }

    [Fact]
    public async Task Apply_StalePageOrSecondClick_IsRefused()
    {
        var preview = await UploadAsync("office.uk", ImportActs.Sheet(ImportActs.Ada).Bytes);
        await preview.SubmitAsync("button[formaction*='handler=Apply']");

        var second = await preview.SubmitAsync("button[formaction*='handler=Apply']");

        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Equal(1, await StudentsAsync());
    }

    [Fact]
    public async Task Rows_AndOneRow_TellWhatItDoes()
    {
        var preview = await UploadAsync("office.uk", ImportActs.Sheet(ImportActs.Ada, ImportActs.Grace).Bytes);

        var rows = await preview.FollowAsync("a[href$='/rows']");
        var row = await rows.FollowAsync("tbody a");
        var corrected = await row.SubmitAsync("form.card", new Dictionary<string, string> { ["Cells[10]"] = "PT (0.5)" });

        Assert.Contains("Person Ada Lovelace", rows.Text, StringComparison.Ordinal);
        Assert.Contains("The sheet said: FT", corrected.Text, StringComparison.Ordinal);
        Assert.Contains("Header", (await _app.OpenAsync("office.uk", preview.Path + "/rows?show=ignored")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_InFrench_SpeakFrench()
    {
        await _app.SpeakAsync("fr");

        var preview = await UploadAsync("office.uk", ImportActs.Sheet(ImportActs.Ada, ImportActs.Grace).Bytes);

        Assert.Contains("Aperçu, rien n’est écrit", preview.Text, StringComparison.Ordinal);
        Assert.Contains("cellules séparées par des virgules", preview.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discard_Draft_IsGoneWithItsLines()
    {
        var preview = await UploadAsync("office.uk", ImportActs.Sheet(ImportActs.Ada).Bytes);

        var list = await preview.SubmitAsync("button[formaction*='handler=Discard']");

        Assert.Equal("The sheets are discarded; nothing was written.", list.Notice);
        Assert.Equal((0, 0), await _app.AskAsync(async db => (await db.SheetImports.CountAsync(), await db.ImportLines.CountAsync())));
    }

    private async Task<AppPage> UploadAsync(string name, byte[] bytes) =>
        await (await _app.OpenAsync(name, "/import/upload")).SubmitAsync("form.card", null, [new AppFile("Files", "uk.csv", bytes)]);

    private static List<string> Numbers(AppPage page) => [.. page.Document.QuerySelectorAll(".number-value").Select(n => n.TextContent)];

    private Task<int> StudentsAsync() => _app.AskAsync(db => db.Candidatures.CountAsync(c => c.Studentship.Project.Code.StartsWith("IC-CNRS-2024-3")));
}
