using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Data;

public class AuditedSaveTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task SaveChanges_WithAnAct_AddsOneEntryWithBeforeAndAfterToTheCasesChain(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var student = world.People["student.uk"];

        await database.AskAsync(async db =>
        {
            var person = await db.Users.SingleAsync(p => p.Id == student);
            person.Prefer("fr", "dark");
            db.Record(CaseKey.Person(student), new Act("ChangeProfile", student, SubjectKind: "Person", SubjectId: student));
            return await db.SaveChangesAsync();
        });
        await database.AskAsync(async db =>
        {
            var person = await db.Users.SingleAsync(p => p.Id == student);
            person.Prefer("en", "dark");
            db.Record(CaseKey.Person(student), new Act("ChangeProfile", student));
            return await db.SaveChangesAsync();
        });

        var entries = await database.AskAsync(db => db.AuditEntries.Where(e => e.CaseKey == CaseKey.Person(student)).OrderBy(e => e.Sequence).ToListAsync());
        Assert.Equal([1, 2], entries.Select(e => e.Sequence));
        Assert.Equal($$$"""{"Person:{{{student}}}":{"Language":"en","Theme":"auto"}}""", entries[0].Before);
        Assert.Equal($$$"""{"Person:{{{student}}}":{"Language":"fr","Theme":"dark"}}""", entries[0].After);
        Assert.Equal($$$"""{"Person:{{{student}}}":{"Language":"en"}}""", entries[1].After);
        Assert.Equal(entries[0].Hash, entries[1].PreviousHash);
        Assert.All(entries, e => Assert.Equal(e.Hash, AuditHash.Of(e)));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task SaveChanges_ManyActsOnOneCaseAtOnce_KeepOneUnbrokenChain(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var (student, key) = (world.People["student.uk"], CaseKey.Person(world.People["student.uk"]));
        async Task<int> ActAsync(string name) => await database.AskAsync(async db =>
        {
            db.Record(key, new Act(name, student));
            return await db.SaveChangesAsync();
        });
        await ActAsync("First");

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => ActAsync($"Act{i}"))));

        var entries = await database.AskAsync(db => db.AuditEntries.Where(e => e.CaseKey == key).OrderBy(e => e.Sequence).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 13), entries.Select(e => e.Sequence));
        Assert.All(entries.Zip(entries.Skip(1)), pair => Assert.Equal(pair.First.Hash, pair.Second.PreviousHash));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task ForUpdate_OnAVersionChangedSince_IsRefused(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        await database.AskAsync(async db =>
        {
            (await db.Milestones.SingleAsync(m => m.Id == world.CsiId)).Skip();
            return await db.SaveChangesAsync();
        });

        await Assert.ThrowsAsync<StaleVersionException>(() => database.AskAsync(db => db.Milestones.ForUpdateAsync(world.CsiId, 0, CancellationToken.None)));
        Assert.Equal(world.CsiId, (await database.AskAsync(db => db.Milestones.ForUpdateAsync(world.CsiId, 1, CancellationToken.None))).Id);
        await Assert.ThrowsAsync<NotFoundException>(() => database.AskAsync(db => db.Milestones.ForUpdateAsync(987654, 0, CancellationToken.None)));
    }
}
