using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using PhdTracker.Core.Data;
using PhdTracker.Testing.SqlServer;

namespace PhdTracker.Core.Tests.Data;

/// <summary>What SQL Server would be sent to add, change and remove a row of each table, read by its own parser.</summary>
public sealed class SqlServerWriteTests
{
    [Fact]
    public async Task Tables_AddChangeRemove_AreWellFormed()
    {
        var statements = new SqlServerQueries();
        await using var db = statements.Context();
        var tables = db.Model.GetEntityTypes().Where(t => !t.IsOwned()).ToList();

        foreach (var table in tables)
        {
            foreach (var state in new[] { EntityState.Added, EntityState.Modified, EntityState.Deleted })
            {
                if (state == EntityState.Modified && table.GetProperties().All(p => p.IsPrimaryKey()))
                    continue;
                RowOf(db, table).State = state;
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }
        }

        Assert.Empty(statements.Problems);
        Assert.True(statements.Statements.Count >= tables.Count * 2, $"{statements.Statements.Count} statements for {tables.Count} tables");
    }

    /// <summary>A row with some value in every column.</summary>
    private static EntityEntry RowOf(PhdTrackerDb db, IEntityType table)
    {
        var row = table.HasSharedClrType
            ? db.Set<Dictionary<string, object>>(table.Name).Entry([])
            : db.Entry(RuntimeHelpers.GetUninitializedObject(table.ClrType));
        foreach (var property in table.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never || !p.IsPrimaryKey()))
            row.Property(property.Name).CurrentValue = SqlServerQueries.Sample(property.ClrType);
        return row;
    }
}
