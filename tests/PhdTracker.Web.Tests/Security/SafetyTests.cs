using System.Net;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Security;

/// <summary>Headers, cookies, tokens and limits that every page is answered with.</summary>
public sealed class SafetyTests(App app) : IClassFixture<App>
{
    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/css/site.css")]
    [InlineData("/health/live")]
    [InlineData("/no-such-page")]
    public async Task Get_Anything_SafetyHeaders(string url)
    {
        using var answer = await app.Visitor(followRedirects: false).GetAsync(url);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Get_Page_IsNotKeptByCaches()
    {
        using var answer = await app.Visitor().GetAsync("/account/sign-in");

        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Get_ListAsAFile_IsNotKeptByCaches()
    {
        using var answer = await (await app.SignedInAsync("office.uk")).GetAsync("/milestones?handler=Csv");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Get_AppsOwnStyle_MayBeKept()
    {
        using var answer = await app.Visitor().GetAsync("/css/site.css");

        Assert.NotEqual(true, answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Post_ALargeFormToAnAccountPage_IsTooLarge()
    {
        var client = app.Visitor();
        using var answer = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["Email"] = new string('x', 70_000) }));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await AppPage.ReadAsync(client, answer)).Status);
    }

    [Fact]
    public async Task Mail_APageFarBehindTheLast_ShowsTheLast()
    {
        await using var own = await App.StartAsync();
        await (await AppPage.OpenAsync(own.Visitor(), "/account/forgot-password")).SubmitAsync("main form", new Dictionary<string, string> { ["Email"] = "student.fr@test.example" });

        var page = await AppPage.OpenAsync(await own.SignedInAsync("admin"), "/administration/mail?page=99999999");

        Assert.Contains("Léonie", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WithoutToken_RefusedWithAPage()
    {
        var client = app.Visitor();
        using var answer = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["Email"] = "x@test.example" }));
        var page = await AppPage.ReadAsync(client, answer);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("could not be read", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_BehindTls_SecureHttpOnlyLax()
    {
        var client = app.Visitor(followRedirects: false);
        using var answer = await client.GetAsync(new Uri("https://phd.example.org/account/sign-in"));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("phdtracker-form=", StringComparison.Ordinal));
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("max-age=", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task SignIn_TooManyAttempts_ToldInTheReadersLanguage()
    {
        await using var strict = await App.StartAsync(builder => builder.UseSetting("SignIn:AttemptsPerMinute", "3"));
        var client = strict.Visitor(language: "fr-FR");
        var page = await AppPage.OpenAsync(client, "/account/sign-in");
        for (var attempt = 0; attempt < 4; attempt++)
        {
            using var answer = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["Email"] = "nobody@test.example",
                ["Password"] = "wrong",
                ["__RequestVerificationToken"] = page.Token,
            }));
            var told = await AppPage.ReadAsync(client, answer);
            Assert.Equal(attempt < 3 ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, told.Status);
            if (attempt == 3)
                Assert.Contains("Trop de tentatives", told.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Health_Ready_EntryPerCheck()
    {
        using var live = await app.Visitor().GetAsync("/health/live");
        using var ready = await app.Visitor().GetAsync("/health/ready");
        var entries = System.Text.Json.JsonDocument.Parse(await ready.Content.ReadAsStringAsync()).RootElement.GetProperty("checks");

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal("Healthy", entries.GetProperty("database").GetProperty("status").GetString());
        Assert.Equal("Healthy", entries.GetProperty("scheduler").GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }
}
