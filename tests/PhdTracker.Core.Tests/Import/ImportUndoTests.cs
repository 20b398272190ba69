using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;
using static PhdTracker.Core.Tests.Import.Importing;

namespace PhdTracker.Core.Tests.Import;

/// <summary>Imports that are taken back: in the order in which they were written, by those who may, and only while nothing else touched the records.</summary>
public sealed class ImportUndoTests
{
    private const string Luc = "IC-CNRS-2024-31;Strings;Luc MOREL;luc@lab.example;Université de Lille;ED 104;UMR 8523 Laboratoire de Physique;Lille;Kévin CŒURDEVEY;kevin@cnrs.example;Oui;Kwame Brennan;01.10.2024;30/09/2027;Inscrit(e);;;";

    [Theory, OnSqlite(true), OnSqlite(false), OnPostgreSql(true), OnPostgreSql(false)]
    public async Task Undo_ProjectChangedByRowsOfBothSheets_GivesTheDatabaseOfBefore(DatabaseProvider provider, bool frenchFirst)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var imports = new ImportActs(new Acts(database, await World.CreateAsync(database)));
        await imports.ApplyAsync("programme", await imports.UploadFilesAsync("programme", ImportActs.Sheet(ImportActs.Ada), FrSheet(Luc)));
        var before = await database.ContentAsync();
        SheetFile[] changed = [ImportActs.Sheet(ImportActs.Ada.Replace("Registered", "Awarded")), FrSheet(Luc.Replace("Inscrit(e)", "Diplômé(e)"))];
        var id = await imports.UploadFilesAsync("programme", frenchFirst ? [.. changed.Reverse()] : changed);
        await imports.ApplyAsync("programme", id);
        Assert.Equal(ProjectState.Completed, await database.AskAsync(db => db.Projects.Where(p => p.Code == "IC-CNRS-2024-31").Select(p => p.State).SingleAsync()));

        await imports.UndoAsync("programme", id);

        Assert.Equal(ImportState.Undone, (await imports.FindAsync(id)).State);
        Assert.Equal(before, await database.ContentAsync());
    }

    [Theory, OnSqlite(false), OnSqlite(true), OnPostgreSql(true)]
    public async Task Undo_LaterImportsWereUndoneThemselves_GivesTheDatabaseOfBefore(DatabaseProvider provider, bool twice)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var imports = new ImportActs(new Acts(database, await World.CreateAsync(database)));
        var before = await database.ContentAsync();
        var first = await imports.UploadFilesAsync("programme", ImportActs.Sheet(ImportActs.Ada), FrSheet(Luc));
        await imports.ApplyAsync("programme", first);
        foreach (var status in twice ? new[] { "Writing up", "Awarded" } : ["Writing up"])
        {
            var (later, _) = await imports.UploadAsync("programme", ImportActs.Ada.Replace("Registered", status).Replace("TBC", "01/09/2025"));
            await imports.ApplyAsync("programme", later);
            await imports.UndoAsync("programme", later);
        }

        await imports.UndoAsync("programme", first);

        Assert.Equal(ImportState.Undone, (await imports.FindAsync(first)).State);
        Assert.Equal(before, await database.ContentAsync());
    }

    [Fact]
    public async Task Undo_OneOfTwoLaterImportsStands_IsRefusedAndNamesIt()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var imports = new ImportActs(new Acts(database, await World.CreateAsync(database)));
        var (first, _) = await imports.UploadAsync("office.uk", ImportActs.Ada);
        await imports.ApplyAsync("office.uk", first);
        await imports.ApplyAsync("office.uk", (await imports.UploadAsync("office.uk", ImportActs.Ada.Replace("Registered", "Writing up"))).Id);
        var (last, _) = await imports.UploadAsync("office.uk", ImportActs.Ada.Replace("Registered", "Thesis submitted"));
        await imports.ApplyAsync("office.uk", last);
        await imports.UndoAsync("office.uk", last);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => imports.UndoAsync("office.uk", first));

        Assert.Equal(("ImportTouched", "Ada Lovelace"), (refused.Code, refused.Arguments[0]));
    }

    [Fact]
    public async Task Undo_WhoAskedMayImportNoMore_IsNotDone()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var imports = new ImportActs(new Acts(database, world));
        var (id, _) = await imports.UploadAsync("office.uk", ImportActs.Ada);
        await imports.ApplyAsync("office.uk", id);
        await imports.AskToUndoAsync("office.uk", id);
        var office = world.People["office.uk"];
        await database.AskAsync(db => db.RoleAssignments.Where(r => r.PersonId == office).ExecuteDeleteAsync());

        await imports.GoOnAsync(id);

        var import = await imports.FindAsync(id);
        Assert.Equal((ImportState.Applied, "Import.MayNotUndo"), (import.State, import.Notice));
        Assert.True(await database.AskAsync(db => db.Candidatures.AnyAsync(c => c.Student.Email == "ada.lovelace@ic.example")));
    }

    [Fact]
    public async Task Undo_TouchedAfterItWasAskedFor_IsNotDone()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var imports = new ImportActs(new Acts(database, await World.CreateAsync(database)));
        var (id, _) = await imports.UploadAsync("office.uk", ImportActs.Ada);
        await imports.ApplyAsync("office.uk", id);
        await imports.AskToUndoAsync("office.uk", id);
        await imports.ApplyAsync("office.uk", (await imports.UploadAsync("office.uk", ImportActs.Ada.Replace("Registered", "Writing up"))).Id);

        await imports.GoOnAsync(id);

        var import = await imports.FindAsync(id);
        Assert.Equal((ImportState.Applied, "Import.CannotUndo"), (import.State, import.Notice));
        Assert.True(await database.AskAsync(db => db.Candidatures.AnyAsync(c => c.Student.Email == "ada.lovelace@ic.example")));
    }
}
