using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Import;
using PhdTracker.Core.Localisation;
using PhdTracker.Testing;
using PhdTracker.Web.Features.Import;

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

        var twice = await columns.SubmitAsync("form#columns", new Dictionary<string, string> { ["Sheets[0].Columns[1]"] = "StartOn" });
        var told = await twice.SubmitAsync("form#columns", new Dictionary<string, string> { ["Sheets[0].Columns[1]"] = "Title", ["Sheets[0].Side"] = "UnitedKingdom", ["Sheets[0].Remember"] = "German header" });
        var again = await UploadAsync("office.uk", sheet);

        Assert.Contains("cannot both tell the same", Assert.Single(twice.Errors), StringComparison.Ordinal);
        Assert.Equal(["1", "0", "0", "0"], Numbers(told));
        Assert.Equal(["1", "0", "0", "0"], Numbers(again));
        Assert.Contains("columns as in German header", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_SheetThatListsNobody_IsLeftOutAndRememberedSo()
    {
        var workbook = TestWorkbook.Of(
            ("UK", [["Project code", "Student", "E-mail", "Department", "Start date"], ["IC-CNRS-2024-31", "Lovelace, Ada", "ada@ic.example", "Computing", new DateOnly(2024, 10, 1)]]),
            ("Topics", [["Ref", "Topic", "Title", "Supervisor", "Status"], ["1", "Strings", "Of strings", "Kwame Brennan", "Open"]]));
        var unclear = await UploadAsync("office.uk", workbook, "cohort.xlsx");
        var columns = await unclear.FollowAsync("a[href$='/columns']");

        var still = await columns.SubmitAsync("form#columns");
        var all = await columns.SubmitAsync("form#columns", new Dictionary<string, string> { ["Sheets[0].IsLeftOut"] = "true", ["Sheets[1].IsLeftOut"] = "true", ["Sheets[1].Remember"] = "Topics", ["Version"] = await VersionAsync() });
        var told = await all.SubmitAsync("form#columns", new Dictionary<string, string> { ["Sheets[0].IsLeftOut"] = "false" });
        var ignored = await _app.OpenAsync("office.uk", told.Path + "/rows?show=ignored");
        var again = await UploadAsync("office.uk", workbook, "cohort.xlsx");

        Assert.Null(still.Notice);
        Assert.Contains("say there that it is not to be read", still.Text, StringComparison.Ordinal);
        Assert.StartsWith("Every sheet is left out", Assert.Single(all.Errors), StringComparison.Ordinal);
        Assert.Equal("The columns are read as you said, and this is the new preview.", told.Notice);
        Assert.Equal(["1", "0", "0", "0"], Numbers(told));
        Assert.Contains("1 row read", told.Text, StringComparison.Ordinal);
        Assert.Equal(2, ignored.Document.QuerySelectorAll("tbody tr").Count(row => row.TextContent.Contains("Not read", StringComparison.Ordinal)));
        Assert.Equal(["1", "0", "0", "0"], Numbers(again));
        Assert.Contains("not read · columns as in Topics", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_OneSheetWrong_KeepsWhatWasChosenOfTheOther()
    {
        object[][] rows = [["Project code", "Student", "E-mail", "Department", "Start date"], ["IC-CNRS-2024-31", "Lovelace, Ada", "ada@ic.example", "Computing", new DateOnly(2024, 10, 1)]];
        var preview = await UploadAsync("office.uk", TestWorkbook.Of(("One", rows), ("Two", rows)), "cohort.xlsx");
        var columns = await preview.FollowAsync("a[href$='/columns']");

        var wrong = await columns.SubmitAsync("form#columns", new Dictionary<string, string>
        {
            ["Sheets[0].Columns[3]"] = "StartOn",
            ["Sheets[1].Columns[3]"] = "City",
            ["Sheets[1].MonthFirst"] = "true",
            ["Sheets[1].Remember"] = "The second",
        });

        Assert.Contains("cannot both tell the same", Assert.Single(wrong.Errors), StringComparison.Ordinal);
        Assert.Equal("City", wrong.Find("select[name='Sheets[1].Columns[3]'] option[selected]").GetAttribute("value"));
        Assert.NotNull(wrong.Document.QuerySelector("select[name='Sheets[1].MonthFirst'] option[value=true][selected]"));
        Assert.Equal("The second", wrong.Find("input[name='Sheets[1].Remember']").GetAttribute("value"));
    }

    [Fact]
    public async Task Columns_TwoDifferentSheetsByOneName_AreRefused()
    {
        var workbook = TestWorkbook.Of(
            ("UK", [["Project code", "Student", "E-mail", "Department", "Start date"], ["IC-CNRS-2024-31", "Lovelace, Ada", "ada@ic.example", "Computing", new DateOnly(2024, 10, 1)]]),
            ("FR", [["Code projet", "Doctorant(e)", "Courriel", "HDR", "1re inscription"], ["IC-CNRS-2024-31", "Zoé D'ALMÉIDA", "zoe@lab.example", "Oui", new DateOnly(2024, 11, 1)]]));
        var columns = await (await UploadAsync("programme", workbook, "cohort.xlsx")).FollowAsync("a[href$='/columns']");

        var refused = await columns.SubmitAsync("form#columns", new Dictionary<string, string> { ["Sheets[0].Remember"] = "Ours", ["Sheets[1].Remember"] = "Ours" });

        Assert.StartsWith("Two sheets with other columns", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal(0, await _app.AskAsync(db => db.ImportMappings.CountAsync()));
    }

    [Fact]
    public async Task Preview_OfNewAndChangedRows_TellsWhatWasUnderstoodAndWhichMilestonesMove()
    {
        var preview = await UploadAsync("office.uk", ImportActs.Sheet(ImportActs.Ada.Replace(",FT,", ",PT 50%,").Replace("01/10/2024", "10/01/2024")).Bytes);
        var created = await preview.FollowAsync("a[href$='/rows']");
        var one = await created.FollowAsync("tbody a");
        await preview.SubmitAsync("button[formaction*='handler=Apply']");
        var changed = await (await UploadAsync("office.uk", ImportActs.Sheet(ImportActs.Ada.Replace(",FT,", ",PT 50%,")).Bytes)).FollowAsync("a[href$='/rows']");
        await _app.SpeakAsync("fr");
        var french = await _app.OpenAsync("office.uk", changed.Path);

        Assert.Contains("Start 10 January 2024 · Full or part time 50% of full time · Status Active", created.Text, StringComparison.Ordinal);
        Assert.Contains("Supervisor of this side Dr Kwame Brennan, kwame.brennan@ic.example", created.Text, StringComparison.Ordinal);
        Assert.Contains("Understood as: 10 January 2024", one.Text, StringComparison.Ordinal);
        Assert.Contains("Early stage assessment, ", changed.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("{", changed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Milestone, ", changed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("– → –", changed.Text.Replace("becomes ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("Early stage assessment, ", french.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task DryRun_OfTheCommandLine_TellsEachRowAsItWasUnderstood()
    {
        var report = await _app.InScopeAsync(services => services.GetRequiredService<ImportSheetsHandler>().HandleAsync(
            new ImportSheets([ImportActs.Sheet(ImportActs.Ada, ImportActs.Grace)], DryRun: true, Tell: (layout, line) => ImportWords.Line(layout, line, new DateOnly(2026, 11, 23), Texts.English)), Texts.English, default));

        var text = ImportOutput.Text(report, Texts.English);

        Assert.Contains("Line 2, Ada Lovelace, New: Student, both names Lovelace, Ada; Start 1 October 2024; Full or part time full time; Status Active", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Line 3,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_SeveralOnOneLine_AreCountedApartFromTheirLines()
    {
        var preview = await UploadAsync("office.uk", ImportActs.Sheet(ImportActs.Ada, ImportActs.Grace.Replace(",0002,", ",TBC,")).Bytes);

        Assert.Contains("3 things to look at on 2 lines", preview.Text, StringComparison.Ordinal);
        Assert.Contains("1 to 2 of 2 lines with something to look at", preview.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_RecordsTouchedSince_SaysWhatStandsInTheWayInPlaceOfTheButton()
    {
        var first = await (await UploadAsync("office.uk", ImportActs.Sheet(ImportActs.Ada).Bytes)).SubmitAsync("button[formaction*='handler=Apply']");
        var second = await (await UploadAsync("office.uk", ImportActs.Sheet(ImportActs.Ada.Replace("Registered", "Writing up")).Bytes)).SubmitAsync("button[formaction*='handler=Apply']");

        var touched = await _app.OpenAsync("office.uk", first.Path);
        await second.SubmitAsync("button[formaction*='handler=Undo']");
        var free = await _app.OpenAsync("office.uk", first.Path);

        Assert.Contains("touched these records since: Ada Lovelace", touched.Text, StringComparison.Ordinal);
        Assert.Null(touched.Document.QuerySelector("button[formaction*='handler=Undo']"));
        Assert.NotNull(free.Document.QuerySelector("button[formaction*='handler=Undo']"));
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

    [Fact]
    public async Task Discard_WhileItIsRead_IsGone()
    {
        var id = await new ImportActs(new Acts(_app)).HandOverAsync("office.uk", ImportActs.Sheet(ImportActs.Ada));
        var page = await _app.OpenAsync("office.uk", string.Create(CultureInfo.InvariantCulture, $"/import/{id}"));

        var list = await page.SubmitAsync("button[formaction*='handler=Discard']");

        Assert.Contains("Under way", page.Text, StringComparison.Ordinal);
        Assert.Equal("The sheets are discarded; nothing was written.", list.Notice);
        Assert.Equal((0, 0), await _app.AskAsync(async db => (await db.SheetImports.CountAsync(), await db.ImportLines.CountAsync())));
    }

    private async Task<AppPage> UploadAsync(string name, byte[] bytes, string file = "uk.csv") =>
        await (await _app.OpenAsync(name, "/import/upload")).SubmitAsync("form.card", null, [new AppFile("Files", file, bytes)]);

    private async Task<string> VersionAsync() => (await _app.AskAsync(db => db.SheetImports.Select(i => i.Version).SingleAsync())).ToString(CultureInfo.InvariantCulture);

    private static List<string> Numbers(AppPage page) => [.. page.Document.QuerySelectorAll(".number-value").Select(n => n.TextContent)];

    private Task<int> StudentsAsync() => _app.AskAsync(db => db.Candidatures.CountAsync(c => c.Studentship.Project.Code.StartsWith("IC-CNRS-2024-3")));
}
