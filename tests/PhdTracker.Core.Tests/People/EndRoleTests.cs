using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Tests.People;

public sealed class EndRoleTests : PeopleFixture
{
    [Fact]
    public async Task HandleAsync_OfficeOfTheSide_EndsTheRole()
    {
        await EndAsync("office.uk", "director.uk", Today);

        Assert.Equal(Today, (await RoleOfAsync("director.uk")).To);
    }

    [Theory]
    [InlineData("office.fr", "director.uk")]
    [InlineData("office.uk", "school.fr")]
    [InlineData("office.uk", "programme")]
    [InlineData("programme", "admin")]
    public async Task HandleAsync_BeyondReach_IsNotAllowed(string by, string whose)
    {
        await RefusedAsync("NotAllowed", () => EndAsync(by, whose, Today));

        Assert.Null((await RoleOfAsync(whose)).To);
    }

    [Fact]
    public async Task HandleAsync_OlderVersion_IsStale()
    {
        var seen = await RoleOfAsync("director.uk");
        await EndAsync("office.uk", "director.uk", Today.AddDays(30));

        await Assert.ThrowsAsync<StaleVersionException>(() => AsAsync<EndRoleHandler>("programme", (handler, by) =>
            handler.HandleAsync(new EndRole(World.People["director.uk"], seen.Id, seen.Version, Today, false), by, default)));
    }

    [Fact]
    public async Task HandleAsync_EndedYesterday_IsRefused()
    {
        await EndAsync("office.uk", "director.uk", Today.AddDays(-1));

        await RefusedAsync("RoleAlreadyEnded", () => EndAsync("office.uk", "director.uk", Today));
    }

    [Fact]
    public async Task HandleAsync_LastDayBeforeTheFirst_IsRefused() =>
        await RefusedAsync("PeriodEndsBeforeItBegins", () => EndAsync("office.uk", "director.uk", new DateOnly(2019, 12, 31)));

    [Fact]
    public async Task HandleAsync_LastAdministrator_IsRefused() =>
        await RefusedAsync("LastAdministrator", () => EndAsync("admin", "admin", Today, understood: true));

    [Fact]
    public async Task HandleAsync_OwnRole_NeedsTheTick()
    {
        var refused = await RefusedAsync("OwnRoleEnds", () => EndAsync("office.uk", "office.uk", Today));
        Assert.Equal("Understood", refused.Field);

        await EndAsync("office.uk", "office.uk", Today, understood: true);
        Assert.Equal(Today, (await RoleOfAsync("office.uk")).To);
    }

    [Fact]
    public async Task HandleAsync_RoleOfSomebodyElse_IsNotFound()
    {
        var role = await RoleOfAsync("director.uk");

        await Assert.ThrowsAsync<NotFoundException>(() => AsAsync<EndRoleHandler>("office.uk", (handler, by) =>
            handler.HandleAsync(new EndRole(World.People["unit.uk"], role.Id, role.Version, Today, false), by, default)));
    }

    private async Task EndAsync(string by, string whose, DateOnly lastDay, bool understood = false)
    {
        var role = await RoleOfAsync(whose);
        await AsAsync<EndRoleHandler>(by, (handler, person) => handler.HandleAsync(new EndRole(World.People[whose], role.Id, role.Version, lastDay, understood), person, default));
    }
}
