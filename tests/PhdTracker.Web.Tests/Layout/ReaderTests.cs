using System.Net;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Layout;

/// <summary>Language and look: the person's own choice, then the device's, then the browser's.</summary>
public sealed class ReaderTests(App app) : IClassFixture<App>
{
    [Theory]
    [InlineData("fr-CA,fr;q=0.8,en;q=0.5", "fr")]
    [InlineData("en-US", "en")]
    [InlineData("de,fr;q=0.4,en;q=0.7", "en")]
    [InlineData("de", "en")]
    public async Task Page_NothingChosen_LanguageOfTheBrowser(string accepted, string language)
    {
        var page = await AppPage.OpenAsync(app.Visitor(language: accepted), "/account/sign-in");

        Assert.Equal(language, page.Document.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Preferences_VisitorSwitches_StaysOnThePageAndIsRemembered()
    {
        var page = await AppPage.OpenAsync(app.Visitor(), "/account/sign-in");
        var french = await page.SubmitAsync("button[name=language]");
        var dark = await french.SubmitAsync("button[name=theme][value=dark]");

        Assert.Equal("/account/sign-in", dark.Path);
        Assert.Equal("fr", dark.Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal("dark", dark.Document.DocumentElement.GetAttribute("data-bs-theme"));
    }

    [Fact]
    public async Task Preferences_SignedIn_FollowThePersonToAnotherDevice()
    {
        await using var own = await App.StartAsync();
        var page = await AppPage.OpenAsync(await own.NewSessionAsync("unit.uk"), "/account/profile");
        await page.SubmitAsync("header button[name=language]");
        var elsewhere = await AppPage.OpenAsync(await own.NewSessionAsync("unit.uk"), "/account/profile");

        Assert.Equal("fr", elsewhere.Document.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    public async Task Preferences_ForeignReturnAddress_HomePage(string returnUrl)
    {
        var client = app.Visitor(followRedirects: false);
        var page = await AppPage.OpenAsync(client, "/account/sign-in");
        using var answer = await client.PostAsync("/account/preferences", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["language"] = "en",
            ["returnUrl"] = returnUrl,
            ["__RequestVerificationToken"] = page.Token,
        }));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Page_UnknownAddress_ToldInTheReadersLanguage()
    {
        var page = await app.OpenAsync("lead.fr", "/no-such-page");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("Cette page n’existe pas", page.Text, StringComparison.Ordinal);
    }
}
