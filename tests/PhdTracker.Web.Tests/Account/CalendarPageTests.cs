using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Testing;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Tests.Account;

public sealed class CalendarPageTests
{
    [Fact]
    public async Task Post_Language_ShowsTheAddressOnceAndItNeedsNoSignIn()
    {
        await using var app = await App.StartAsync();

        var made = await (await app.OpenAsync("student.uk", "/account/calendar")).SubmitAsync("#make", new Dictionary<string, string> { ["Language"] = "fr" });

        var address = new Uri(made.Find("#address").GetAttribute("value")!);
        Assert.Equal("webcal" + address.ToString()[address.Scheme.Length..], made.Find(".card-footer a").GetAttribute("href"));
        Assert.Empty((await app.OpenAsync("student.uk", "/account/calendar")).Document.QuerySelectorAll("#address"));

        using var visitor = app.Visitor();
        using var answer = await visitor.GetAsync(address.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/calendar; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("private", answer.Headers.CacheControl!.ToString());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var esa = ReadCalendar.Parse(await answer.Content.ReadAsStringAsync()).Find($"milestone-{app.World.EsaId}")!;
        Assert.Equal("Évaluation de première étape", esa.Title);

        var revoked = await (await app.OpenAsync("student.uk", "/account/calendar")).SubmitAsync("form[action*='Revoke']");
        Assert.Equal("The address is revoked: nothing can be read there any more.", revoked.Notice);
        Assert.Contains("No address yet", revoked.Text, StringComparison.Ordinal);
        using var gone = await visitor.GetAsync(address.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Post_AnothersFeedOrNoLanguage_IsRefused()
    {
        await using var app = await App.StartAsync();
        var page = await (await app.OpenAsync("student.uk", "/account/calendar")).SubmitAsync("#make");
        var id = page.Find("form[action*='Revoke'] input[name=id]").GetAttribute("value")!;
        await (await app.OpenAsync("student.fr", "/account/calendar")).SubmitAsync("#make");

        var refused = await (await app.OpenAsync("student.fr", "/account/calendar")).SubmitAsync("form[action*='Revoke']", new Dictionary<string, string> { ["id"] = id });
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Equal(2, await app.AskAsync(db => db.CalendarFeeds.CountAsync()));

        var again = await page.SubmitAsync("#make", new Dictionary<string, string> { ["Language"] = "de" });
        Assert.Equal("Choose the language of the calendar.", Assert.Single(again.Errors));
        Assert.Single(again.Document.QuerySelectorAll("form[action*='Revoke']"));
    }

    [Fact]
    public async Task Get_ManyGuesses_AreSlowedDown()
    {
        await using var app = await App.StartAsync();
        using var visitor = app.Visitor();
        for (var i = 0; i < CalendarLimit.RequestsPerMinute; i++)
        {
            using var missed = await visitor.GetAsync($"/calendar/guess-{i}.ics");
            Assert.Equal(HttpStatusCode.NotFound, missed.StatusCode);
        }

        using var answer = await visitor.GetAsync("/calendar/guess.ics");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal("60", answer.Headers.RetryAfter!.ToString());
    }
}
