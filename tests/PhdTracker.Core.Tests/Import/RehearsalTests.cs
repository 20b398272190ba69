using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Running;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Import;

public sealed class RehearsalTests
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Begin_WhileItWrites_OthersSaveAndNothingOfItStays(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await World.CreateAsync(database);
        var calls = await database.AskAsync(db => db.Calls.CountAsync());
        await using var scope = database.Scope();
        var scopes = scope.ServiceProvider.GetRequiredService<IServiceScopeFactory>();

        await using (var rehearsal = await Rehearsal.BeginAsync(scopes, default))
        {
            await AddCallAsync(rehearsal.Db, 91);
            Assert.Equal(calls + 1, await rehearsal.Db.Calls.CountAsync());
            await database.AskAsync(db => AddCallAsync(db, 92));
        }

        Assert.Equal(calls + 1, await database.AskAsync(db => db.Calls.CountAsync()));
        Assert.Empty(Directory.EnumerateDirectories(database.Folder, "import-preview-*"));
    }

    private static async Task<int> AddCallAsync(PhdTrackerDb db, int number)
    {
        db.Add(new Call(await db.Programmes.OrderBy(p => p.Id).FirstAsync(), number, 2030, "", ""));
        return await db.SaveChangesAsync();
    }
}
