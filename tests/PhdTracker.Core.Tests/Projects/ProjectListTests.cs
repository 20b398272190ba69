using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Projects;

public sealed class ProjectListTests
{
    [Theory]
    [OnSqlite("chemotaxis", 1)]
    [OnSqlite("ic-cnrs-2025", 2)]
    [OnSqlite("2025-02 wake", 1)]
    [OnSqlite("d'almeida", 1)]
    [OnSqlite("LEONIE benoit", 1)]
    [OnSqlite("100%", 0)]
    [OnSqlite("  ", 2)]
    [OnPostgreSql("CHEMOTAXIS", 1)]
    [OnPostgreSql("d'almeida", 1)]
    public async Task Matching_WordsOfTitleCodeOrNames_FindsWithoutAccents(DatabaseProvider provider, string search, int expected)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await World.CreateAsync(database);

        Assert.Equal(expected, await database.AskAsync(db => db.Projects.Matching(search).CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task ReadAsync_ProjectsWithAndWithoutStudents_HaveTheirPlaces(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await World.CreateAsync(database);

        var rows = await database.AskAsync(db => ProjectList.ReadAsync(db.Projects, 0, 25, CancellationToken.None));
        var students = await database.AskAsync(db => CandidatureList.ReadAsync(db.Candidatures, 0, 25, database.Clock.Today(), CancellationToken.None));

        Assert.Equal(["IC-CNRS-2025-02", "IC-CNRS-2025-01"], rows.Select(r => r.Code));
        Assert.Equal(["UK", "FR"], rows[1].Places.Select(p => p.Side));
        Assert.Equal(4, students.Count);
        Assert.Equal(1, students.Single(s => s.Student.FamilyName == "Tanaka").Overdue);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task ReadAsync_OneProject_ShowsBothStudentsAndWhatIsNext(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);

        var page = await database.AskAsync(db => ProjectPage.ReadAsync(db.Projects, world.ProjectId, db.Candidatures.Where(c => c.Id == world.UkCandidatureId), database.Clock.Today(), CancellationToken.None));

        Assert.Equal(0, page!.Starts!.Value.Second.StartOn.DayNumber - page.Starts.Value.First.StartOn.DayNumber);
        var (uk, fr) = (page.Places[0].Students.Single(), page.Places[1].Students.Single());
        Assert.Equal((true, false), (uk.IsPlanVisible, fr.IsPlanVisible));
        Assert.Equal("Early stage assessment", uk.Next!.TitleEn);
        Assert.Equal(2, uk.Supervisors.Count);
    }
}
