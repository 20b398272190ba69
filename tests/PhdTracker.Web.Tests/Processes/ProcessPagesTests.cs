using System.Net;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Processes;

/// <summary>What administrators see of running routes, and do about them, on the pages.</summary>
public sealed class ProcessPagesTests : IAsyncLifetime
{
    private const string Check = """
        {
          "definitionId": "ethics-check", "version": 1001, "name": "Ethics check",
          "root": { "type": "Elsa.Flowchart", "activities": [{ "id": "ask", "type": "PhdTracker.RequestAction", "assignee": "lead:home", "title": "Ethics of the data", "action": "report" }], "connections": [] }
        }
        """;

    private const string Checked = """
        {
          "definitionId": "checked", "version": 1001, "name": "Checked",
          "root": { "type": "Elsa.Flowchart", "activities": [{ "id": "sub", "type": "Elsa.DispatchWorkflow", "workflowDefinitionId": "ethics-check", "waitForCompletion": true }], "connections": [] }
        }
        """;

    private App _app = null!;
    private int _process;

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        await new Acts(_app).HandInAsync("student.uk", _app.World.EsaId);
        _process = await _app.AskAsync(db => db.Processes.Select(p => p.Id).SingleAsync());
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task List_ShowsCaseStepAndDesk_AndItsFiltersNarrow()
    {
        var page = await OpenAsync("office.uk", "/processes");
        Assert.Contains("Early stage assessment", page.Text, StringComparison.Ordinal);
        Assert.Equal($"/processes/{_process}", page.Find("#processes tbody a").GetAttribute("href"));
        Assert.Equal(["", "UK"], page.Document.QuerySelectorAll("#side option").Select(o => o.GetAttribute("value")));

        foreach (var (query, found) in new[]
        {
            ("?route=milestone-review&version=1", true), ("?route=proposal", false), ("?state=ended", false), ("?state=all&side=UK", true), ("?side=FR", false), ("?age=10", false),
            ($"?holder={_app.World.People["lead.uk"]}", true), ($"?holder={_app.World.People["director.uk"]}", false), ("?incident=yes", false), ("?nobody=yes", false), ("?state=rubbish&age=-5&page=99", true),
        })
            Assert.Equal((query, found), (query, (await OpenAsync("office.uk", "/processes" + query)).Document.QuerySelector("#processes") is not null));
    }

    [Fact]
    public async Task Details_ShowsWhereItStandsAndWhatCanBeDone_ToThoseWhoMay()
    {
        var mine = await OpenAsync("office.uk", $"/processes/{_process}");
        Assert.NotNull(mine.Document.QuerySelector(".diagram-svg"));
        Assert.NotNull(mine.Document.QuerySelector($"a[href='/processes/{_process}/cancel']"));
        Assert.NotNull(mine.Document.QuerySelector($"a[href='/milestones/{_app.World.EsaId}']"));

        var theirs = await OpenAsync("office.fr", $"/processes/{_process}");
        Assert.Null(theirs.Document.QuerySelector($"a[href='/processes/{_process}/cancel']"));
        var admin = await OpenAsync("admin", $"/processes/{_process}");
        Assert.Null(admin.Document.QuerySelector($"a[href='/milestones/{_app.World.EsaId}']"));
    }

