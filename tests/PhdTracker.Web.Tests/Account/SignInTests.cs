using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.People;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Account;

public sealed class SignInTests(App app) : IClassFixture<App>
{
    private const string Refused = "This address and this password do not go together.";

    [Fact]
    public async Task SignIn_RightPassword_OpensTheAddressAskedFor()
    {
        var asked = await AppPage.OpenAsync(app.Visitor(), "/account/profile");
        Assert.Equal("/account/sign-in", asked.Path);

        var page = await SendAsync(asked, "lead.uk@test.example", World.Password);

        Assert.Equal("/account/profile", page.Path);
        Assert.Contains("Prof Niamh Sutcliffe", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_AddressInCapitalsWithBlanks_IsTheSame()
    {
        var page = await SendAsync(await FormAsync("/account/sign-in?returnUrl=/account/profile"), "  LEAD.FR@Test.Example ", World.Password);

        Assert.Equal("/account/profile", page.Path);
        Assert.Equal("fr", page.Document.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("unit.uk@test.example", "wrong password")]
    [InlineData("unknown@test.example", World.Password)]
    [InlineData("not an address", "x")]
    [InlineData("<script>alert(1)</script>", "x")]
    public async Task SignIn_WrongOrUnknown_IsAnsweredAlike(string email, string password)
    {
        var page = await SendAsync(await FormAsync(), email, password);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.StartsWith(Refused, Assert.Single(page.Errors), StringComparison.Ordinal);
        Assert.Empty(page.InlineCode());
        Assert.Equal("", page.Find("#Password").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task SignIn_NothingTyped_ListsBothFields()
    {
        var page = await SendAsync(await FormAsync(), "", "");

        Assert.Equal(["Type your e-mail address.", "Type your password."], page.Errors);
        Assert.Equal("#Email", page.Find(".error-summary a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task SignIn_ReturnAddressElsewhere_StaysHere(string elsewhere)
    {
        var client = app.Visitor(followRedirects: false);
        var form = await AppPage.OpenAsync(client, "/account/sign-in?returnUrl=" + Uri.EscapeDataString(elsewhere));

        var page = await SendAsync(form, "unit.fr@test.example", World.Password);

        Assert.Equal("/", page.Headers.Location?.ToString());
    }

    [Fact]
    public async Task SignIn_FiveWrongTries_PauseTheAccountWithTheSameAnswer()
    {
        await using var own = await App.StartAsync();
        var form = await AppPage.OpenAsync(own.Visitor(), "/account/sign-in");
        for (var i = 0; i < 5; i++)
            await SendAsync(form, "lead.uk@test.example", "wrong password");

        var page = await SendAsync(form, "lead.uk@test.example", World.Password);

        Assert.StartsWith(Refused, Assert.Single(page.Errors), StringComparison.Ordinal);
        await own.AskAsync(db => db.Users.Where(p => p.Email == "lead.uk@test.example").ExecuteUpdateAsync(s => s.SetProperty(p => p.LockoutEnd, (DateTimeOffset?)null)));
        Assert.Empty((await SendAsync(form, "lead.uk@test.example", World.Password)).Errors);
    }

    [Fact]
    public async Task SignIn_UnknownWrongOrPaused_CostsTheSameWork()
    {
        var hasher = new CountingHasher();
        await using var own = await App.StartAsync(builder => builder.ConfigureTestServices(services => services.AddSingleton<IPasswordHasher<Person>>(hasher)));
        var form = await AppPage.OpenAsync(own.Visitor(), "/account/sign-in");
        var work = new List<int>();

        foreach (var email in new[] { "nobody@test.example" }.Concat(Enumerable.Repeat("lead.uk@test.example", 7)))
        {
            var before = hasher.Work;
            await SendAsync(form, email, "wrong password");
            work.Add(hasher.Work - before);
        }

        Assert.All(work, hashes => Assert.Equal(1, hashes));
    }

    private sealed class CountingHasher : IPasswordHasher<Person>
    {
        private readonly PasswordHasher<Person> _hasher = new();

        public int Work { get; private set; }

        public string HashPassword(Person user, string password)
        {
            Work++;
            return _hasher.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword)
        {
            Work++;
            return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    [Fact]
    public async Task SignIn_TooOftenInAMinute_IsTooManyRequests()
    {
        await using var own = await App.StartAsync(builder => builder.UseSetting("SignIn:AttemptsPerMinute", "3"));
        var form = await AppPage.OpenAsync(own.Visitor(), "/account/sign-in");
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(form, "a@test.example", "x")).Status);

        var page = await SendAsync(form, "a@test.example", "x");

        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.Contains("Too many attempts", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithoutTheToken_IsRefused()
    {
        using var answer = await app.Visitor().PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["Email"] = "lead.uk@test.example", ["Password"] = World.Password }));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Personas_OutsideDevelopment_AreNotOffered()
    {
        var form = await FormAsync();
        Assert.Null(form.Document.QuerySelector(".persona"));

        using var answer = await app.Visitor().PostAsync("/account/sign-in?handler=Persona", new FormUrlEncodedContent(new Dictionary<string, string> { ["Email"] = "admin@demo.example" }));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Personas_OutsideDevelopmentWithAToken_AreNotFound()
    {
        await using var own = await App.StartAsync();
        await own.AskAsync(db => db.Users.Where(p => p.Email == "admin@test.example").ExecuteUpdateAsync(s => s.SetProperty(p => p.Email, "admin@demo.example").SetProperty(p => p.NormalizedEmail, "ADMIN@DEMO.EXAMPLE")));
        var client = own.Visitor();
        var form = await AppPage.OpenAsync(client, "/account/sign-in");

        using var answer = await client.PostAsync("/account/sign-in?handler=Persona", new FormUrlEncodedContent(new Dictionary<string, string> { ["Email"] = "admin@demo.example", ["__RequestVerificationToken"] = form.Token }));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task SignOut_ByTheForm_EndsTheSession()
    {
        var client = await app.NewSessionAsync("unit.uk");
        var page = await AppPage.OpenAsync(client, "/account/profile");

        var after = await page.SubmitAsync("form[action='/account/sign-out']");

        Assert.Equal(("/account/sign-in", "You are signed out."), (after.Path, after.Notice));
        Assert.Equal("/account/sign-in", (await AppPage.OpenAsync(client, "/account/profile")).Path);
    }

    [Fact]
    public async Task Cookie_IsNotReadableByScriptsAndHoldsNoName()
    {
        var client = app.Visitor(followRedirects: false);
        var form = await AppPage.OpenAsync(client, "/account/sign-in");
        var answer = await SendAsync(form, "lead.uk@test.example", World.Password);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("phdtracker=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private Task<AppPage> FormAsync(string url = "/account/sign-in") => AppPage.OpenAsync(app.Visitor(), url);

    private static Task<AppPage> SendAsync(AppPage form, string email, string password) =>
        form.SubmitAsync("main form", new Dictionary<string, string> { ["Email"] = email, ["Password"] = password });
}
