using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Account;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Tests.People;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Account;

/// <summary>Links, passwords and the administrator from the command line.</summary>
public sealed class PasswordTests : PeopleFixture
{
    private const string Better = "correct horse battery";

    [Fact]
    public async Task RequestPasswordReset_KnownAddress_WritesOneMailToItsOwner()
    {
        await AskForResetAsync(" Lead.FR@test.example ");
        await AskForResetAsync("lead.fr@test.example");

        var mail = await Database.AskAsync(db => db.Notifications.SingleAsync());
        Assert.Equal((World.People["lead.fr"], "PasswordReset", "fr"), (mail.RecipientId, mail.Kind, mail.Language));
        Assert.DoesNotContain("lead.fr", mail.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("unknown@test.example")]
    [InlineData("")]
    public async Task RequestPasswordReset_UnknownAddress_DoesNothing(string email)
    {
        await AskForResetAsync(email);

        Assert.False(await Database.AskAsync(db => db.Notifications.AnyAsync()));
    }

    [Fact]
    public async Task SetPassword_ByALink_WorksOnceAndEndsSessions()
    {
        var before = await PersonAsync("lead.uk");
        var token = await TokenAsync("lead.uk");

        await SetAsync("lead.uk", token, Better);

        var after = await PersonAsync("lead.uk");
        Assert.NotEqual(before.SecurityStamp, after.SecurityStamp);
        Assert.True(await MatchesAsync("lead.uk", Better));
        await RefusedAsync("LinkExpired", () => SetAsync("lead.uk", token, "another horse battery"));
    }

    [Fact]
    public async Task SetPassword_LinkOfSomebodyElse_IsRefused()
    {
        var token = await TokenAsync("lead.fr");

        await RefusedAsync("LinkExpired", () => SetAsync("lead.uk", token, Better));
        await RefusedAsync("LinkExpired", () => SetAsync("lead.uk", null, Better));
        await RefusedAsync("LinkExpired", () => SetAsync("lead.uk", "%%%", Better));
    }

    [Theory]
    [InlineData("short", "PasswordTooShort")]
    [InlineData("aaaaaaaaaaaaaaa", "PasswordTooPlain")]
    [InlineData("niamh sutcliffe", "PasswordTooPlain")]
    public async Task SetPassword_WeakOne_IsRefusedAndTheLinkStillWorks(string password, string code)
    {
        var token = await TokenAsync("lead.uk");

        await RefusedAsync(code, () => SetAsync("lead.uk", token, password));

        await SetAsync("lead.uk", token, Better);
    }

    [Fact]
    public async Task ChangePassword_WrongCurrentOne_IsRefused()
    {
        await RefusedAsync("PasswordWrong", () => AsAsync<ChangePasswordHandler>("lead.uk", (handler, by) => handler.HandleAsync(new ChangePassword("no", Better), by, default)));
        await AsAsync<ChangePasswordHandler>("lead.uk", (handler, by) => handler.HandleAsync(new ChangePassword(World.Password, Better), by, default));

        Assert.True(await MatchesAsync("lead.uk", Better));
        Assert.DoesNotContain("Password", (await Database.AskAsync(db => db.AuditEntries.SingleAsync(e => e.ActName == "ChangePassword"))).After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAdministrator_Twice_KeepsOnePersonAndOneRole()
    {
        var first = await CreateAdministratorAsync("root@site.example");
        var second = await CreateAdministratorAsync("ROOT@site.example");

        Assert.Equal((true, false, first.PersonId), (first.IsNew, second.IsNew, second.PersonId));
        Assert.StartsWith("/account/reset-password?person=", first.LinkPath, StringComparison.Ordinal);
        var role = await Database.AskAsync(db => db.RoleAssignments.SingleAsync(r => r.PersonId == first.PersonId));
        Assert.Equal(Role.SystemAdministrator, role.Role);
    }

    [Fact]
    public async Task CreateAdministrator_NoAddress_IsRefused() => await RefusedAsync("EmailUnreadable", () => CreateAdministratorAsync("root"));

    private Task AskForResetAsync(string email) =>
        Database.InScopeAsync(services => services.GetRequiredService<RequestPasswordResetHandler>().HandleAsync(new RequestPasswordReset(email), default));

    private Task<AdministratorCreated> CreateAdministratorAsync(string email) =>
        Database.InScopeAsync(services => services.GetRequiredService<CreateAdministratorHandler>().HandleAsync(new CreateAdministrator(email, "Root", "Admin"), default));

    private Task<string> TokenAsync(string name) => Database.InScopeAsync(async services =>
    {
        var id = World.People[name];
        var person = await services.GetRequiredService<PhdTrackerDb>().Users.SingleAsync(p => p.Id == id);
        return (await services.GetRequiredService<PasswordLinks>().ForResetAsync(person)).Split("token=")[1];
    });

    private Task SetAsync(string name, string? token, string password) =>
        Database.InScopeAsync(services => services.GetRequiredService<SetPasswordHandler>().HandleAsync(new SetPassword(World.People[name], token, password), default));

    private Task<bool> MatchesAsync(string name, string password) => Database.InScopeAsync(async services =>
    {
        var id = World.People[name];
        var person = await services.GetRequiredService<PhdTrackerDb>().Users.SingleAsync(p => p.Id == id);
        return services.GetRequiredService<PasswordRules>().Matches(person, password);
    });
}
