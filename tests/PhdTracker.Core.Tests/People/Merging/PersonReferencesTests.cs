using PhdTracker.Core.People;
using PhdTracker.Core.People.Merging;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.People.Merging;

public sealed class PersonReferencesTests
{
    /// <summary>Whoever adds a foreign key to a person says what a merge does with it, or this fails.</summary>
    [Fact]
    public async Task EveryForeignKeyToAPerson_IsTreatedOnce()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var keys = await database.AskAsync(db => Task.FromResult(db.Model.GetEntityTypes().SelectMany(e => e.GetForeignKeys()).Where(k => k.PrincipalEntityType.ClrType == typeof(Person))
            .Select(k => $"{k.DeclaringEntityType.ClrType.Name}.{k.Properties.Single().Name}").Order(StringComparer.Ordinal).ToList()));

        var treated = PersonReferences.Moving.Concat(PersonReferences.Staying).Select(r => (r.Row, r.Field)).Concat(PersonReferences.Apart).Select(r => $"{r.Row.Name}.{r.Field}").Order(StringComparer.Ordinal);

        Assert.Equal(keys, treated);
    }
}
