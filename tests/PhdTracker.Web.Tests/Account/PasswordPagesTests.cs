using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Testing;
using PhdTracker.Web.Features.Account;

namespace PhdTracker.Web.Tests.Account;

public sealed partial class PasswordPagesTests : IAsyncLifetime
{
    private const string Better = "correct horse battery";
    private App _app = null!;

    public async Task InitializeAsync() => _app = await App.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("lead.uk@test.example")]
    [InlineData("unknown@test.example")]
    public async Task ForgotPassword_KnownOrNot_IsAnsweredAlike(string email)
    {
        var page = await AskAsync(email);

        Assert.StartsWith("If this address has an account, a mail with a link is on its way to it.", page.Notice, StringComparison.Ordinal);
        Assert.DoesNotContain(email, page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgot_UnknownAddress_TakesAsLongAsAKnownOne()
    {
        var page = await AppPage.OpenAsync(_app.Visitor(), "/account/forgot-password");
        var started = Stopwatch.GetTimestamp();

        await page.SubmitAsync("main form", new Dictionary<string, string> { ["Email"] = "nobody@test.example" });

        Assert.True(Stopwatch.GetElapsedTime(started) >= ForgotPasswordModel.AnswerAfter - TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task ForgotPassword_Nothing_AsksForTheAddress() => Assert.Equal(["Type your e-mail address."], (await AskAsync(" ")).Errors);

    [Fact]
    public async Task ResetPassword_ByTheMailedLink_SetsItAndEndsOtherSessions()
    {
        var session = await _app.NewSessionAsync("lead.uk");
        await AskAsync("lead.uk@test.example");
        var link = await MailedLinkAsync();
        Assert.DoesNotContain("@", link, StringComparison.Ordinal);

        var form = await AppPage.OpenAsync(_app.Visitor(), link);
        Assert.Equal(["The two passwords differ. Type the same one twice."], (await SetAsync(form, Better, "another")).Errors);
        Assert.Equal(["Use at least 12 characters. A few words in a row make a good password."], (await SetAsync(form, "short", "short")).Errors);
        var done = await SetAsync(form, Better, Better);

        Assert.Equal(("/account/sign-in", "Your password is set. Sign in with it."), (done.Path, done.Notice));
        Assert.Equal("/account/sign-in", (await AppPage.OpenAsync(session, "/account/profile")).Path);
        Assert.Empty((await done.SubmitAsync("main form", new Dictionary<string, string> { ["Email"] = "lead.uk@test.example", ["Password"] = Better })).Errors);
        Assert.Contains("This link no longer works", (await AppPage.OpenAsync(_app.Visitor(), link)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/reset-password")]
    [InlineData("/account/reset-password?person=1&token=abc")]
    [InlineData("/account/reset-password?person=999999&token=abc")]
    [InlineData("/account/reset-password?person=x&token=%25%25")]
    public async Task ResetPassword_BadLink_SaysSoAlike(string url)
    {
        var page = await AppPage.OpenAsync(_app.Visitor(), url);

        Assert.Equal("Choose a new password This link no longer works: it was used, or it is too old. Ask for a new one. Ask for a new link", page.Text);
    }

    [Fact]
    public async Task Invitation_LeadsToTheFirstPassword()
    {
        var office = await _app.SignedInAsync("office.uk");
        var add = await AppPage.OpenAsync(office, "/people/add");
        var institution = add.Document.QuerySelectorAll("#InstitutionId option").First(o => o.TextContent.Contains("Imperial", StringComparison.Ordinal)).GetAttribute("value")!;
        var person = await add.SubmitAsync("main form", new Dictionary<string, string> { ["GivenName"] = "Ana", ["FamilyName"] = "Novák", ["Email"] = "ana@imperial.example", ["InstitutionId"] = institution });
        Assert.Equal("Ana Novák is added. Now give a role or send an invitation.", person.Notice);

        var invited = await person.SubmitAsync("form[action*='Invite']");
        Assert.Equal("The invitation is on its way.", invited.Notice);
        Assert.Equal(["An invitation was sent a few minutes ago. Give it time to arrive."], (await invited.SubmitAsync("form[action*='Invite']")).Errors);

        var form = await AppPage.OpenAsync(_app.Visitor(), await MailedLinkAsync());
        Assert.StartsWith("Welcome: choose a password", form.Text, StringComparison.Ordinal);
        Assert.Equal("Your password is set. Sign in with it.", (await SetAsync(form, Better, Better)).Notice);
    }

    private async Task<AppPage> AskAsync(string email) =>
        await (await AppPage.OpenAsync(_app.Visitor(), "/account/forgot-password")).SubmitAsync("main form", new Dictionary<string, string> { ["Email"] = email });

    private static Task<AppPage> SetAsync(AppPage form, string password, string again) =>
        form.SubmitAsync("main form", new Dictionary<string, string> { ["Password"] = password, ["Again"] = again });

    private async Task<string> MailedLinkAsync() =>
        Link().Match(await _app.AskAsync(db => db.Notifications.OrderByDescending(n => n.Id).Select(n => n.Text).FirstAsync())).Value;

    [GeneratedRegex(@"/account/reset-password\S+")]
    private static partial Regex Link();
}
