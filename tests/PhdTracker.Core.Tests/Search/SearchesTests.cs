using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Proposals;
using PhdTracker.Core.Search;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Search;

public sealed class SearchesTests
{
    [Theory]
    [OnSqlite("office.uk", "dalmeida", 0, 0, 0)]
    [OnSqlite("office.uk", "d almeida", 1, 1, 1)]
    [OnSqlite("office.uk", "LÉONIE D’ALMÉIDA", 1, 1, 1)]
    [OnSqlite("student.uk", "alméida", 0, 0, 1)]
    [OnSqlite("other.student.uk", "almeida", 0, 0, 0)]
    [OnSqlite("office.uk", "Chémotaxis", 0, 0, 1)]
    [OnSqlite("nobody", "chemotaxis", 0, 0, 0)]
    [OnSqlite("office.uk", "chemotaxis nobodyhere", 0, 0, 0)]
    [OnSqlite("office.uk", "  ", 0, 0, 0)]
    [OnPostgreSql("office.fr", "almeida", 1, 1, 1)]
    public async Task FindAsync_EachReader_FindsWhatTheyMayOpen(DatabaseProvider provider, string reader, string search, int students, int people, int projects)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);

        var found = await FindAsync(database, world, reader, search);

        Assert.Equal((students, people, projects), (found.Students.First.Count, found.People.First.Count, found.Projects.First.Count));
    }

    [Fact]
    public async Task FindAsync_MoreThanAFew_SaysSo()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var world = await World.CreateAsync(database);
        await new ShiftActs(new Acts(database, world), world).AddStudentsAsync(8);

        var found = await FindAsync(database, world, "programme", "leveque");

        Assert.Equal((6, true, 4, false), (found.Students.First.Count, found.Students.HasMore, found.Projects.First.Count, found.Projects.HasMore));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task FindAsync_NumberOfAStudent_FindsThemForThoseWhoMayOpenThem(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        await database.AskAsync(db => db.Candidatures.Where(c => c.Id == world.FrCandidatureId).ExecuteUpdateAsync(c => c.SetProperty(x => x.StudentNumber, "0AB1-234X")));

        Assert.Equal(world.FrCandidatureId, Assert.Single((await FindAsync(database, world, "office.uk", " 0ab1-234x ")).Students.First).CandidatureId);
        Assert.Empty((await FindAsync(database, world, "office.uk", "0ab1")).Students.First);
        Assert.Empty((await FindAsync(database, world, "student.uk", "0AB1-234X")).Students.First);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task FoldTitles_StoredBefore_AreFoundAgain(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        await database.AskAsync(db => db.Projects.ExecuteUpdateAsync(p => p.SetProperty(x => x.SearchTitle, "")));

        var before = await FindAsync(database, world, "programme", "chemotaxis");
        await database.InScopeAsync(services => services.GetRequiredService<FoldTitles>().RunAsync(default));

        Assert.Empty(before.Projects.First);
        Assert.Single((await FindAsync(database, world, "programme", "chemotaxis")).Projects.First);
    }

    [Fact]
    public async Task FoldTitles_ATitleWithoutLetters_IsGonePast()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await database.AskAsync(async db =>
        {
            db.Add(new Proposal(await db.Calls.FirstAsync(c => c.Id == world.OpenCallId), await db.Parties.FirstAsync()));
            await db.SaveChangesAsync();
            return await db.Proposals.ExecuteUpdateAsync(p => p.SetProperty(x => x.TitleEn, "…"));
        });

        await database.InScopeAsync(services => services.GetRequiredService<FoldTitles>().RunAsync(default));

        Assert.Equal("", await database.AskAsync(db => db.Proposals.Select(p => p.SearchTitle).SingleAsync()));
    }

    private static async Task<SearchResult> FindAsync(TestDatabase database, World world, string reader, string search)
    {
        SearchResult? found = null;
        await database.InScopeAsync(async services =>
            found = await services.GetRequiredService<Searches>().FindAsync(search, await services.GetRequiredService<AccessReader>().ForAsync(world.People[reader], default), default));
        return found!;
    }
}
