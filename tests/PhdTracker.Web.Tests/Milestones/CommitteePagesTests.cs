using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Committees;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Milestones;

/// <summary>The pages on which panels and committees are named and write, and where what they wrote is read.</summary>
public sealed class CommitteePagesTests : IAsyncLifetime
{
    private App _app = null!;
    private CommitteeScene _scene = null!;

    private string Meeting => $"/milestones/{_scene.MeetingId}/meeting/student-alone";

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        _scene = await CommitteeScene.CreateAsync(_app);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Panel_UnknownAddress_SaysSoAtItsRowAndKeepsWhatWasTyped()
    {
        await new Acts(_app).ReportAsync("newcomer.uk", _scene.ReportId, CommitteeOpinion.Favourable);
        var form = await _app.OpenAsync("office.uk", $"/milestones/{_scene.PanelId}/panel");

        var again = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Members[0]"] = "newcomer.fr@test.example", ["Members[1]"] = "who@test.example" });

        Assert.Contains("who@test.example", Assert.Single(again.Errors), StringComparison.Ordinal);
        Assert.Equal("newcomer.fr@test.example", again.Find("#Members_0").GetAttribute("value"));
        Assert.Equal("true", again.Find("#Members_1").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Reassign_NamingOfThePanel_LeadsToItsPageWhileThePanelItselfStays()
    {
        async Task<AppPage> ProcessAsync(int milestone) => await _app.OpenAsync("office.uk", $"/processes/{await _app.AskAsync(db => db.Processes.Where(p => p.MilestoneId == milestone).Select(p => p.Id).SingleAsync())}");
        var acts = new Acts(_app);
        var form = await (await ProcessAsync(_scene.PanelId)).FollowAsync($"a[href$='/reassign/{await acts.TaskAsync(_scene.PanelId, "office:home")}']");
        await form.SubmitAsync("form.card", new Dictionary<string, string> { ["PersonId"] = _app.World.People["unit.uk"].ToString(System.Globalization.CultureInfo.InvariantCulture), ["Reason"] = "On leave until May." });

        var panel = await _app.OpenAsync("unit.uk", $"/milestones/{_scene.PanelId}/panel");

        Assert.Equal(HttpStatusCode.OK, panel.Status);
        Assert.NotNull(panel.Document.QuerySelector("form.card"));
        Assert.Null((await ProcessAsync(_scene.ReportId)).Document.QuerySelector($"a[href$='/reassign/{await acts.TaskAsync(_scene.ReportId, "assessor")}']"));
    }

    [Fact]
    public async Task Report_WithoutOpinion_KeepsTheTextAndThenGoesToTheDirector()
    {
        var form = await _app.OpenAsync("newcomer.uk", $"/milestones/{_scene.ReportId}/report");
        Assert.Contains("Report.pdf", form.Text, StringComparison.Ordinal);

        var again = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Text"] = "Sound, but slow." });
        Assert.Equal("Choose an opinion.", Assert.Single(again.Errors));
        Assert.Equal("Sound, but slow.", again.Find("textarea").TextContent.Trim());
        var done = await again.SubmitAsync("form.card", new Dictionary<string, string> { ["Opinion"] = "Reserved" });

        Assert.Contains("All reports are in", done.Notice, StringComparison.Ordinal);
        var task = await _app.AskAsync(db => db.Tasks.Where(t => t.Process.MilestoneId == _scene.ReportId && t.AskedOf == "director:home").Select(t => t.Id).SingleAsync());
        Assert.Contains("Sound, but slow.", (await _app.OpenAsync("director.uk", $"/tasks/{task}")).Text, StringComparison.Ordinal);
        Assert.Contains("done already", (await _app.OpenAsync("newcomer.uk", $"/milestones/{_scene.ReportId}/report")).Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_DocumentsOfTheVersion_AreReadByTheAssessorOnlyWhileAsked()
    {
        var form = await _app.OpenAsync("newcomer.uk", $"/milestones/{_scene.ReportId}/report");
        var file = form.Find("a[href^='/documents/']").GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.OK, (await _app.OpenAsync("newcomer.uk", file)).Status);

        await new Acts(_app).ReportAsync("newcomer.uk", _scene.ReportId, CommitteeOpinion.Favourable);

        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("newcomer.uk", file)).Status);
    }

    [Fact]
    public async Task Meeting_AllParts_LeadsFromOneToTheNextAndKeepsThePrivateOnesToThoseNamed()
    {
        var form = await _app.OpenAsync("newcomer.fr", Meeting);
        var third = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Text"] = CommitteeActs.Secret, ["Readers"] = _app.World.People["school.fr"].ToString(System.Globalization.CultureInfo.InvariantCulture) });
        Assert.EndsWith("/meeting/supervisors-alone", third.Path, StringComparison.Ordinal);
        var opinion = await third.SubmitAsync("form.card", new Dictionary<string, string> { ["Text"] = CommitteeActs.Secret });
        await opinion.SubmitAsync("form.card", new Dictionary<string, string> { ["Opinion"] = "Favourable", ["Text"] = "Well on the way." });

        string[] pages = [$"/milestones/{_scene.MeetingId}", $"/candidatures/{_app.World.FrCandidatureId}", $"/audit/candidature:{_app.World.FrCandidatureId}", "/audit", "/tasks", "/tasks/all", "/cohort/answers", "/milestones", "/administration/mail", "/"];
        foreach (var name in World.Everybody)
        {
            var html = string.Concat(await Task.WhenAll(pages.Select(async page => (await _app.OpenAsync(name, page)).Html)));
            Assert.Equal(name == "school.fr", html.Contains("nobody hears of this", StringComparison.Ordinal));
        }
        Assert.Contains("Opinion of the monitoring committee: Favourable.", (await _app.OpenAsync("office.uk", $"/milestones/{_scene.MeetingId}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Well on the way.", (await _app.OpenAsync("office.uk", $"/milestones/{_scene.MeetingId}")).Text, StringComparison.Ordinal);
        Assert.Contains("Well on the way.", (await _app.OpenAsync("student.fr", $"/milestones/{_scene.MeetingId}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Meeting_AnotherMemberWroteIt_IsTold()
    {
        var form = await _app.OpenAsync("other.lead.uk", Meeting);
        await new Acts(_app).MeetAsync("newcomer.fr", _scene.MeetingId, MeetingPart.StudentAlone);

        var told = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Text"] = "Late." });

        Assert.Contains("done already", Assert.Single(told.Errors), StringComparison.Ordinal);
        Assert.Equal("Late.", told.Find("textarea").TextContent.Trim());
        Assert.Equal(1, await _app.AskAsync(db => db.ConfidentialNotes.CountAsync()));
    }

    [Fact]
    public async Task Meeting_PartThatIsNone_IsNotFound() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("newcomer.fr", $"/milestones/{_scene.MeetingId}/meeting/lunch")).Status);

    [Fact]
    public async Task Committee_StaleVersion_IsToldAndKeepsWhatWasTyped()
    {
        var url = $"/candidatures/{_app.World.FrCandidatureId}/committee";
        var form = await _app.OpenAsync("office.fr", url);
        await new Acts(_app).NameCommitteeAsync("school.fr", _app.World.FrCandidatureId, "newcomer.fr", "auditor");

        var again = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Members[2]"] = "nobody@test.example" });
        Assert.Contains("a modifié", Assert.Single(again.Errors), StringComparison.Ordinal);
        Assert.Equal("nobody@test.example", again.Find("#Members_2").GetAttribute("value"));
        var done = await again.SubmitAsync("form.card");

        Assert.Contains("est nommé", done.Notice, StringComparison.Ordinal);
        Assert.Contains("Mei Zhang", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agreement_Cotutelle_IsDraftedFromItsOwnText()
    {
        var form = await _app.OpenAsync("office.uk", $"/projects/{_app.World.ProjectId}/agreement");

        var draft = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Kind"] = "Cotutelle" });

        Assert.Contains("# Cotutelle agreement", draft.Text, StringComparison.Ordinal);
        Assert.Contains("Cotutelle agreement no. 1", draft.Text, StringComparison.Ordinal);
    }
}
