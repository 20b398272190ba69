using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Alumni;

public sealed class AlumniPagesTests : IAsyncLifetime
{
    private App _app = null!;

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        await _app.InScopeAsync(async services =>
        {
            await FormerStudents.AddAsync(services, _app.World);
            return true;
        });
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Consent_GivenEditedWithdrawn_ShowsAndHidesEverywhere()
    {
        var page = await _app.OpenAsync("alumnus.uk", "/alumni/me");
        Assert.Single((await page.SubmitAsync("form[action*='Consent']")).Errors);
        var edit = await page.SubmitAsync("form[action*='Consent']", new Dictionary<string, string> { ["Understood"] = "true" });
        Assert.Equal("/alumni/me/edit", edit.Path);
        var refused = await edit.SubmitAsync("main form", new Dictionary<string, string> { ["WebPage"] = "http://example.org", ["AboutEn"] = "Kept." });
        Assert.Single(refused.Errors);
        Assert.Equal("Kept.", refused.Find("#AboutEn").TextContent.Trim());
        var mine = await refused.SubmitAsync("main form", new Dictionary<string, string> { ["WebPage"] = "", ["ThesisTitle"] = "=1+1 glaciers" });
        Assert.Equal("/alumni/me", mine.Path);

        var id = await _app.AskAsync(db => db.Alumni.Select(a => a.Id).SingleAsync());
        Assert.Contains("Iona Cœurdelion", (await _app.OpenAsync("lead.fr", "/alumni?q=coeurdelion")).Find("#alumni").TextContent, StringComparison.Ordinal);
        var sheet = (await _app.OpenAsync("lead.fr", "/alumni?handler=Csv")).Html;
        Assert.Contains("\"'=1+1 glaciers\"", sheet, StringComparison.Ordinal);
        Assert.Contains("Nom", sheet, StringComparison.Ordinal);

        var left = await mine.SubmitAsync("form[action*='Withdraw']");
        Assert.Contains("You are out of the directory", left.Notice, StringComparison.Ordinal);
        Assert.Null((await _app.OpenAsync("lead.fr", "/alumni?q=coeurdelion")).Document.QuerySelector("#alumni"));
        Assert.DoesNotContain("Cœurdelion", (await _app.OpenAsync("lead.fr", "/alumni?handler=Csv")).Html, StringComparison.Ordinal);
        foreach (var name in new[] { "lead.fr", "office.uk", "auditor", "alumnus.uk" })
            Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync(name, $"/alumni/{id}")).Status);
        Assert.Contains("Consent taken back", (await _app.OpenAsync("office.uk", "/alumni/invitations")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Destination_BadInput_IsListedAndKept()
    {
        await ConsentAsync();
        var page = await _app.OpenAsync("alumnus.uk", "/alumni/me/destination");

        var again = await page.SubmitAsync("main form", new Dictionary<string, string> { ["Employer"] = new('x', 201), ["Country"] = "XX", ["From"] = "2026-05-01", ["To"] = "2026-04-01" });

        Assert.Equal(4, again.Errors.Count);
        Assert.Equal("2026-04-01", again.Find("#To").GetAttribute("value"));
        var saved = await again.SubmitAsync("main form", new Dictionary<string, string> { ["Employer"] = "Nørth AB", ["Sector"] = "Industry", ["Country"] = "SE", ["From"] = "2027-05-01", ["To"] = "" });
        Assert.Contains("Nørth AB", saved.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nørth", (await _app.OpenAsync("lead.uk", "/alumni")).Html, StringComparison.Ordinal);
        var id = await _app.AskAsync(db => db.Destinations.Select(d => d.Id).SingleAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("alumnus.fr", $"/alumni/me/destination/{id}")).Status);
    }

    [Fact]
    public async Task PrivateEmail_UsedToSignIn_IsShownToNobody()
    {
        await ConsentAsync();
        var sent = await (await _app.OpenAsync("alumnus.uk", "/alumni/me/email")).SubmitAsync("form[action*='Ask']", new Dictionary<string, string> { ["Email"] = "iona@home.example" });
        Assert.Contains("iona@home.example", sent.Text, StringComparison.Ordinal);
        var mail = await _app.AskAsync(db => db.Notifications.Where(n => n.Kind == "PrivateEmailAsked").Select(n => n.Text).SingleAsync());
        var path = mail[mail.IndexOf("/alumni/confirm/", StringComparison.Ordinal)..].Split('\n')[0].Trim();
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("student.uk", path)).Status);
        var confirmed = await (await _app.OpenAsync("alumnus.uk", path)).SubmitAsync("main form");
        Assert.Equal("/alumni/me/email", confirmed.Path);
        Assert.Contains("no longer works", (await _app.OpenAsync("alumnus.uk", path)).Text, StringComparison.Ordinal);

        var moved = await confirmed.SubmitAsync("form[action*='SignIn']", new Dictionary<string, string> { ["Password"] = World.Password });

        Assert.Contains("you sign in with it", moved.Text, StringComparison.Ordinal);
        var id = _app.World.People["alumnus.uk"];
        foreach (var url in new[] { $"/people/{id}", $"/people/{id}/edit", "/people?q=iona", $"/audit/person:{id}", $"/audit/candidature:{await CandidatureAsync(id)}", "/alumni" })
            Assert.DoesNotContain("home.example", (await _app.OpenAsync("programme", url)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_FormerStudent_IsOfferedTheDirectoryInTheirLanguage()
    {
        Assert.NotNull((await _app.OpenAsync("alumnus.uk", "/")).Find("a[href='/alumni/me']"));
        Assert.Contains("Souhaitez-vous figurer dans l’annuaire", (await _app.OpenAsync("alumnus.fr", "/alumni/me")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invitations_Office_InvitesOnce()
    {
        var page = await _app.OpenAsync("office.fr", "/alumni/invitations");

        var done = await page.SubmitAsync("#former form");

        Assert.NotNull(done.Notice);
        Assert.Single(done.Document.QuerySelectorAll("#former form"));
        Assert.Equal(1, await _app.AskAsync(db => db.Notifications.CountAsync(n => n.Kind == "AlumniInvited")));
    }

    private Task<int> ConsentAsync() => _app.InScopeAsync(services => FormerStudents.ConsentAsync(services, _app.World, "alumnus.uk"));

    private Task<int> CandidatureAsync(int personId) => _app.AskAsync(db => db.Candidatures.Where(c => c.StudentId == personId).Select(c => c.Id).SingleAsync());
}
