using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Tests.People;

public sealed class GiveRoleTests : PeopleFixture
{
    [Fact]
    public async Task HandleAsync_OfficeOfTheSide_GivesTheRoleAndTheTrailSaysSo()
    {
        await GiveAsync("office.uk", "nobody", Role.Registry, Side(World.UkPartyId));

        var role = await RoleOfAsync("nobody");
        Assert.Equal((Role.Registry, World.UkPartyId, Today, (DateOnly?)null), (role.Role, role.PartyId, role.From, role.To));
        var entry = await Database.AskAsync(db => db.AuditEntries.SingleAsync(e => e.ActName == "GiveRole"));
        Assert.Equal($"person:{World.People["nobody"]}", entry.CaseKey);
        Assert.Contains("\"Role\":\"Registry\"", entry.After, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("office.uk", "FR")]
    [InlineData("office.fr", "UK")]
    [InlineData("auditor", "UK")]
    [InlineData("lead.uk", "UK")]
    [InlineData("student.uk", "UK")]
    [InlineData("director.uk", "UK")]
    public async Task HandleAsync_BeyondReach_IsRefused(string by, string side)
    {
        await Assert.ThrowsAnyAsync<Exception>(() => GiveAsync(by, "nobody", Role.Office, Side(side == "UK" ? World.UkPartyId : World.FrPartyId)));

        Assert.False(await Database.AskAsync(db => db.RoleAssignments.AnyAsync(r => r.PersonId == World.People["nobody"])));
    }

    [Theory]
    [InlineData("office.uk", Role.ProgrammeManager)]
    [InlineData("office.uk", Role.Auditor)]
    public async Task HandleAsync_OfficeForTheProgramme_IsNotAllowed(string by, Role role) =>
        await RefusedAsync("NotAllowed", () => GiveAsync(by, "office.uk", role, Programme()));

    [Theory]
    [InlineData("office.uk")]
    [InlineData("programme")]
    public async Task HandleAsync_SystemAdministratorByOthers_IsNotAllowed(string by) =>
        await RefusedAsync("NotAllowed", () => GiveAsync(by, by, Role.SystemAdministrator, new RolePlace(null, null, null)));

    [Fact]
    public async Task HandleAsync_ProgrammeManager_GivesRolesOfBothSidesAndOfTheProgramme()
    {
        await GiveAsync("programme", "nobody", Role.Auditor, Programme());
        await GiveAsync("programme", "nobody", Role.Office, Side(World.FrPartyId));
        await GiveAsync("programme", "nobody", Role.LegalOffice, Side(World.UkPartyId));

        Assert.Equal(3, await Database.AskAsync(db => db.RoleAssignments.CountAsync(r => r.PersonId == World.People["nobody"])));
    }

    [Theory]
    [InlineData(Role.Office)]
    [InlineData(Role.UnitHead)]
    [InlineData(Role.Student)]
    public async Task HandleAsync_RoleThatIsNotHeldThere_IsRefused(Role role) =>
        await RefusedAsync("RoleDoesNotFit", () => GiveAsync("admin", "nobody", role, Programme()));

    [Fact]
    public async Task HandleAsync_UnitOfTheOtherSide_IsNotFound()
    {
        var lab = await Database.AskAsync(db => db.Units.SingleAsync(u => u.Kind == UnitKind.ResearchUnit));

        await Assert.ThrowsAsync<NotFoundException>(() => GiveAsync("office.uk", "nobody", Role.UnitHead, new RolePlace(null, World.UkPartyId, lab.Id)));
    }

    [Fact]
    public async Task HandleAsync_Twice_IsRefusedTheSecondTime()
    {
        await GiveAsync("office.uk", "nobody", Role.Registry, Side(World.UkPartyId));

        await RefusedAsync("RoleAlreadyHeld", () => GiveAsync("office.uk", "nobody", Role.Registry, Side(World.UkPartyId)));
    }

    [Fact]
    public async Task HandleAsync_EndsBeforeItBegins_IsRefusedAtTheField()
    {
        var refused = await RefusedAsync("PeriodEndsBeforeItBegins", () => GiveAsync("office.uk", "nobody", Role.Registry, Side(World.UkPartyId), Today.AddDays(-1)));

        Assert.Equal("To", refused.Field);
    }

    [Fact]
    public async Task HandleAsync_OfficeWhoseRoleEndedYesterday_MayNot()
    {
        await AsAsync<EndRoleHandler>("admin", async (handler, by) =>
        {
            var role = await RoleOfAsync("office.uk");
            await handler.HandleAsync(new EndRole(World.People["office.uk"], role.Id, role.Version, Today.AddDays(-1), false), by, default);
        });

        await Assert.ThrowsAsync<NotFoundException>(() => GiveAsync("office.uk", "nobody", Role.Registry, Side(World.UkPartyId)));
    }

    private Task GiveAsync(string by, string to, Role role, RolePlace place, DateOnly? until = null) =>
        AsAsync<GiveRoleHandler>(by, (handler, person) => handler.HandleAsync(new GiveRole(World.People[to], role, place, Today, until), person, default));

    private RolePlace Programme() => new(World.ProgrammeId, null, null);

    private static RolePlace Side(int partyId) => new(null, partyId, null);
}
