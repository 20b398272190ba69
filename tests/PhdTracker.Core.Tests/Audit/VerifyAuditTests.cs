using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Audit;

public class VerifyAuditTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Verify_AnUntouchedTrail_IsUnbroken(DatabaseProvider provider)
    {
        await using var database = await TrailAsync(provider);

        var found = await VerifyAsync(database);

        Assert.Null(found.FirstBreak);
        Assert.Equal((7, 3, 2), (found.Entries, found.Chains, found.Seals));
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET \"Comment\" = 'never said' WHERE CaseKey = 'person:1' AND \"Sequence\" = 2", "person:1, entry 2: its content was altered")]
    [InlineData("DELETE FROM AuditEntries WHERE CaseKey = 'person:1' AND \"Sequence\" = 2", "person:1, entry 3: the entry before it is missing")]
    [InlineData("DELETE FROM AuditEntries WHERE CaseKey = 'person:2' AND \"Sequence\" = 3", "person:2: entries after 2 are missing")]
    [InlineData("DELETE FROM AuditEntries WHERE CaseKey = 'person:2'; DELETE FROM AuditHeads WHERE CaseKey = 'person:2'", "person:2, entry 1: it was sealed and is gone")]
    [InlineData("UPDATE AuditEntries SET ActName = 'Other', PreviousHash = 'x' WHERE CaseKey = 'person:1' AND \"Sequence\" = 3", "person:1, entry 3: it does not follow from the entry before it")]
    [InlineData("UPDATE AuditSeals SET Heads = '{}' WHERE Id = 1", "seal of 2026-11-22: its content was altered")]
    [InlineData("DELETE FROM AuditSeals WHERE Id = 1", "seal of 2026-11-23: it does not follow from the seal before it")]
    public async Task Verify_AnAlteredTrail_NamesTheFirstBreak(string tampering, string expected)
    {
        await using var database = await TrailAsync(DatabaseProvider.Sqlite);
        await database.AskAsync(db => db.Database.ExecuteSqlRawAsync(tampering.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)));

        Assert.Equal(expected, (await VerifyAsync(database)).FirstBreak);
    }

    [Fact]
    public async Task Verify_AnEntryRewrittenWithItsHash_IsFoundByTheSeal()
    {
        await using var database = await TrailAsync(DatabaseProvider.Sqlite);
        await database.AskAsync(async db =>
        {
            var last = await db.AuditEntries.SingleAsync(e => e.CaseKey == "person:2" && e.Sequence == 1);
            db.Entry(last).Property(e => e.ActName).CurrentValue = "Rewritten";
            var hash = AuditHash.Of(last);
            await db.AuditEntries.Where(e => e.Id == last.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.ActName, "Rewritten").SetProperty(e => e.Hash, hash));
            await db.AuditEntries.Where(e => e.CaseKey == "person:2" && e.Sequence > 1).ExecuteDeleteAsync();
            return await db.AuditHeads.Where(h => h.CaseKey == "person:2").ExecuteUpdateAsync(s => s.SetProperty(h => h.Hash, hash).SetProperty(h => h.Sequence, 1));
        });

        Assert.Equal("person:2, entry 1: it is not the entry that was sealed", (await VerifyAsync(database)).FirstBreak);
    }

    [Fact]
    public async Task Seal_TheSameDayTwice_SealsOnce()
    {
        await using var database = await TrailAsync(DatabaseProvider.Sqlite);

        Assert.Equal(0, await SealAsync(database));
        Assert.Equal(2, await database.AskAsync(db => db.AuditSeals.CountAsync()));
    }

    /// <summary>Two days: one act on each of two people on the first, sealed; two more on each on the second, sealed.</summary>
    private static async Task<TestDatabase> TrailAsync(DatabaseProvider provider)
    {
        var database = await TestDatabase.CreateAsync(provider);
        await ActAsync(database, CaseKey.System);
        await ActAsync(database, "person:1");
        await ActAsync(database, "person:2");
        await SealAsync(database);
        database.Clock.Advance(TimeSpan.FromDays(1));
        for (var i = 0; i < 2; i++)
        {
            await ActAsync(database, "person:1");
            await ActAsync(database, "person:2");
        }
        await SealAsync(database);
        return database;
    }

    private static Task<int> ActAsync(TestDatabase database, string key) => database.AskAsync(db =>
    {
        db.Record(key, new Act("ChangeProfile", null));
        return db.SaveChangesAsync();
    });

    private static Task<int> SealAsync(TestDatabase database) => database.InScopeAsync(services => services.GetRequiredService<SealAudit>().SealAsync(CancellationToken.None));

    private static Task<AuditVerification> VerifyAsync(TestDatabase database) =>
        database.InScopeAsync(services => services.GetRequiredService<VerifyAudit>().VerifyAsync(null, CancellationToken.None));
}
