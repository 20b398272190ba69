using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PhdTracker.Core.People;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Cli;

public sealed class MigrateVerbTests
{
    [Theory]
    [InlineData(3, false)]
    [InlineData(210, true)]
    public async Task Migrate_OlderDatabase_LearnsHowItIsFilledWhereManyAreThere(int people, bool learns)
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.AskAsync(async db =>
        {
            db.AddRange(Enumerable.Range(1, people).Select(n => new Person("Ada", $"Number {n}", $"ada{n}@ic.example", "en")));
            await db.SaveChangesAsync();
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().Reverse().Skip(1).First());
            return await db.Database.ExecuteSqlRawAsync("PRAGMA optimize; DELETE FROM sqlite_stat1");
        });

        var run = await VerbRun.OfAsync(database.Folder, "migrate");

        Assert.Equal(0, run.ExitCode);
        var known = await database.AskAsync(db => db.Database.SqlQuery<string>($"SELECT stat AS \"Value\" FROM sqlite_stat1 WHERE tbl = 'People'").ToListAsync());
        Assert.Equal(learns, known.Any(stat => stat.StartsWith($"{people} ", StringComparison.Ordinal)));
    }
}
