using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.ChangeRequests;

/// <summary>The pages of requests as the people of the case use them.</summary>
public sealed class ChangeRequestPagesTests : IAsyncLifetime
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
    public async Task New_Student_SendsAndLearnsWhoseTurnItIs()
    {
        var home = await _app.OpenAsync("student.uk", "/");
        var list = await home.FollowAsync($"a[href='{ListUrl}']");
        Assert.Contains("What do you want to ask for?", list.Text, StringComparison.Ordinal);
        var form = await list.FollowAsync($"a[href='{ListUrl}/interruption']");
        var empty = await form.SubmitAsync("form.card");
        Assert.Equal(["Give the first day.", "Give the last day.", "Say why: those who decide need it."], empty.Errors);
        var wrong = await empty.SubmitAsync("form.card", new Dictionary<string, string> { ["From"] = "2027-04-30", ["To"] = "2027-02-01", ["Reason"] = "I need time away.", ["Evidence"] = "An operation." });
        Assert.Equal(["The last day (1 February 2027) lies before the first (30 April 2027). Correct one of them."], wrong.Errors);
        Assert.Equal("An operation.", wrong.Find("#Evidence").TextContent.Trim());

        var done = await wrong.SubmitAsync("form.card", new Dictionary<string, string> { ["From"] = "2027-02-01", ["To"] = "2027-04-30" });
        Assert.StartsWith("/change-requests/", done.Path, StringComparison.Ordinal);
        Assert.Contains("Niamh Sutcliffe", done.Notice, StringComparison.Ordinal);
        // What is open is shown instead of another form, and a second click is told so.
        Assert.NotNull((await _app.OpenAsync("student.uk", ListUrl)).Document.QuerySelector($"section[aria-labelledby=ask] a[href='{done.Path}']"));
        var again = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["From"] = "2027-02-01", ["To"] = "2027-04-30", ["Reason"] = "I need time away." });
        Assert.Equal(["A request of this kind is being decided already. Wait for the decision, or withdraw it first."], again.Errors);
    }

    [Theory]
    [InlineData(ChangeRequestKind.Extension)]
    [InlineData(ChangeRequestKind.Mode)]
    [InlineData(ChangeRequestKind.Title)]
    [InlineData(ChangeRequestKind.Supervisor)]
    [InlineData(ChangeRequestKind.Withdrawal)]
    [InlineData(ChangeRequestKind.Mobility)]
    public async Task New_EachKind_IsAskedForOnItsForm(ChangeRequestKind kind)
    {
        var details = await _uk.DetailsAsync(kind);
        var values = new Dictionary<string, string?>
        {
            ["From"] = Text(details.From),
            ["To"] = Text(details.To),
            ["MilestoneId"] = Text(details.MilestoneId),
            ["Days"] = Text(details.Days),
            ["Percent"] = details.Fte is null ? null : "50",
            ["TitleEn"] = details.TitleEn,
            ["TitleFr"] = details.TitleFr,
            ["LeavingId"] = Text(details.LeavingId),
            ["SuccessorEmail"] = details.SuccessorEmail,
            ["Category"] = details.Category?.ToString(),
            ["HostPartyId"] = Text(details.HostPartyId),
            ["Purpose"] = details.Purpose,
            ["Reason"] = details.Reason,
            ["Evidence"] = details.Evidence,
        }.Where(v => v.Value is not null).ToDictionary(v => v.Key, v => v.Value!);
        var form = await _app.OpenAsync("student.uk", $"{ListUrl}/{kind.ToString().ToLowerInvariant()}");
        foreach (var name in values.Keys)
            Assert.True(form.Document.QuerySelector($"[name={name}]") is not null, $"The form has no {name}.");
        var done = await form.SubmitAsync("form.card", values);

        Assert.Contains("The request is sent.", done.Notice, StringComparison.Ordinal);
        var request = await _app.AskAsync(db => db.ChangeRequests.SingleAsync());
        Assert.Equal((kind, details.From, details.To, details.MilestoneId, details.Days, details.Fte), (request.Kind, request.From, request.To, request.MilestoneId, request.Days, request.Fte));
        Assert.Equal((details.TitleEn ?? "", details.LeavingId, details.SuccessorEmail ?? "", details.Category, details.HostPartyId, details.Purpose ?? ""), (request.TitleEn, request.LeavingId, request.SuccessorEmail, request.Category, request.HostPartyId, request.Purpose));
    }

    [Fact]
    public async Task New_WhatIsNoDayOrNumber_IsSaidInWords()
    {
        var form = await _app.OpenAsync("student.uk", $"{ListUrl}/extension");
        var wrong = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Days"] = "many", ["MilestoneId"] = "x", ["Reason"] = "R" });
        Assert.Equal(["Choose from the list.", "Give a whole number."], wrong.Errors.Order(StringComparer.Ordinal));
        Assert.Equal("many", wrong.Find("#Days").GetAttribute("value"));

        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("student.uk", $"{ListUrl}/holiday")).Status);
    }

    [Fact]
    public async Task Extension_PastTheCap_TellsWhomToAsk()
    {
        var form = await _app.OpenAsync("student.uk", $"{ListUrl}/extension");
        Assert.Null(form.Document.QuerySelector("#PastCap"));
        var office = await _app.OpenAsync("office.uk", $"{ListUrl}/extension");
        Assert.NotNull(office.Document.QuerySelector("#PastCap"));
        Assert.Contains("You ask on behalf of Freya Tanaka.", office.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_ThenEdit_KeepsWhatWasTypedAndSends()
    {
        var form = await _app.OpenAsync("student.uk", $"{ListUrl}/mode");
        var saved = await form.SubmitAsync("button[formaction]", new Dictionary<string, string> { ["Percent"] = "50", ["Reason"] = "Care of a child." });
        Assert.Contains("Nobody is asked before you send it.", saved.Notice, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("office.uk", saved.Path)).Status);

        var edit = await _app.OpenAsync("student.uk", saved.Path + "/edit");
        Assert.Equal("50", edit.Find("#Percent").GetAttribute("value"));
        var done = await edit.SubmitAsync("form.card", new Dictionary<string, string> { ["From"] = "2027-01-01" });
        Assert.Contains("The request is sent.", done.Notice, StringComparison.Ordinal);
        // It cannot be changed while it is decided.
        Assert.Equal(saved.Path, (await _app.OpenAsync("student.uk", saved.Path + "/edit")).Path);
    }

    [Fact]
    public async Task New_EmptyForms_TellAllThatIsMissingInTheirOrder()
    {
        var extension = await (await _app.OpenAsync("student.uk", $"{ListUrl}/extension")).SubmitAsync("form.card");
        Assert.Equal(["Choose the milestone that needs more time.", "Give a whole number of days between 1 and 366.", "Say why: those who decide need it."], extension.Errors);
        var mode = await (await _app.OpenAsync("student.uk", $"{ListUrl}/mode")).SubmitAsync("form.card");
        Assert.Equal(["Give a share of full time above 0 and up to 100%.", "Give the day from which it is to hold.", "Say why: those who decide need it."], mode.Errors);
    }

    [Fact]
    public async Task Extension_WhileItIsDecided_ShowsTheDatesAndKeepsTheOneThatWasAskedAbout()
    {
        await _uk.SendAsync(ChangeRequestKind.Extension);

        foreach (var page in new[] { await _app.OpenAsync("lead.uk", $"/tasks/{await _uk.OpenTaskAsync()}"), await _app.OpenAsync("student.uk", $"/change-requests/{_uk.Id}") })
        {
            var row = page.Find("section[aria-labelledby=dates] tbody tr").TextContent;
            Assert.Contains("1 Oct 2026", row, StringComparison.Ordinal);
            Assert.Contains("31 Oct 2026", row, StringComparison.Ordinal);
        }
        await _uk.ApproveAsync(ChangeRequestKind.Extension);

        var approved = await _app.OpenAsync("student.uk", $"/change-requests/{_uk.Id}");
        Assert.Contains("due 1 October 2026", approved.Find("section[aria-labelledby=asked]").TextContent, StringComparison.Ordinal);
        Assert.Null(approved.Document.QuerySelector("section[aria-labelledby=dates]"));
    }

    [Fact]
    public async Task Interruption_ThatFitsNoMore_SaysSoToThoseWhoDecide()
    {
        await _uk.SendAsync(ChangeRequestKind.Interruption);
        await new Acts(_app).AsAsync("office.uk", async (services, _) =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            (await db.Candidatures.Include(c => c.StatusPeriods).SingleAsync(c => c.Id == _uk.CandidatureId)).AddPeriod(StatusKind.Interrupted, new DateOnly(2027, 3, 1), new DateOnly(2027, 3, 31));
            return await db.SaveChangesAsync();
        });

        var page = await _app.OpenAsync("lead.uk", $"/tasks/{await _uk.OpenTaskAsync()}");

        Assert.Contains("It cannot take effect as it stands. There is an interruption from", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interruption_Approved_IsListedUntilItIsOver()
    {
        await _uk.SendAsync(ChangeRequestKind.Interruption);
        await _uk.ApproveAsync(ChangeRequestKind.Interruption);

        var ahead = (await _app.OpenAsync("student.uk", $"/candidatures/{_uk.CandidatureId}")).Find("section[aria-labelledby=requests]");

        Assert.NotNull(ahead.QuerySelector($"a[href='/change-requests/{_uk.Id}']"));
        Assert.DoesNotContain("Nothing is being decided.", ahead.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_LeadThenDirector_OpinionAndReturn()
    {
        await _uk.SendAsync(ChangeRequestKind.Interruption);
        var task = await _uk.OpenTaskAsync();
        var page = await _app.OpenAsync("lead.uk", $"/tasks/{task}");
        Assert.Contains("I need time away.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("operation on the heart", page.Text, StringComparison.Ordinal);
        Assert.Contains("Favourable", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Choose your opinion."], (await page.SubmitAsync("#answer")).Errors);
        var opinion = await page.SubmitAsync("#answer", new Dictionary<string, string> { ["Decision"] = "Favourable" });
        Assert.Contains("Ruth Pemberton", opinion.Notice, StringComparison.Ordinal);

        var decide = await _app.OpenAsync("director.uk", $"/tasks/{await _uk.OpenTaskAsync()}");
        var returned = await decide.SubmitAsync("#answer", new Dictionary<string, string> { ["Decision"] = "Returned", ["Comment"] = "From when exactly?" });
        Assert.Contains("Freya Tanaka", returned.Notice, StringComparison.Ordinal);
        var queue = await _app.OpenAsync("student.uk", "/tasks");
        var edit = await queue.FollowAsync($"a[href='/change-requests/{_uk.Id}/edit']");
        var done = await edit.SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "From the first of February." });
        Assert.Contains("Niamh Sutcliffe", done.Notice, StringComparison.Ordinal);
        Assert.Contains("From when exactly?", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_EachReader_SeesWhatIsForThem()
    {
        await _uk.SendAsync(ChangeRequestKind.Withdrawal);
        await _uk.AnswerAsync("lead.uk", DecisionKind.Reserved, "A pity, between us.");
        var url = $"/change-requests/{_uk.Id}";
        foreach (var name in new[] { "student.uk", "office.uk" })
        {
            var page = await _app.OpenAsync(name, url);
            Assert.Contains("Private matters.", page.Text, StringComparison.Ordinal);
            Assert.Contains("A post elsewhere", page.Text, StringComparison.Ordinal);
        }
        foreach (var name in new[] { "lead.uk", "director.uk", "registry.uk", "programme", "auditor" })
        {
            var page = await _app.OpenAsync(name, url);
            Assert.Contains("There is a good reason.", page.Text, StringComparison.Ordinal);
            Assert.Contains("between us", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Private matters.", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("A post elsewhere", page.Text, StringComparison.Ordinal);
        }
        // The partner side sees dates and outcomes.
        foreach (var name in new[] { "lead.fr", "office.fr" })
        {
            var page = await _app.OpenAsync(name, url);
            Assert.Contains("31", page.Text, StringComparison.Ordinal);
            foreach (var secret in new[] { "There is a good reason.", "between us", "Private matters.", "emploi ailleurs" })
                Assert.DoesNotContain(secret, page.Text, StringComparison.Ordinal);
        }
        foreach (var name in new[] { "programme", "auditor", "admin" })
            Assert.DoesNotContain("Private matters.", (await _app.OpenAsync(name, $"/audit/candidature:{_uk.CandidatureId}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stay_Approved_IsOnThePathway()
    {
        await _uk.SendAsync(ChangeRequestKind.Mobility);
        await _uk.ApproveAsync(ChangeRequestKind.Mobility);

        foreach (var name in new[] { "student.uk", "lead.fr", "office.fr" })
            Assert.Contains("Measure in the partner’s tank.", (await _app.OpenAsync(name, $"/candidatures/{_uk.CandidatureId}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdraw_Student_EndsItAndAnOldTabIsTold()
    {
        await _uk.SendAsync(ChangeRequestKind.Title);
        var form = await _app.OpenAsync("student.uk", $"/change-requests/{_uk.Id}/withdraw");
        await _uk.AnswerAsync("lead.uk", DecisionKind.Favourable);
        var done = await form.SubmitAsync("form.card");
        Assert.Equal("The request is withdrawn.", done.Notice);

        Assert.Equal(["This request is decided already, so it cannot be withdrawn."], (await form.SubmitAsync("form.card")).Errors);
        Assert.Equal($"/change-requests/{_uk.Id}", (await _app.OpenAsync("student.uk", $"/change-requests/{_uk.Id}/withdraw")).Path);
    }

    [Fact]
    public async Task Pages_StudentWhoHasLeft_OfferNothing()
    {
        var form = await _app.OpenAsync("student.uk", $"{ListUrl}/title");
        await new Acts(_app).LeaveAsync("office.uk", _uk.CandidatureId);
        var refused = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["TitleEn"] = "Another", ["Reason"] = "R" });

        Assert.Equal(["The student has finished or left. Nothing of this can change any more."], refused.Errors);
        Assert.Equal(ListUrl, (await _app.OpenAsync("student.uk", $"{ListUrl}/title")).Path);
        Assert.DoesNotContain("What do you want to ask for?", (await _app.OpenAsync("student.uk", ListUrl)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_FrenchStudent_AreInFrench()
    {
        var page = await _app.OpenAsync("student.fr", $"/candidatures/{_app.World.FrCandidatureId}/requests/mobility");

        Assert.Contains("Séjour chez un partenaire", page.Text, StringComparison.Ordinal);
        Assert.Contains("Partenaire d’accueil", page.Text, StringComparison.Ordinal);
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string ListUrl => $"/candidatures/{_app.World.UkCandidatureId}/requests";
}
