using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Account;

namespace PhdTracker.Core.Tests.Account;

/// <summary>A system administrator takes away the second factor of somebody who has lost it.</summary>
public sealed class ResetSecondFactorTests : SecondFactorFixture
{
    [Fact]
    public async Task Reset_ByTheAdministrator_TakesEverythingAwayAndTellsThePerson()
    {
        await TurnOnAsync("lead.uk");
        var before = await PersonAsync("lead.uk");
        Assert.True(before.TwoFactorEnabled);

        await ResetAsync("admin", "lead.uk");

        var after = await PersonAsync("lead.uk");
        Assert.False(after.TwoFactorEnabled);
        Assert.NotEqual(before.SecurityStamp, after.SecurityStamp);
        Assert.Equal((0, 0), (await Database.AskAsync(db => db.Authenticators.CountAsync()), await RecoveryCodesAsync()));
        Assert.Equal(World.People["lead.uk"], await Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "SecondFactorReset").Select(n => n.RecipientId).SingleAsync()));
        Assert.Equal(World.People["admin"], await Database.AskAsync(db => db.AuditEntries.Where(e => e.ActName == "ResetSecondFactor").Select(e => e.ById).SingleAsync()));
        await TurnOnAsync("lead.uk");
    }

    [Fact]
    public async Task Reset_LeavesTheOthersAlone()
    {
        await TurnOnAsync("lead.uk");
        await TurnOnAsync("lead.fr");

        await ResetAsync("admin", "lead.uk");

        Assert.Equal(World.People["lead.fr"], await Database.AskAsync(db => db.Authenticators.Select(a => a.PersonId).SingleAsync()));
        Assert.Equal(Authenticator.RecoveryCodes, await RecoveryCodesAsync());
    }

    [Fact]
    public async Task Reset_NothingThereOrASecondTime_IsTold()
    {
        await RefusedAsync("NoSecondFactor", () => ResetAsync("admin", "lead.uk"));
        await TurnOnAsync("lead.uk");
        await ResetAsync("admin", "lead.uk");

        await RefusedAsync("NoSecondFactor", () => ResetAsync("admin", "lead.uk"));
    }

    [Fact]
    public async Task Reset_OneOwn_IsRefused()
    {
        await TurnOnAsync("admin");

        await RefusedAsync("NotAllowed", () => ResetAsync("admin", "admin"));
    }

    [Theory]
    [InlineData("office.uk")]
    [InlineData("programme")]
    public async Task Reset_ByWhoSeesThePersonOnly_IsRefused(string who)
    {
        await TurnOnAsync("lead.uk");

        await RefusedAsync("NotAllowed", () => ResetAsync(who, "lead.uk"));

        Assert.True((await PersonAsync("lead.uk")).TwoFactorEnabled);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("other.student.fr")]
    public async Task Reset_ByWhoDoesNotSeeThePerson_IsNotFound(string who)
    {
        await TurnOnAsync("lead.uk");

        await Assert.ThrowsAsync<NotFoundException>(() => ResetAsync(who, "lead.uk"));
    }

    private Task ResetAsync(string who, string whose) =>
        AsAsync<ResetSecondFactorHandler>(who, (handler, by) => handler.HandleAsync(new ResetSecondFactor(World.People[whose]), by, default));
}
