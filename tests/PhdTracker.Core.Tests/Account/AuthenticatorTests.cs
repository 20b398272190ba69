using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Account;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Account;

/// <summary>An authenticator app from the day it is set up to the day it is turned off.</summary>
public sealed class AuthenticatorTests : SecondFactorFixture
{
    [Fact]
    public async Task Answer_CodeOfTheApp_LetsInOnce()
    {
        var (key, _) = await TurnOnAsync("lead.uk");
        await RefusedAsync("SecondFactorWrong", () => AnswerAsync(CodeOf(key)));
        Database.Clock.Advance(TimeSpan.FromSeconds(Totp.StepSeconds));

        await AnswerAsync(CodeOf(key));

        await RefusedAsync("SecondFactorWrong", () => AnswerAsync(CodeOf(key)));
    }

    [Fact]
    public async Task Answer_RecoveryCode_WorksOnceHoweverTyped()
    {
        var (_, codes) = await TurnOnAsync("lead.uk");

        await AnswerAsync(codes[3].Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant(), isRecoveryCode: true);

        await RefusedAsync("SecondFactorWrong", () => AnswerAsync(codes[3], isRecoveryCode: true));
        Assert.Equal(Authenticator.RecoveryCodes - 1, await RecoveryCodesAsync());
    }

    [Fact]
    public async Task TurnOff_WithThePassword_TakesTheCodesToo()
    {
        await TurnOnAsync("lead.uk");
        await RefusedAsync("PasswordWrong", () => TurnOffAsync("no"));

        await TurnOffAsync(World.Password);

        Assert.False((await PersonAsync("lead.uk")).TwoFactorEnabled);
        Assert.Equal((0, 0), (await Database.AskAsync(db => db.Authenticators.CountAsync()), await RecoveryCodesAsync()));
        await RefusedAsync("AuthenticatorOff", () => TurnOffAsync(World.Password));
    }

    [Fact]
    public async Task RenewCodes_TheOldOnesStopWorking()
    {
        var (_, old) = await TurnOnAsync("lead.uk");
        IReadOnlyList<string> codes = [];

        await AsAsync<RenewRecoveryCodesHandler>("lead.uk", async (handler, by) => codes = await handler.HandleAsync(new RenewRecoveryCodes(World.Password), by, default));

        Assert.Equal(Authenticator.RecoveryCodes, await RecoveryCodesAsync());
        await RefusedAsync("SecondFactorWrong", () => AnswerAsync(old[0], isRecoveryCode: true));
        await AnswerAsync(codes[0], isRecoveryCode: true);
    }

    [Fact]
    public async Task CreateAdministrator_WhoLostTheirFactor_LetsThemInWithoutIt()
    {
        await TurnOnAsync("admin");

        await Database.InScopeAsync(services => services.GetRequiredService<CreateAdministratorHandler>().HandleAsync(new CreateAdministrator("admin@test.example", "Ewan", "Kerr"), default));

        Assert.False((await PersonAsync("admin")).TwoFactorEnabled);
        Assert.Equal(0, await RecoveryCodesAsync());
    }

    private async Task AnswerAsync(string code, bool isRecoveryCode = false)
    {
        var person = await PersonAsync("lead.uk");
        await Database.InScopeAsync(services => services.GetRequiredService<AnswerSecondStepHandler>().HandleAsync(new AnswerSecondStep(person.Id, person.SecurityStamp, code, isRecoveryCode), default));
    }

    private Task TurnOffAsync(string password) => AsAsync<TurnOffAuthenticatorHandler>("lead.uk", (handler, by) => handler.HandleAsync(new TurnOffAuthenticator(password), by, default));
}
