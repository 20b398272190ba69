using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.People.Groups;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.People;

public sealed class GroupTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.SqliteAsync();
        _world = await World.CreateAsync(_database);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Save_New_IsThereAndAudited()
    {
        var id = await SaveAsync("office.uk", null, 0, " Ethics-Board ");

        Assert.Equal("ethics-board", await _database.AskAsync(db => db.Groups.Where(g => g.Id == id).Select(g => g.Code).SingleAsync()));
        Assert.Equal("system", await _database.AskAsync(db => db.AuditEntries.Where(e => e.ActName == "SaveGroup" && e.SubjectId == id).Select(e => e.CaseKey).SingleAsync()));
    }

    [Theory]
    [InlineData("", "GroupCodeUnreadable")]
    [InlineData("two words", "GroupCodeUnreadable")]
    [InlineData("a:b", "GroupCodeUnreadable")]
    [InlineData("taken", "GroupCodeTaken")]
    public async Task Save_CodeThatDoesNotFit_IsRefusedAtTheCode(string code, string expected)
    {
        await SaveAsync("office.uk", null, 0, "taken");

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => SaveAsync("office.uk", null, 0, code));

        Assert.Equal((expected, "Code"), (refused.Code, refused.Field));
    }

    [Fact]
    public async Task Save_OlderVersion_IsStale()
    {
        var id = await SaveAsync("office.uk", null, 0, "panel");

        await Assert.ThrowsAsync<StaleVersionException>(() => SaveAsync("office.uk", id, 7, "panel"));
    }

    [Theory]
    [InlineData("lead.uk")]
    [InlineData("auditor")]
    [InlineData("student.uk")]
    public async Task Save_WhoManagesNobody_MayNot(string name) =>
        Assert.Equal("NotAllowed", (await Assert.ThrowsAsync<DomainRuleException>(() => SaveAsync(name, null, 0, "panel"))).Code);

    [Fact]
    public async Task Members_AddedTwiceAndRemoved_IsThereOnce()
    {
        var id = await SaveAsync("office.uk", null, 0, "panel");
        await AddAsync(id, "registry.uk");

        Assert.Equal("GroupMemberAlready", (await Assert.ThrowsAsync<DomainRuleException>(() => AddAsync(id, "registry.uk"))).Code);
        await RemoveAsync(id, "registry.uk");

        Assert.Equal(0, await _database.AskAsync(db => db.GroupMembers.CountAsync()));
        await Assert.ThrowsAsync<NotFoundException>(() => RemoveAsync(id, "registry.uk"));
        Assert.Equal(2, await _database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "AddGroupMember" || e.ActName == "RemoveGroupMember")));
    }

    [Fact]
    public async Task Group_MembersOfTheOtherSide_AreTheirOwnOffices()
    {
        var id = await SaveAsync("office.uk", null, 0, "panel");
        await AddAsync(id, "registry.uk");
        await AddAsync(id, "school.fr", "office.fr");

        foreach (var (code, act) in new (string, Func<Task>)[]
        {
            ("GroupMemberOfOthers", () => RemoveAsync(id, "registry.uk", "office.fr")),
            ("GroupMemberMissing", () => AddAsync(id, "legal.uk", "office.fr")),
            ("GroupOfOthers", () => SaveAsync("office.fr", id, 0, "panel")),
            ("GroupOfOthers", () => SaveAsync("office.uk", id, 0, "panel")),
        })
            Assert.Equal(code, (await Assert.ThrowsAsync<DomainRuleException>(act)).Code);
        await SaveAsync("programme", id, 0, "panel");
        await RemoveAsync(id, "school.fr", "office.fr");

        Assert.Equal([_world.People["registry.uk"]], await _database.AskAsync(db => db.GroupMembers.Select(m => m.PersonId).ToListAsync()));
    }

    private Task<int> SaveAsync(string by, int? id, int version, string code) => new Acts(_database, _world).AsAsync(by, async (services, person) =>
        (await services.GetRequiredService<SaveGroupHandler>().HandleAsync(new SaveGroup(id, version, code, "Panel", "Comité"), person, default)).Id);

    private Task<int> AddAsync(int id, string name, string by = "office.uk") => new Acts(_database, _world).AsAsync(by, async (services, me) =>
    {
        await services.GetRequiredService<AddGroupMemberHandler>().HandleAsync(new AddGroupMember(id, _world.People[name]), me, default);
        return id;
    });

    private Task<int> RemoveAsync(int id, string name, string by = "office.uk") => new Acts(_database, _world).AsAsync(by, async (services, me) =>
    {
        await services.GetRequiredService<RemoveGroupMemberHandler>().HandleAsync(new RemoveGroupMember(id, _world.People[name]), me, default);
        return id;
    });
}
