using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Account;

public sealed class ProfileTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task Profile_OwnRoles_AreInWords()
    {
        var page = await app.OpenAsync("director.uk", "/account/profile");

        Assert.Equal(["Director of postgraduate studies", "Physics, Imperial", "since 1 Jan 2020"], page.Document.QuerySelectorAll(".rows .row-title, .rows .sub").Select(e => e.TextContent));
    }

    [Fact]
    public async Task Profile_LanguageAndName_AreSavedAndShownAtOnce()
    {
        var client = await app.NewSessionAsync("unit.uk");
        var page = await AppPage.OpenAsync(client, "/account/profile");

        var saved = await page.SubmitAsync("main form", new Dictionary<string, string> { ["Language"] = "fr", ["GivenName"] = "Callum <b>", ["Theme"] = "dark" });

        Assert.Equal("C’est enregistré.", saved.Notice);
        Assert.Equal(("fr", "dark"), (saved.Document.DocumentElement.GetAttribute("lang"), saved.Document.DocumentElement.GetAttribute("data-theme")));
        Assert.Contains("Callum &lt;b&gt;", saved.Html, StringComparison.Ordinal);
        Assert.Null(saved.Document.QuerySelector("main b"));
    }

    [Fact]
    public async Task Profile_Lists_ShowWhatIsChosen()
    {
        var page = await app.OpenAsync("office.fr", "/account/profile");

        Assert.Equal("fr", page.Find("#Language option[selected]").GetAttribute("value"));
        Assert.Equal("auto", page.Find("#Theme option[selected]").GetAttribute("value"));
    }

    [Fact]
    public async Task Profile_BadInput_ListsEverythingAndKeepsWhatWasTyped()
    {
        var page = await app.OpenAsync("unit.fr", "/account/profile");

        var again = await page.SubmitAsync("main form", new Dictionary<string, string> { ["GivenName"] = " ", ["FamilyName"] = new string('x', 101), ["Title"] = new string('y', 41), ["Language"] = "de", ["Theme"] = "pink" });

        Assert.Equal(5, again.Errors.Count);
        Assert.Equal(new string('x', 101), again.Find("#FamilyName").GetAttribute("value"));
    }

    [Fact]
    public async Task Password_WrongCurrentOne_IsSaidAtTheField()
    {
        var page = await app.OpenAsync("lead.fr", "/account/profile");

        var again = await page.SubmitAsync("form[action*='Password']", new Dictionary<string, string> { ["Current"] = "no", ["New"] = "correct horse battery", ["Again"] = "correct horse battery" });

        Assert.Equal(["Ce n’est pas votre mot de passe actuel."], again.Errors);
        Assert.Equal("true", again.Find("#Current").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Password_Changed_KeepsThisSessionAndEndsTheOther()
    {
        var (here, there) = (await app.NewSessionAsync("lead.uk"), await app.NewSessionAsync("lead.uk"));
        var page = await AppPage.OpenAsync(here, "/account/profile");

        var changed = await page.SubmitAsync("form[action*='Password']", new Dictionary<string, string> { ["Current"] = World.Password, ["New"] = "correct horse battery", ["Again"] = "correct horse battery" });

        Assert.Equal(("/account/profile", "Your password is changed. Other sessions have ended."), (changed.Path, changed.Notice));
        Assert.Equal("/account/sign-in", (await AppPage.OpenAsync(there, "/account/profile")).Path);
    }

    [Fact]
    public async Task SignOutEverywhere_EndsEverySession()
    {
        var (here, there) = (await app.NewSessionAsync("school.fr"), await app.NewSessionAsync("school.fr"));
        var page = await AppPage.OpenAsync(here, "/account/profile");

        var left = await page.SubmitAsync("form[action*='Everywhere']");

        Assert.Equal("/account/sign-in", left.Path);
        Assert.Equal("/account/sign-in", (await AppPage.OpenAsync(here, "/account/profile")).Path);
        Assert.Equal("/account/sign-in", (await AppPage.OpenAsync(there, "/account/profile")).Path);
    }
}
