using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.People;

public sealed class PeoplePagesTests : IAsyncLifetime
{
    private App _app = null!;

    public async Task InitializeAsync() => _app = await App.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task List_SearchWithoutAccents_FindsTheOneAndLeadsToTheirPage()
    {
        var list = await _app.OpenAsync("programme", "/people?q=benoit");
        Assert.Equal(["Dr Aïcha Benoît"], list.Document.QuerySelectorAll("tbody th a").Select(a => a.TextContent));

        var person = await list.FollowAsync("tbody th a");
        Assert.Equal("Dr Aïcha Benoît", person.Find("h1").TextContent);
        Assert.Contains("Main supervisor", person.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_GivenAndEnded_ShowOnThePageAndMoveAccess()
    {
        var id = _app.World.People["nobody"];
        var page = await _app.OpenAsync("office.uk", $"/people/{id}/roles");

        var given = await GiveAsync(page, "Office", Place(page, "the whole side"), "2026-11-01", "");
        Assert.Equal("The role is given.", given.Notice);
        Assert.Equal("Programme office", given.Find(".rows .row-title").TextContent);
        Assert.Equal(HttpStatusCode.OK, (await _app.OpenAsync("nobody", "/people")).Status);

        var ended = await given.SubmitAsync("form[action*='End']", new Dictionary<string, string> { ["LastDay"] = "2026-11-22" });
        Assert.Equal("The role ends; its last day is 22 November 2026.", ended.Notice);
        Assert.Equal(HttpStatusCode.Forbidden, (await _app.OpenAsync("nobody", "/people")).Status);
    }

    [Theory]
    [InlineData("", "", "", "", new[] { "Choose a role.", "Choose where the role is held.", "Give a date." })]
    [InlineData("Registry", "side", "2026-11-10", "2026-11-01", new[] { "The last day (1 November 2026) lies before the first (10 November 2026). Correct one of them." })]
    [InlineData("Registry", "side", "31/31/2026", "", new[] { "This is not a date. Write it like 2026-10-01." })]
    [InlineData("Registry", "side", "0001-01-01", "", new[] { "Give a date between the years 1990 and 2100." })]
    public async Task Roles_BadInput_IsListedAndKept(string role, string place, string from, string to, string[] errors)
    {
        var page = await _app.OpenAsync("office.uk", $"/people/{_app.World.People["nobody"]}/roles");

        var again = await GiveAsync(page, role, place.Length == 0 ? "" : Place(page, "the whole side"), from, to);

        Assert.Equal(errors.Order(StringComparer.Ordinal), again.Errors.Order(StringComparer.Ordinal));
        Assert.Equal(from, again.Find("#From").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task Roles_ForgedPlaceOfTheOtherSide_IsForbidden()
    {
        var page = await _app.OpenAsync("office.uk", $"/people/{_app.World.People["nobody"]}/roles");

        var answer = await GiveAsync(page, "Office", $"side:{_app.World.FrPartyId.ToString(CultureInfo.InvariantCulture)}", "2026-11-01", "");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.False(await _app.AskAsync(db => db.RoleAssignments.AnyAsync(r => r.PersonId == _app.World.People["nobody"])));
    }

    [Fact]
    public async Task Roles_OfficeOfOneSide_IsOfferedItsOwnPlacesOnly()
    {
        var page = await _app.OpenAsync("office.fr", $"/people/{_app.World.People["nobody"]}/roles");

        var places = page.Document.QuerySelectorAll("#Place option").Select(o => o.TextContent).ToList();
        Assert.Contains(places, p => p.Contains("ED 52", StringComparison.Ordinal));
        Assert.DoesNotContain(places, p => p.Contains("Physics", StringComparison.Ordinal) || p.Contains("programme", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("SystemAdministrator", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_SavedMeanwhile_ShowsBothAndKeepsWhatWasTyped()
    {
        var url = $"/people/{_app.World.People["nobody"]}/edit";
        var mine = await _app.OpenAsync("office.uk", url);
        var theirs = await _app.OpenAsync("programme", url);
        Assert.Equal("The details are saved.", (await theirs.SubmitAsync("main form", new Dictionary<string, string> { ["GivenName"] = "Meilin" })).Notice);

        var again = await mine.SubmitAsync("main form", new Dictionary<string, string> { ["GivenName"] = "Meiling" });

        Assert.Single(again.Errors);
        Assert.Contains("Meilin", again.Find(".notice-warn").TextContent, StringComparison.Ordinal);
        Assert.Equal("Meiling", again.Find("#GivenName").GetAttribute("value"));
        Assert.Equal("The details are saved.", (await again.SubmitAsync("main form")).Notice);
    }

    [Fact]
    public async Task Edit_SentAsItStands_ChangesNothing()
    {
        var id = _app.World.People["lead.fr"];
        var before = await _app.AskAsync(db => db.Users.AsNoTracking().SingleAsync(p => p.Id == id));

        var saved = await (await _app.OpenAsync("office.fr", $"/people/{id}/edit")).SubmitAsync("main form");

        Assert.Equal(("Les informations sont enregistrées.", HttpStatusCode.OK), (saved.Notice, saved.Status));
        var after = await _app.AskAsync(db => db.Users.AsNoTracking().SingleAsync(p => p.Id == id));
        Assert.Equal((before.DisplayName, before.Email, before.Language, before.InstitutionId, before.SecurityStamp), (after.DisplayName, after.Email, after.Language, after.InstitutionId, after.SecurityStamp));
    }

    [Fact]
    public async Task Add_KnownAddress_LeadsToThatPerson()
    {
        var page = await _app.OpenAsync("office.uk", "/people/add");

        var again = await page.SubmitAsync("main form", new Dictionary<string, string>
        {
            ["GivenName"] = "N",
            ["FamilyName"] = "S",
            ["Email"] = "lead.uk@test.example",
            ["InstitutionId"] = page.Find("#InstitutionId option:nth-child(2)").GetAttribute("value")!,
        });

        Assert.Equal(["This address belongs to Prof Niamh Sutcliffe, who is known already. One address belongs to one person."], again.Errors);
        Assert.Equal($"/people/{_app.World.People["lead.uk"]}", again.Find(".notice-info a").GetAttribute("href"));
    }

    [Fact]
    public async Task Close_ByTheOffice_EndsTheirSessionAtOnce()
    {
        var session = await _app.NewSessionAsync("nobody");
        var page = await _app.OpenAsync("office.uk", $"/people/{_app.World.People["nobody"]}");

        var closed = await page.SubmitAsync("form[action*='Close']");

        Assert.Equal("The account is closed. All sessions have ended.", closed.Notice);
        Assert.Equal("/account/sign-in", (await AppPage.OpenAsync(session, "/account/profile")).Path);
    }

    private static string Place(AppPage page, string text) =>
        page.Document.QuerySelectorAll("#Place option").First(o => o.TextContent.Contains(text, StringComparison.Ordinal)).GetAttribute("value")!;

    private static Task<AppPage> GiveAsync(AppPage page, string role, string place, string from, string to) =>
        page.SubmitAsync("form[action*='Give']", new Dictionary<string, string> { ["Role"] = role, ["Place"] = place, ["From"] = from, ["To"] = to });
}
