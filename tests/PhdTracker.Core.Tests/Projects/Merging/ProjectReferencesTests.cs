using Microsoft.EntityFrameworkCore.Metadata;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Projects.Merging;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Projects.Merging;

public sealed class ProjectReferencesTests
{
    /// <summary>Themes are known of a project rather than hang on it: <see cref="Project.MergeInto"/> takes them over where the kept record has none.</summary>
    private const string Themes = "ProjectThemes.ProjectId";

    /// <summary>Whoever adds a foreign key to a project says what a merge does with it, or this fails.</summary>
    [Fact]
    public async Task EveryForeignKeyToAProject_IsTreatedOnce()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var keys = await database.AskAsync(db => Task.FromResult(db.Model.GetEntityTypes().SelectMany(e => e.GetForeignKeys()).Where(k => k.PrincipalEntityType.ClrType == typeof(Project))
            .Select(k => $"{NameOf(k.DeclaringEntityType)}.{k.Properties.Single().Name}").Order(StringComparer.Ordinal).ToList()));

        var treated = ProjectReferences.Moving.Concat(ProjectReferences.Staying).Select(r => (r.Row, r.Field)).Concat(ProjectReferences.Apart)
            .Select(r => $"{r.Row.Name}.{r.Field}").Append(Themes).Order(StringComparer.Ordinal);

        Assert.Equal(keys, treated);
    }

    private static string NameOf(IEntityType type) => type.HasSharedClrType ? type.Name : type.ClrType.Name;
}