    [Fact]
    public async Task Reassign_OffersThoseOfTheSide_AndAsksTheOneChosen()
    {
        var task = await new Acts(_app).TaskAsync(_app.World.EsaId, "lead:home");
        var form = await OpenAsync("office.uk", $"/processes/{_process}/reassign/{task}");
        var offered = form.Document.QuerySelectorAll("#PersonId option").Select(o => o.GetAttribute("value")).ToList();
        Assert.Contains(_app.World.People["unit.uk"].ToString(System.Globalization.CultureInfo.InvariantCulture), offered);
        Assert.Contains("(Head of department or research unit)", form.Document.QuerySelector($"#PersonId option[value='{Id("unit.uk")}']")!.TextContent, StringComparison.Ordinal);
        foreach (var other in new[] { "student.uk", "lead.uk", "lead.fr", "other.lead.uk", "auditor" })
            Assert.DoesNotContain(_app.World.People[other].ToString(System.Globalization.CultureInfo.InvariantCulture), offered);

        var done = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["PersonId"] = Id("unit.uk"), ["Reason"] = "On leave until May." });

        Assert.Equal($"/processes/{_process}", done.Path);
        Assert.NotNull(done.Notice);
        Assert.Contains("On leave until May.", done.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync("unit.uk", $"/tasks/{task}")).Status);
    }

    [Fact]
    public async Task Details_MessagesAndReasons_AreForThoseWhoRepairOrReadTheCase()
    {
        var task = await new Acts(_app).TaskAsync(_app.World.EsaId, "lead:home");
        await (await OpenAsync("office.uk", $"/processes/{_process}/reassign/{task}")).SubmitAsync("form.card", new Dictionary<string, string> { ["PersonId"] = Id("unit.uk"), ["Reason"] = "On sick leave until May." });
        await _app.AskAsync(async db =>
        {
            db.Add(Incident(await db.Processes.SingleAsync()));
            return await db.SaveChangesAsync();
        });

        var mine = await OpenAsync("office.uk", $"/processes/{_process}");
        Assert.Contains("No contact with the register of Ann.", mine.Text, StringComparison.Ordinal);
        Assert.Contains("On sick leave until May.", mine.Text, StringComparison.Ordinal);

        foreach (var reader in new[] { "office.fr", "auditor" })
        {
            var theirs = await OpenAsync(reader, $"/processes/{_process}");
            Assert.Contains(Texts.For(theirs.Document.DocumentElement.GetAttribute("lang")!)["Processes.IncidentHidden"], theirs.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("register of Ann", theirs.Text, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("On sick leave", (await OpenAsync("office.fr", $"/processes/{_process}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_ClosedQuestion_NamesWhoAnswered_NotWhoWasAskedBeside()
    {
        await _app.AskAsync(async db =>
        {
            var lead = await db.Tasks.Include(t => t.Assignees).ThenInclude(a => a.Person).SingleAsync(t => t.AskedOf == "lead:home");
            lead.Ask([.. lead.Assignees.Select(a => a.Person), await db.Users.SingleAsync(p => p.Id == _app.World.People["unit.uk"])]);
            return await db.SaveChangesAsync();
        });
        await new Acts(_app).DecideAsync("lead.uk", await new Acts(_app).TaskAsync(_app.World.EsaId, "lead:home"), DecisionKind.Approved);
        var (lead, unit) = await _app.AskAsync(async db => ((await db.Users.SingleAsync(p => p.Id == _app.World.People["lead.uk"])).DisplayName, (await db.Users.SingleAsync(p => p.Id == _app.World.People["unit.uk"])).DisplayName));

        var closed = (await OpenAsync("office.uk", $"/processes/{_process}")).Find("section[aria-labelledby=tasks]").TextContent;

        Assert.Contains(lead, closed, StringComparison.Ordinal);
        Assert.DoesNotContain(unit, closed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_WithoutReason_ShowsTheFormAgainWithWhatItMeans()
    {
        var form = await OpenAsync("office.uk", $"/processes/{_process}/cancel");
        Assert.Contains(Texts.English["CalledOff.Milestone"], form.Text, StringComparison.Ordinal);

        var again = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "  " });

        Assert.Equal([Texts.English["Error.ProcessReasonMissing"]], again.Errors);
        Assert.Equal("Running", await _app.AskAsync(db => db.Processes.Select(p => p.Status).SingleAsync()));
    }

    [Fact]
    public async Task Skip_ItWentOnMeanwhile_SaysSoAndKeepsWhatWasTyped()
    {
        var bookmark = await _app.AskAsync(db => db.Tasks.Where(t => t.ActivityId == "lead").Select(t => t.BookmarkId).SingleAsync());
        var form = await OpenAsync("office.uk", $"/processes/{_process}/skip/{bookmark}");
        var task = await new Acts(_app).TaskAsync(_app.World.EsaId, "lead:partner");
        await new Acts(_app).DecideAsync("lead.fr", task, DecisionKind.Favourable);

        var again = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Outcome"] = "Approved", ["Reason"] = "Nobody is there." });

        Assert.Equal([Texts.English["Error.ProcessWentOn"]], again.Errors);
        Assert.Equal("Nobody is there.", again.Find("#Reason").TextContent.Trim());
        var done = await again.SubmitAsync("form.card");
        Assert.Equal($"/processes/{_process}", done.Path);
        Assert.Equal("director", await _app.AskAsync(db => db.Tasks.Where(t => t.State == TaskState.Open).Select(t => t.ActivityId).SingleAsync()));
    }

    [Fact]
    public async Task Skip_AsRejected_PageJournalAndCaseNameTheStepAndTheOutcome()
    {
        var bookmark = await _app.AskAsync(db => db.Tasks.Where(t => t.ActivityId == "lead").Select(t => t.BookmarkId).SingleAsync());
        var form = await OpenAsync("office.uk", $"/processes/{_process}/skip/{bookmark}");

        var done = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Outcome"] = "Rejected", ["Reason"] = "Nobody is there." });

        Assert.Contains("skipped “Decision of the lead supervisor”; the route went on as rejected", done.Find("section[aria-labelledby=history]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Decision of the lead supervisor: skipped by Grace Okafor, as rejected", done.Find("section[aria-labelledby=history] details").TextContent, StringComparison.Ordinal);
        Assert.Contains("not reached", done.Find(".diagram-list").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("possible", done.Find(".diagram-list").TextContent, StringComparison.Ordinal);
        var milestone = await OpenAsync("office.uk", $"/milestones/{_app.World.EsaId}");
        Assert.Contains("skipped “Decision of the lead supervisor”; the route went on as rejected", milestone.Text, StringComparison.Ordinal);
        var partner = milestone.Document.QuerySelectorAll(".route .step").Single(s => s.TextContent.Contains("no longer needed", StringComparison.Ordinal));
        Assert.DoesNotContain("to come", partner.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_HistoryHasTheLinesOfTheCase()
    {
        var acts = new Acts(_app);
        var task = await acts.TaskAsync(_app.World.EsaId, "lead:home");
        await acts.DecideAsync("lead.uk", task, DecisionKind.Approved);
        await acts.AsAsync("lead.uk", async (services, by) =>
        {
            await services.GetRequiredService<RecallDecisionHandler>().HandleAsync(new RecallDecision(task, "I opened the wrong file."), by, default);
            return 0;
        });

        var history = (await OpenAsync("office.uk", $"/processes/{_process}")).Find("section[aria-labelledby=history]").TextContent;

        foreach (var line in new[] { "sent version 1", "approved it", "recalled their own answer; it is asked again", "I opened the wrong file." })
            Assert.Contains(line, history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_PanelReports_SaysWhereItsMembersAreChanged()
    {
        var acts = new Acts(_app);
        await _app.AskAsync(async db =>
        {
            var milestone = await db.Milestones.SingleAsync(m => m.Id == _app.World.OtherEsaId);
            milestone.Plan(new MilestonePlan(null, milestone.DueOn, "Because.", "Parce que.", "{}", true, "panel-review", milestone.RetakeMonths));
            return await db.SaveChangesAsync();
        });
        await acts.HandInAsync("other.student.uk", _app.World.OtherEsaId);
        await acts.DecideAsync("other.lead.uk", await acts.TaskAsync(_app.World.OtherEsaId, "lead:home"), DecisionKind.Approved);
        await acts.NamePanelAsync("office.uk", _app.World.OtherEsaId, "newcomer.uk");
        var process = await _app.AskAsync(db => db.Processes.Where(p => p.MilestoneId == _app.World.OtherEsaId).Select(p => p.Id).SingleAsync());

        var page = await OpenAsync("office.uk", $"/processes/{process}");

        Assert.Contains(Texts.English["Processes.PanelStays"], page.Find("section[aria-labelledby=now]").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector($"section[aria-labelledby=now] a[href='/processes/{process}/back']"));
        Assert.Contains(Texts.English["Act.NamePanel"], page.Find("section[aria-labelledby=history]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_OnATaskThatWasCalledOffASecondAgo_SaysSoAndKeepsTheComment()
    {
        var task = await new Acts(_app).TaskAsync(_app.World.EsaId, "lead:home");
        var decide = await OpenAsync("lead.uk", $"/tasks/{task}");
        var cancel = await OpenAsync("office.uk", $"/processes/{_process}/cancel");
        await cancel.SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "The wrong file was handed in." });

        var again = await decide.SubmitAsync("#answer", new Dictionary<string, string> { ["Decision"] = nameof(DecisionKind.Returned), ["Comment"] = "Section 4 is missing." });

        Assert.Contains("called off", Assert.Single(again.Errors), StringComparison.Ordinal);
        Assert.Equal(0, await _app.AskAsync(db => db.Decisions.CountAsync()));
    }

    /// <summary>A failed step, as the runner keeps one.</summary>
    private static ProcessIncident Incident(Process process) => (ProcessIncident)Activator.CreateInstance(
        typeof(ProcessIncident), BindingFlags.Instance | BindingFlags.NonPublic, null, [process, 1, "lead", "No contact with the register of Ann.", null, new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc)], null)!;

    [Fact]
    public async Task Details_OfARouteWithASubRoute_LinkToEachOtherAndSayWhatIsAskedThere()
    {
        var sub = await _app.InScopeAsync(async services =>
        {
            var (db, now) = (services.GetRequiredService<PhdTrackerDb>(), _app.Clock.GetUtcNow().UtcDateTime);
            var by = await db.Users.SingleAsync(p => p.Id == _app.World.People["admin"]);
            foreach (var json in new[] { Check, Checked })
            {
                var (content, workflow) = RouteContent.Read(json);
                var version = StoredDefinition.Draft(workflow.Definition.DefinitionId, 1001, content, null, by, now);
                version.Publish("For a test.", null, by, now);
                db.Add(version);
            }
            await db.SaveChangesAsync();
            var milestone = await db.Milestones.Include(m => m.Candidature.Student).SingleAsync(m => m.Id == _app.World.JointReportId);
            var parent = await services.GetRequiredService<ProcessRunner>().StartAsync("checked", milestone, null, default);
            await db.SaveChangesAsync();
            return (Parent: parent.Id, Child: await db.Processes.Where(p => p.ParentId == parent.Id).Select(p => p.Id).SingleAsync());
        });

        var parent = await OpenAsync("office.uk", $"/processes/{sub.Parent}");
        Assert.Equal($"/processes/{sub.Child}", parent.Find("section[aria-labelledby=now] .rows a").GetAttribute("href"));
        Assert.Contains("Waits for the end of “Ethics check”", parent.Text, StringComparison.Ordinal);
        Assert.Contains("Ethics of the data", parent.Find(".diagram").TextContent, StringComparison.Ordinal);
        var child = await OpenAsync("office.uk", $"/processes/{sub.Child}");
        Assert.Contains("Part of the route “Checked”", child.Text, StringComparison.Ordinal);
        Assert.Equal(2, child.Document.QuerySelectorAll($"a[href='/processes/{sub.Parent}']").Length);
        Assert.Contains(Texts.English["CalledOff.SubRoute"], (await OpenAsync("office.uk", $"/processes/{sub.Child}/cancel")).Text, StringComparison.Ordinal);

        var list = await OpenAsync("office.uk", "/processes");
        Assert.Contains("In the sub-route “Ethics check”", list.Text, StringComparison.Ordinal);
        Assert.Contains("Part of the route “Checked”", list.Text, StringComparison.Ordinal);
    }

    private async Task<AppPage> OpenAsync(string name, string url) => await AppPage.OpenAsync(await _app.SignedInAsync(name), url);

    private string Id(string name) => _app.World.People[name].ToString(System.Globalization.CultureInfo.InvariantCulture);
}
