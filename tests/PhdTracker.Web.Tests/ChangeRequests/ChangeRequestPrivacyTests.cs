using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.ChangeRequests;

/// <summary>What the partner side reads of a request: dates and roles, neither names nor comments of the home side.</summary>
public sealed class ChangeRequestPrivacyTests : IAsyncLifetime
{
    private App _app = null!;
    private ChangeRequestActs _uk = null!;

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        _uk = new ChangeRequestActs(new Acts(_app), _app.World);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Details_PartnerSide_SeesNeitherNamesNorTitles()
    {
        await _uk.SendAsync(ChangeRequestKind.Title);
        var title = await _app.OpenAsync("lead.fr", $"/change-requests/{_uk.Id}");
        Assert.DoesNotContain("Swimming in sand", title.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nager dans le sable", title.Text, StringComparison.Ordinal);
        await _uk.ApproveAsync(ChangeRequestKind.Title);
        Assert.Contains("Swimming in sand", (await _app.OpenAsync("student.uk", $"/candidatures/{_uk.CandidatureId}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_PartnerSide_SeeNoNamesOfThoseWhoAskAndDecide()
    {
        string[] names = ["Okafor", "Sutcliffe", "Pemberton"];
        await _uk.SendAsync(ChangeRequestKind.Title, by: "office.uk");
        foreach (var url in new[] { $"/change-requests/{_uk.Id}", $"/candidatures/{_app.World.UkCandidatureId}/requests" })
            Assert.Contains("Sutcliffe", (await _app.OpenAsync("student.uk", url)).Text, StringComparison.Ordinal);
        await AssertUnnamedAsync();
        await _uk.AnswerAsync("lead.uk", DecisionKind.Favourable);
        await AssertUnnamedAsync();
        Assert.Contains("Directeur ou directrice de thèse", (await _app.OpenAsync("lead.fr", $"/change-requests/{_uk.Id}")).Find(".history").TextContent, StringComparison.Ordinal);

        async Task AssertUnnamedAsync()
        {
            var pathway = (await _app.OpenAsync("lead.fr", $"/candidatures/{_uk.CandidatureId}")).Find("section[aria-labelledby=requests]").TextContent;
            foreach (var text in new[] { pathway, (await _app.OpenAsync("lead.fr", $"/change-requests/{_uk.Id}")).Text, (await _app.OpenAsync("office.fr", $"/candidatures/{_app.World.UkCandidatureId}/requests")).Text })
                Assert.All(names, name => Assert.DoesNotContain(name, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Answer_HostOfAStay_ReadsNoNamesAndCommentsOfTheHomeSide()
    {
        await _uk.SendAsync(ChangeRequestKind.Mobility);
        await _uk.AnswerAsync("lead.uk", DecisionKind.Reserved, "A pity, between us.");

        var page = await _app.OpenAsync("lead.fr", $"/tasks/{await _uk.OpenTaskAsync()}");
        var done = await page.SubmitAsync("#answer", new Dictionary<string, string> { ["Decision"] = "Approved" });

        Assert.Equal("/tasks", done.Path);
        foreach (var secret in new[] { "between us", "Sutcliffe", "Pemberton" })
            Assert.All([page.Text, done.Text], text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListsAndProcess_OfficeOfThePartnerSide_NameRolesAndNotPeople()
    {
        await _uk.SendAsync(ChangeRequestKind.Title);
        var process = await _app.AskAsync(db => db.Processes.Where(p => p.ChangeRequestId == _uk.Id).Select(p => p.Id).SingleAsync());
        foreach (var (url, part) in new[] { ("/processes", "#processes"), ("/processes", "#holder"), ("/tasks/all", "#tasks"), ("/tasks/all", "#holder"), ("/cohort", "section[aria-labelledby=stuck-title]") })
        {
            Assert.Contains("Sutcliffe", (await _app.OpenAsync("office.uk", url)).Find(part).TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("Sutcliffe", (await _app.OpenAsync("office.fr", url)).Find(part).TextContent, StringComparison.Ordinal);
        }
        foreach (var (url, rows) in new[] { ("/processes", "#processes"), ("/tasks/all", "#tasks") })
        {
            Assert.Contains("Directeur ou directrice de thèse", (await _app.OpenAsync("office.fr", url)).Find(rows).TextContent, StringComparison.OrdinalIgnoreCase);
            Assert.Null((await _app.OpenAsync("office.fr", $"{url}?holder={_app.World.People["lead.uk"]}")).Document.QuerySelector(rows));
        }

        var form = await _app.OpenAsync("office.uk", $"/processes/{process}/reassign/{await _uk.OpenTaskAsync()}");
        await form.SubmitAsync("form.card", new Dictionary<string, string> { ["PersonId"] = _app.World.People["unit.uk"].ToString(CultureInfo.InvariantCulture), ["Reason"] = "On leave." });
        await _uk.AnswerAsync("unit.uk", DecisionKind.Favourable);

        Assert.DoesNotContain("Sutcliffe", (await _app.OpenAsync("office.fr", "/cohort/answers")).Find("#answers").TextContent, StringComparison.Ordinal);
        var theirs = await _app.OpenAsync("office.fr", $"/processes/{process}");
        Assert.Equal(HttpStatusCode.OK, theirs.Status);
        var people = await _app.AskAsync(db => db.Users.Where(p => p.Email!.EndsWith(".uk@test.example") && !p.Email.StartsWith("student")).Select(p => p.FamilyName).ToListAsync());
        Assert.All(people, name => Assert.DoesNotContain(name, theirs.Text, StringComparison.Ordinal));
    }
}
