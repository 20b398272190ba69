using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Running;
using PhdTracker.Core.Import.Writing;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Import;

/// <summary>An import as it is uploaded, previewed, applied, undone and erased.</summary>
public sealed class SheetImportTests : IAsyncLifetime
{
    private static readonly string Known = ImportActs.Ada.Replace("Registered", "Writing up", StringComparison.Ordinal);
    private TestDatabase _database = null!;
    private ImportActs _imports = null!;
    private Acts _acts = null!;

    public Task InitializeAsync() => BeginAsync(DatabaseProvider.Sqlite);

    private async Task BeginAsync(DatabaseProvider provider)
    {
        if (_database is not null)
            await _database.DisposeAsync();
        _database = await TestDatabase.CreateAsync(provider);
        _acts = new Acts(_database, await World.CreateAsync(_database));
        _imports = new ImportActs(_acts);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Upload_Preview_CountsEveryRowAndWritesNothing()
    {
        var before = await _database.ContentAsync();

        var import = await _imports.FindAsync((await _imports.UploadAsync("office.uk")).Id);

        Assert.Equal((ImportState.Ready, new ImportCounts(2, 1, 0, 0, 1)), (import.State, import.Counts));
        Assert.Equal(before, await _database.ContentAsync());
        Assert.Equal(0, await _database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName.StartsWith("Import"))));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Upload_MoreLinesThanAreSavedAtOnce_KeepsAllInTheirOrder(DatabaseProvider provider)
    {
        await BeginAsync(provider);
        string[] rows = [.. Enumerable.Range(1, 1_100).Select(n => $"IC-CNRS-2024-31,Strings {n}")];

        var id = await _imports.HandOverAsync("office.uk", ImportActs.Sheet(rows), ImportActs.Sheet(ImportActs.Ada));

        var lines = await _database.AskAsync(db => db.ImportLines.Where(l => l.File.ImportId == id).OrderBy(l => l.Id).Select(l => new { l.File.Order, l.Line, l.Cells }).ToListAsync());
        Assert.Equal([.. Enumerable.Range(1, 1_101).Select(n => (0, n)), (1, 1), (1, 2)], lines.Select(l => (l.Order, l.Line)));
        Assert.All(lines.Skip(1).Take(1_100), l => Assert.Contains($"\"Strings {l.Line - 1}\"", l.Cells, StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Discard_WhileItIsRead_StopsTheReading(DatabaseProvider provider)
    {
        await BeginAsync(provider);
        string[] rows = [.. Enumerable.Range(100, 800).Select(n => ImportActs.Ada.Replace("2024-31", $"2024-{n}", StringComparison.Ordinal).Replace("ada.", $"ada{n}.", StringComparison.Ordinal))];
        var id = await _imports.HandOverAsync("office.uk", ImportActs.Sheet(rows));
        var progress = await _database.InScopeAsync(services => Task.FromResult(services.GetRequiredService<ImportProgress>()));
        var reading = Task.Run(() => _imports.GoOnAsync(id));
        var read = 0;
        while (read == 0)
        {
            Assert.False(reading.IsCompleted);
            await Task.Delay(10);
            read = progress.Of(id)?.Done ?? 0;
        }

        await _acts.AsAsync("office.uk", async (services, by) =>
        {
            await services.GetRequiredService<DiscardImportHandler>().HandleAsync(new DiscardImport(id, (await _imports.FindAsync(id)).Version), by, default);
            return 0;
        });
        for (; !reading.IsCompleted; await Task.Delay(5))
            read = progress.Of(id)?.Done ?? read;
        await reading;

        Assert.InRange(read, 1, rows.Length - 1);
        Assert.Null(progress.Of(id));
        Assert.Equal((0, 0), await _database.AskAsync(async db => (await db.SheetImports.CountAsync(), await db.ImportLines.CountAsync())));
    }

    [Fact]
    public void Progress_OfAnImport_IsWaitingWhileAnotherIsWorkedOn()
    {
        var progress = new ImportProgress();
        var alone = progress.IsWaiting(1);
        progress.TryBegin(2);
        var behind = progress.IsWaiting(1);
        progress.TryBegin(1);

        Assert.Equal((false, true, false, false), (alone, behind, progress.IsWaiting(1), progress.IsWaiting(2)));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Apply_WhatThePreviewShowed_IsWrittenAuditedAndTellsNobody(DatabaseProvider provider)
    {
        await BeginAsync(provider);
        var (id, _) = await _imports.UploadAsync("office.uk");

        await _imports.ApplyAsync("office.uk", id);

        var import = await _imports.FindAsync(id);
        Assert.Equal((ImportState.Applied, new ImportCounts(2, 1, 0, 0, 1), "A reason"), (import.State, import.Counts, import.Reason));
        Assert.Equal(["ImportCandidature", "ImportProject", "ImportSheets"], await _database.AskAsync(db => db.AuditEntries.Where(e => e.ActName.StartsWith("Import")).Select(e => e.ActName).Order().ToListAsync()));
        Assert.Equal(0, await _database.AskAsync(db => db.Notifications.CountAsync()));
    }

    [Fact]
    public async Task Preview_KnownStudent_TellsOldAndNewValues()
    {
        await _imports.ApplyAsync("office.uk", (await _imports.UploadAsync("office.uk", ImportActs.Ada)).Id);

        var (_, line) = await _imports.UploadAsync("office.uk", Known);

        var shown = await _database.AskAsync(db => db.ImportLines.SingleAsync(l => l.Id == line));
        var change = Assert.Single(AuditChanges.Of(shown.Before, shown.After, true), c => c is { Kind: "Candidature", Field: "State" });
        Assert.Equal((RowResult.Changed, "Active", "WritingUp"), (shown.Result, change.Before!.Value.GetString(), change.After!.Value.GetString()));
    }

    [Fact]
    public async Task Preview_OtherStart_NamesTheMilestonesAndTellsNothingOfHowTheyAreComputed()
    {
        await _imports.ApplyAsync("office.uk", (await _imports.UploadAsync("office.uk", ImportActs.Ada)).Id);

        var (_, line) = await _imports.UploadAsync("office.uk", ImportActs.Ada.Replace("01/10/2024", "01/02/2025", StringComparison.Ordinal));

        var shown = await _database.AskAsync(db => db.ImportLines.SingleAsync(l => l.Id == line));
        var moved = AuditChanges.Of(shown.Before, shown.After, true).Where(c => c is { Kind: "Milestone", Field: "DueOn" }).Select(c => ImportLine.NamesOf(shown.Names)[$"Milestone:{c.RowId}"].En).ToList();
        Assert.Contains("Early stage assessment", moved, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain("Inputs", shown.Before + shown.After, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ImportActs.Ada)]
    [InlineData(ImportActs.Ada, true)]
    public async Task Undo_NothingTouchedSince_GivesTheDatabaseOfBefore(string row, bool isKnown = false)
    {
        if (isKnown)
            await _imports.ApplyAsync("office.uk", (await _imports.UploadAsync("office.uk", row)).Id);
        var before = await _database.ContentAsync();
        var (id, _) = await _imports.UploadAsync("office.uk", isKnown ? Known.Replace("TBC", "01/09/2025", StringComparison.Ordinal).Replace("Strings", "Other strings", StringComparison.Ordinal) : row);
        await _imports.ApplyAsync("office.uk", id);
        Assert.NotEqual(before, await _database.ContentAsync());

        await _imports.UndoAsync("office.uk", id);

        Assert.Equal(ImportState.Undone, (await _imports.FindAsync(id)).State);
        Assert.Equal(before, await _database.ContentAsync());
        Assert.True(await _database.AskAsync(db => db.AuditEntries.AnyAsync(e => e.ActName == "UndoImport" && e.CaseKey == CaseKey.System)));
    }

    [Fact]
    public async Task Undo_RecordTouchedSince_IsRefusedAndNamesIt()
    {
        var (id, _) = await _imports.UploadAsync("office.uk", ImportActs.Ada);
        await _imports.ApplyAsync("office.uk", id);
        await _imports.ApplyAsync("office.uk", (await _imports.UploadAsync("office.uk", Known)).Id);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => _imports.UndoAsync("office.uk", id));

        Assert.Equal(("ImportTouched", "Ada Lovelace"), (refused.Code, refused.Arguments[0]));
        Assert.Equal(ImportState.Applied, (await _imports.FindAsync(id)).State);
    }

    [Fact]
    public async Task Undo_PersonUsedElsewhereSince_IsRefusedAndNamesThem()
    {
        var (id, _) = await _imports.UploadAsync("office.uk", ImportActs.Ada);
        await _imports.ApplyAsync("office.uk", id);
        await _imports.ApplyAsync("office.uk", (await _imports.UploadAsync("office.uk", ImportActs.Grace.Replace("01/13", "13/01", StringComparison.Ordinal))).Id);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => _imports.UndoAsync("office.uk", id));

        Assert.Equal(("ImportTouched", "Kwame Brennan"), (refused.Code, refused.Arguments[0]));
    }

    [Fact]
    public async Task Apply_AfterSomebodyElseImportedTheSame_ShowsANewPreviewInstead()
    {
        var (first, _) = await _imports.UploadAsync("office.uk", ImportActs.Ada);
        var (second, _) = await _imports.UploadAsync("programme", ImportActs.Ada);
        await _imports.ApplyAsync("office.uk", first);

        await _imports.ApplyAsync("programme", second);

        var import = await _imports.FindAsync(second);
        Assert.Equal((ImportState.Ready, "Import.Overtaken", new ImportCounts(1, 0, 0, 1, 0)), (import.State, import.Notice, import.Counts));
        Assert.Equal(1, await _database.AskAsync(db => db.Candidatures.CountAsync(c => c.Student.Email == "ada.lovelace@ic.example")));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Doubt_PersonOfTheSameName_IsSomebodyElseUntilAnsweredAndThenRemembered(bool isSame, int added)
    {
        await _imports.ApplyAsync("office.uk", (await _imports.UploadAsync("office.uk", ImportActs.Ada)).Id);
        var row = ImportActs.Grace.Replace("01/13", "13/01", StringComparison.Ordinal).Replace("kwame.brennan@", "k.brennan@", StringComparison.Ordinal);
        var (id, _) = await _imports.UploadAsync("office.uk", row);
        var doubt = await _database.AskAsync(db => db.ImportDoubts.SingleAsync(d => d.ImportId == id && d.Address == "k.brennan@ic.example"));

        await _acts.AsAsync("office.uk", async (services, by) =>
        {
            await services.GetRequiredService<AnswerDoubtHandler>().HandleAsync(new AnswerDoubt(id, (await _imports.FindAsync(id)).Version, doubt.Id, isSame), by, default);
            return 0;
        });
        await _imports.GoOnAsync(id);
        await _imports.ApplyAsync("office.uk", id);

        Assert.Equal(1 + added, await _database.AskAsync(db => db.Users.CountAsync(p => p.SearchName == "KWAME BRENNAN")));
        Assert.Equal(new ImportCounts(1, 0, 0, 1, 0), (await _imports.FindAsync((await _imports.UploadAsync("office.uk", row)).Id)).Counts);
    }

    [Fact]
    public async Task Correct_OnAnOldVersionOrAfterApplying_IsRefused()
    {
        var (id, line) = await _imports.UploadAsync("office.uk", ImportActs.Ada);
        Task CorrectAsync(string name, int version) => _acts.AsAsync(name, async (services, by) =>
        {
            await services.GetRequiredService<CorrectLineHandler>().HandleAsync(new CorrectLine(id, version, line, new Dictionary<int, string> { [0] = "x" }), by, default);
            return 0;
        });
        var version = (await _imports.FindAsync(id)).Version;

        await Assert.ThrowsAsync<StaleVersionException>(() => CorrectAsync("office.uk", version - 1));
        await Assert.ThrowsAsync<NotFoundException>(() => CorrectAsync("office.fr", version));
        await Assert.ThrowsAsync<NotFoundException>(() => CorrectAsync("student.uk", version));
        await _imports.ApplyAsync("office.uk", id);
        version = (await _imports.FindAsync(id)).Version;
        Assert.Equal("ImportNotDraft", (await Assert.ThrowsAsync<DomainRuleException>(() => CorrectAsync("office.uk", version))).Code);
    }

    [Fact]
    public async Task DryRun_CommandLine_ReportsTheSameAndLeavesNothing()
    {
        var before = await _database.ContentAsync();
        Task<ImportReport> RunAsync(bool dry) => _database.InScopeAsync(services => services.GetRequiredService<ImportSheetsHandler>()
            .HandleAsync(new ImportSheets([ImportActs.Sheet(ImportActs.Ada, ImportActs.Grace)], dry), Core.Localisation.Texts.English, default));

        var preview = await RunAsync(dry: true);
        Assert.Equal(before, await _database.ContentAsync());
        Assert.Equal(0, await _database.AskAsync(db => db.SheetImports.CountAsync()));
        var report = await RunAsync(dry: false);

        Assert.Equal(ImportOutput.Json(preview), ImportOutput.Json(report));
        Assert.EndsWith($"There would be {report.Projects} projects, {report.People} people and {report.Candidatures} candidatures.", ImportOutput.Text(preview, Core.Localisation.Texts.English), StringComparison.Ordinal);
        Assert.EndsWith("candidatures.", ImportOutput.Text(report, Core.Localisation.Texts.English), StringComparison.Ordinal);
        Assert.DoesNotContain("would be", ImportOutput.Text(report, Core.Localisation.Texts.English), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_AfterItsTime_ForgetsTheLinesAndKeepsTheCounts()
    {
        var (applied, _) = await _imports.UploadAsync("office.uk", ImportActs.Ada);
        await _imports.ApplyAsync("office.uk", applied);
        await _imports.UploadAsync("office.uk", ImportActs.Grace);
        _database.Clock.Advance(TimeSpan.FromDays(SheetImport.DaysOfDraft + 1));

        var erased = await _database.InScopeAsync(services => services.GetRequiredService<EraseSheetsHandler>().HandleAsync(default));

        Assert.Equal(2, erased);
        Assert.Equal((0, 1), await _database.AskAsync(async db => (await db.ImportLines.CountAsync(), (await db.SheetImports.SingleAsync()).RowsRead)));
        Assert.Equal("ImportErased", (await Assert.ThrowsAsync<DomainRuleException>(() => _imports.UndoAsync("office.uk", applied))).Code);
    }
}
