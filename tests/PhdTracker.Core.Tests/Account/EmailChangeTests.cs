using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Account;
using PhdTracker.Core.Data;
using PhdTracker.Core.Tests.People;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Account;

/// <summary>A new address counts once both addresses have agreed, within three days.</summary>
public sealed partial class EmailChangeTests : PeopleFixture
{
    private const string New = "niamh@elsewhere.example";

    [Fact]
    public async Task Confirm_BothLinksInEitherOrder_ChangesTheAddress()
    {
        var (old, @new) = await AskAsync();

        Assert.False(await ConfirmAsync(@new));
        Assert.Equal("lead.uk@test.example", (await PersonAsync("lead.uk")).Email);
        Assert.True(await ConfirmAsync(old));

        Assert.Equal(New, (await PersonAsync("lead.uk")).Email);
        Assert.Equal(["lead.uk@test.example", New], (await Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "EmailChanged").Select(n => n.Address).ToListAsync())).Order(StringComparer.Ordinal));
        await RefusedAsync("EmailLinkExpired", () => ConfirmAsync(old));
    }

    [Fact]
    public async Task Confirm_InTheLastSecond_StillCounts()
    {
        var (old, @new) = await AskAsync();
        await ConfirmAsync(old);
        Database.Clock.Advance(EmailChange.Lifetime - TimeSpan.FromSeconds(1));

        Assert.True(await ConfirmAsync(@new));
    }

    [Fact]
    public async Task Confirm_AfterThreeDays_IsRefusedAndNothingChanges()
    {
        var (old, @new) = await AskAsync();
        Database.Clock.Advance(EmailChange.Lifetime);

        await RefusedAsync("EmailLinkExpired", () => ConfirmAsync(old));
        await RefusedAsync("EmailLinkExpired", () => ConfirmAsync(@new));

        Assert.Equal("lead.uk@test.example", (await PersonAsync("lead.uk")).Email);
    }

    [Fact]
    public async Task Confirm_OnlyOneAddressInTime_LeavesTheOldOne()
    {
        var (old, @new) = await AskAsync();
        await ConfirmAsync(old);
        Database.Clock.Advance(EmailChange.Lifetime);

        await RefusedAsync("EmailLinkExpired", () => ConfirmAsync(@new));

        Assert.Equal("lead.uk@test.example", (await PersonAsync("lead.uk")).Email);
        Assert.Null(await Database.InScopeAsync(services => services.GetRequiredService<EmailChanges>().OfAsync(World.People["lead.uk"], default)));
    }

    [Fact]
    public async Task Confirm_AskedForAnew_TheEarlierLinksAreOver()
    {
        var (earlier, _) = await AskAsync();
        Database.Clock.Advance(TimeSpan.FromDays(2));
        var (old, @new) = await AskAsync();
        Database.Clock.Advance(TimeSpan.FromDays(2));

        await RefusedAsync("EmailLinkExpired", () => ConfirmAsync(earlier));
        await ConfirmAsync(old);
        Assert.True(await ConfirmAsync(@new));
    }

    [Fact]
    public async Task Confirm_OneLinkTwiceOrAsSomebodyElse_IsRefused()
    {
        var (old, @new) = await AskAsync();
        await ConfirmAsync(old);

        await RefusedAsync("EmailLinkUsed", () => ConfirmAsync(old));
        await RefusedAsync("EmailLinkOfAnother", () => ConfirmAsync(@new, World.People["lead.fr"]));
        await RefusedAsync("EmailLinkExpired", () => ConfirmAsync(null));
    }

    [Fact]
    public async Task Confirm_AddressTakenMeanwhile_IsRefused()
    {
        var (old, @new) = await AskAsync();
        await ConfirmAsync(old);
        await Database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            (await db.Users.SingleAsync(p => p.Id == World.People["nobody"])).SetEmail(New);
            await db.SaveChangesAsync();
        });

        await RefusedAsync("EmailTakenElsewhere", () => ConfirmAsync(@new));
    }

    [Theory]
    [InlineData("", "NewEmailMissing")]
    [InlineData("nowhere", "EmailUnreadable")]
    [InlineData(" LEAD.uk@test.example ", "EmailSame")]
    [InlineData("lead.fr@test.example", "EmailTakenElsewhere")]
    public async Task Request_BadAddress_IsRefused(string email, string code) => await RefusedAsync(code, () => RequestAsync(email, World.Password));

    [Fact]
    public async Task Request_WrongPassword_IsRefused() => await RefusedAsync("PasswordWrong", () => RequestAsync(New, "no"));

    private async Task<(string Old, string New)> AskAsync()
    {
        await RequestAsync(New, World.Password);
        return (await TokenAsync("EmailApprove"), await TokenAsync("EmailConfirm"));
    }

    private Task RequestAsync(string email, string password) =>
        AsAsync<RequestEmailChangeHandler>("lead.uk", (handler, by) => handler.HandleAsync(new RequestEmailChange(email, password, null), by, default));

    private Task<bool> ConfirmAsync(string? token, int? signedInAs = null) =>
        Database.InScopeAsync(services => services.GetRequiredService<ConfirmEmailChangeHandler>().HandleAsync(new ConfirmEmailChange(token, signedInAs, null), default));

    private async Task<string> TokenAsync(string kind) =>
        Token().Match(await Database.AskAsync(db => db.Notifications.Where(n => n.Kind == kind).OrderByDescending(n => n.Id).Select(n => n.Text).FirstAsync())).Groups[1].Value;

    [GeneratedRegex(@"token=([\w-]+)")]
    private static partial Regex Token();
}
