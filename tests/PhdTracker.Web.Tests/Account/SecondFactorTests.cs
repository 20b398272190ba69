using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Account;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Account;

public sealed class SecondFactorTests
{
    [Fact]
    public async Task Authenticator_SetUp_IsAskedForAndEachCodeWorksOnce()
    {
        await using var app = await App.StartAsync();
        var (key, codes) = await SetUpAsync(await app.SignedInAsync("lead.uk"), app);
        Assert.Equal(10, codes.Count);

        // The code that confirmed it is used up.
        var step = await PasswordAsync(app.Visitor(), "lead.uk");
        Assert.Equal("/account/second-step", step.Path);
        Assert.StartsWith("This code is not right", Assert.Single((await CodeAsync(step, Now(app, key))).Errors), StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("/account/profile", (await CodeAsync(step, Now(app, key))).Path);

        var again = await PasswordAsync(app.Visitor(), "lead.uk");
        Assert.Equal("/account/second-step", (await CodeAsync(again, Now(app, key))).Path);
        Assert.Equal("/account/profile", (await RecoveryAsync(again, codes[0].ToLowerInvariant())).Path);
        var last = await PasswordAsync(app.Visitor(), "lead.uk");
        Assert.Single((await RecoveryAsync(last, codes[0])).Errors);
        var audit = await app.AskAsync(db => db.AuditEntries.Select(e => e.Before + e.After).ToListAsync());
        Assert.DoesNotContain(audit, e => e.Contains(key, StringComparison.Ordinal) || e.Contains("ProtectedKey", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecondStep_WrongCodes_PauseTheAccountWhateverThePassword()
    {
        await using var app = await App.StartAsync();
        var (key, _) = await SetUpAsync(await app.SignedInAsync("lead.uk"), app);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        for (var i = 0; i < 5; i++)
            await CodeAsync(await PasswordAsync(app.Visitor(), "lead.uk"), "000000");

        Assert.Equal("/account/sign-in", (await PasswordAsync(app.Visitor(), "lead.uk")).Path);
        Assert.NotEmpty(key);
    }

    [Fact]
    public async Task RequiredByARole_NoSecondFactor_NothingElseOpensUntilThereIsOne()
    {
        await using var app = await App.StartAsync(builder => builder.UseSetting("SignIn:SecondFactorRoles", "Office"));
        var office = app.Visitor();

        Assert.Equal("/account/security", (await PasswordAsync(office, "office.uk")).Path);
        Assert.Equal("/account/security", (await AppPage.OpenAsync(office, "/cohort")).Path);
        await SetUpAsync(office, app);
        Assert.Equal("/cohort", (await AppPage.OpenAsync(office, "/cohort")).Path);
        Assert.Contains("your last one", (await AppPage.OpenAsync(office, "/account/security/turn-off")).Text, StringComparison.Ordinal);
        Assert.Equal("/account/profile", (await PasswordAsync(app.Visitor(), "lead.uk")).Path);
    }

    [Fact]
    public async Task Sessions_EndedByTheirOwner_AreOverAtOnce()
    {
        await using var app = await App.StartAsync();
        var (here, there, other) = (await app.NewSessionAsync("lead.uk"), await app.NewSessionAsync("lead.uk"), await app.NewSessionAsync("lead.fr"));
        var page = await AppPage.OpenAsync(here, "/account/sessions");

        var ended = await page.SubmitAsync("form[action*='End']");

        Assert.Equal("The session has ended.", ended.Notice);
        Assert.Equal("/account/sign-in", (await AppPage.OpenAsync(there, "/account/profile")).Path);
        Assert.Equal("/account/profile", (await AppPage.OpenAsync(here, "/account/profile")).Path);
        var theirs = await app.AskAsync(db => db.Sessions.Where(s => s.PersonId == app.World.People["lead.fr"]).Select(s => s.Id).FirstAsync());
        using var refused = await here.PostAsync("/account/sessions?handler=End", new FormUrlEncodedContent(new Dictionary<string, string> { ["id"] = $"{theirs}", ["__RequestVerificationToken"] = ended.Token }));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal("/account/profile", (await AppPage.OpenAsync(other, "/account/profile")).Path);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Email_BothAddressesAgree_InEitherOrder(bool newFirst)
    {
        await using var app = await App.StartAsync();
        var (here, there) = (await app.NewSessionAsync("lead.uk"), await app.NewSessionAsync("lead.uk"));
        var form = await AppPage.OpenAsync(here, "/account/email");
        Assert.Single((await AskAsync(form, "lead.fr@test.example")).Errors);
        await AskAsync(form, "niamh@test.example");
        var links = await app.AskAsync(db => db.Notifications.OrderBy(n => n.Id).Select(n => new { n.Address, n.Text }).ToListAsync());
        Assert.Equal(["niamh@test.example", "lead.uk@test.example"], links.Select(l => l.Address));
        var urls = links.Select(l => "/account/confirm-email?token=" + l.Text.Split("token=")[1].Split('\n')[0].Trim()).ToList();
        Assert.Contains("another account", (await AppPage.OpenAsync(await app.SignedInAsync("other.lead.uk"), urls[0])).Text, StringComparison.Ordinal);

        await (await AppPage.OpenAsync(app.Visitor(), urls[newFirst ? 0 : 1])).SubmitAsync("main form");
        Assert.Equal("lead.uk@test.example", await EmailAsync(app));
        await (await AppPage.OpenAsync(app.Visitor(), urls[newFirst ? 1 : 0])).SubmitAsync("main form");

        Assert.Equal("niamh@test.example", await EmailAsync(app));
        Assert.Equal("/account/profile", (await AppPage.OpenAsync(here, "/account/profile")).Path);
        Assert.Equal("/account/sign-in", (await AppPage.OpenAsync(there, "/account/profile")).Path);
        Assert.Contains("no longer works", (await AppPage.OpenAsync(app.Visitor(), urls[0])).Text, StringComparison.Ordinal);
    }

    private static Task<AppPage> AskAsync(AppPage form, string email) =>
        form.SubmitAsync("main form:has(#Email)", new Dictionary<string, string> { ["Email"] = email, ["Password"] = World.Password });

    private static Task<string?> EmailAsync(App app) => app.AskAsync(db => db.Users.Where(p => p.Id == app.World.People["lead.uk"]).Select(p => p.Email).SingleAsync());

    private static async Task<(string Key, List<string> Codes)> SetUpAsync(HttpClient client, App app)
    {
        var page = await AppPage.OpenAsync(client, "/account/security/authenticator");
        var key = page.Find("[data-key]").TextContent.Replace(" ", "", StringComparison.Ordinal);
        Assert.Single((await CodeAsync(page, "12345")).Errors);
        var done = await CodeAsync(page, Now(app, key));
        Assert.Equal("/account/security/recovery-codes", done.Path);
        return (key, [.. done.Document.QuerySelectorAll("[data-codes] code").Select(c => c.TextContent)]);
    }

    private static string Now(App app, string key) => Totp.Code(key, Totp.StepAt(app.Clock.UtcNow()));

    private static async Task<AppPage> PasswordAsync(HttpClient client, string name) => await (await AppPage.OpenAsync(client, "/account/sign-in?returnUrl=/account/profile"))
        .SubmitAsync("main form", new Dictionary<string, string> { ["Email"] = $"{name}@test.example", ["Password"] = World.Password });

    private static Task<AppPage> CodeAsync(AppPage page, string code) => page.SubmitAsync("main form:has(#Code)", new Dictionary<string, string> { ["Code"] = code });

    private static Task<AppPage> RecoveryAsync(AppPage page, string code) => page.SubmitAsync("main form:has(#RecoveryCode)", new Dictionary<string, string> { ["RecoveryCode"] = code });
}
