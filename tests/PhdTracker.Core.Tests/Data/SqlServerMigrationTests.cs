using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PhdTracker.Core.Data;
using PhdTracker.Testing.SqlServer;

namespace PhdTracker.Core.Tests.Data;

/// <summary>What SQL Server would be sent to make the database, read by its own parser.</summary>
public sealed class SqlServerMigrationTests
{
    [Theory]
    [InlineData(MigrationsSqlGenerationOptions.Default)]
    [InlineData(MigrationsSqlGenerationOptions.Idempotent)]
    public void Migrations_ScriptForSqlServer_Parses(MigrationsSqlGenerationOptions kind)
    {
        using var db = Context();

        var script = db.GetService<IMigrator>().GenerateScript(options: kind);

        Assert.Contains("CREATE TABLE [People]", script, StringComparison.Ordinal);
        Assert.Empty(TSql.Problems(script));
    }

    [Fact]
    public void Model_SqlServer_HasNoChangeWithoutMigration()
    {
        using var db = Context();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Problems_BrokenStatement_IsFound() => Assert.NotEmpty(TSql.Problems("SELECT FROM [People] WHERE"));

    private static PhdTrackerDb Context()
    {
        var options = new DbContextOptionsBuilder<PhdTrackerDb>();
        options.UseDatabase(DatabaseProvider.SqlServer, "Server=nowhere.invalid;Database=none");
        return new PhdTrackerDb(options.Options, TimeProvider.System);
    }
}
