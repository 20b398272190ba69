using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Tests.People;

public sealed class PeopleListTests : PeopleFixture
{
    [Theory]
    [InlineData("benoit", "Dr Aïcha Benoît")]
    [InlineData("AICHA", "Dr Aïcha Benoît")]
    [InlineData("d'almeida leonie", "Léonie D’Alméida")]
    [InlineData("programme@test", "Tariq Haddad")]
    public async Task PageAsync_Search_FindsWithoutAccentsCaseOrOrder(string search, string name)
    {
        var rows = await RowsAsync("office.uk", new PeopleFilter(search, null, null));

        Assert.Equal(name, Assert.Single(rows).Name);
    }

    [Fact]
    public async Task PageAsync_Side_IsItsPeople()
    {
        var names = (await RowsAsync("programme", new PeopleFilter(null, World.FrPartyId, null))).Select(r => r.Name).ToList();

        Assert.Contains("Dr Aïcha Benoît", names);
        Assert.Contains("Prof Hélène Ferrand", names);
        Assert.DoesNotContain("Grace Okafor", names);
    }

    [Theory]
    [InlineData(Role.Office, "Maud Girardot", "Grace Okafor")]
    [InlineData(Role.Auditor, "Isla Lindqvist")]
    public async Task PageAsync_Role_IsItsHolders(Role role, params string[] names) =>
        Assert.Equal(names, (await RowsAsync("programme", new PeopleFilter(null, null, role))).Select(r => r.Name));

    [Fact]
    public async Task PageAsync_Roles_AreInWords()
    {
        var row = Assert.Single(await RowsAsync("office.fr", new PeopleFilter("Sutcliffe", null, null)));

        Assert.Equal(["Supervisor"], row.Roles);
        Assert.Equal(AccountState.Open, row.Account);
    }

    [Fact]
    public async Task PageAsync_SystemAdministrator_SeesEverybody() =>
        Assert.Equal(Testing.World.Everybody.Count, (await RowsAsync("admin", new PeopleFilter(null, null, null))).Count);

    private Task<IReadOnlyList<PersonRow>> RowsAsync(string viewer, PeopleFilter filter) => Database.InScopeAsync(async services =>
    {
        var access = await services.GetRequiredService<AccessReader>().ForAsync(World.People[viewer], default);
        return (await services.GetRequiredService<PeopleList>().ReadAsync(access, filter, 0, PeopleList.PageSize, Texts.English, default)).Rows;
    });
}
