using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Training;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Training;

public sealed class TrainingPagesTests : IAsyncLifetime
{
    private App _app = null!;
    private MeetingActs _training = null!;

    private World World => _app.World;
    private string Uk => $"/candidatures/{World.UkCandidatureId}/training";
    private string Fr => $"/candidatures/{World.FrCandidatureId}/training";

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        _training = new MeetingActs(new Acts(_app), World);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Add_WithCertificate_WaitsIsConfirmedAndCounts()
    {
        var form = await (await _app.OpenAsync("student.uk", Uk)).FollowAsync("main a[href$='/add']");
        var recorded = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Title"] = "Ethics <1>", ["Category"] = "Ethics", ["Hours"] = "3,5", ["From"] = "2026-11-02", ["To"] = "2026-11-03" },
            [new AppFile("Files", "Certificate.pdf", Encoding.ASCII.GetBytes("%PDF-1.7\nx\n%%EOF\n"))]);
        Assert.Equal("“Ethics <1>” is recorded. It counts once it is confirmed.", recorded.Notice);
        Assert.Contains("3.5 h wait to be confirmed.", recorded.Text, StringComparison.Ordinal);
        Assert.Contains("Confirm training that Freya Tanaka recorded", (await _app.OpenAsync("office.uk", "/tasks")).Text, StringComparison.Ordinal);

        var confirmed = await (await _app.OpenAsync("office.uk", Uk)).SubmitAsync("button[name=activity]");

        Assert.Equal("“Ethics <1>” is confirmed and counts.", confirmed.Notice);
        Assert.Contains("3.5 h confirmed", confirmed.Text, StringComparison.Ordinal);
        Assert.Contains("3.5 h confirmed", (await _app.OpenAsync("lead.uk", $"/candidatures/{World.UkCandidatureId}")).Text, StringComparison.Ordinal);
        var document = await _app.AskAsync(db => db.TrainingActivities.Select(t => t.DocumentId).SingleAsync());
        Assert.Equal(HttpStatusCode.OK, (await _app.OpenAsync("office.uk", $"/documents/{document}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("office.fr", $"/documents/{document}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("student.fr", $"/documents/{document}")).Status);
        Assert.Null((await _app.OpenAsync("office.fr", Uk)).Document.QuerySelector("main a[href^='/documents']"));
    }

    [Fact]
    public async Task Add_WrongInput_IsToldAndKept()
    {
        var form = await _app.OpenAsync("student.uk", Uk + "/add");

        var wrong = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Title"] = "", ["Category"] = "", ["Hours"] = "~60", ["From"] = "31/31/2026" }, [new AppFile("Files", "x.pdf", [1])]);

        Assert.Equal(
            ["Choose a category.", "Choose the file again: a browser sends it only once.", "Give the hours as a number above 0, of 500 at most, such as 12 or 3.5.", "Say what the training was.", "This is not a day. Choose one in the calendar."],
            wrong.Errors.Order(StringComparer.Ordinal));
        Assert.Equal("~60", wrong.Find("input[name=Hours]").GetAttribute("value"));
        Assert.Empty(await _app.AskAsync(db => db.TrainingActivities.ToListAsync()));
    }

    [Fact]
    public async Task Return_ThenCorrect_InFrench()
    {
        await _app.SpeakAsync("fr");
        await _training.TrainAsync("student.fr", french: true);
        var form = await (await _app.OpenAsync("school.fr", Fr)).FollowAsync("main a[href$='/return']");
        Assert.Single((await form.SubmitAsync("form.card")).Errors);

        var returned = await form.SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "L’attestation <manque>." });

        Assert.Contains("est renvoyée", returned.Notice, StringComparison.Ordinal);
        var mine = await _app.OpenAsync("student.fr", Fr);
        Assert.Contains("L’attestation <manque>.", mine.Text, StringComparison.Ordinal);
        var edit = await mine.FollowAsync("main table a.btn");
        Assert.Contains("L’attestation <manque>.", edit.Find(".notice-warn").TextContent, StringComparison.Ordinal);
        Assert.Equal("12,5", edit.Find("input[name=Hours]").GetAttribute("value"));
        var corrected = await edit.SubmitAsync("form.card", new Dictionary<string, string> { ["Hours"] = "10" });
        Assert.Contains("10 h restent à confirmer.", corrected.Text, StringComparison.Ordinal);
        Assert.Single((await edit.SubmitAsync("button[formaction*=Remove]")).Errors);
    }

    [Fact]
    public async Task Index_WhereTheRulesNeedHours_SaysHowManyAndWhatIsMissing()
    {
        await _app.AskAsync(async db =>
        {
            var candidature = await db.Candidatures.Include(c => c.Studentship.Party).SingleAsync(c => c.Id == World.FrCandidatureId);
            candidature.Describe(trainingHours: 60);
            candidature.Milestones.Add(new Core.Milestones.Milestone(candidature, candidature.Studentship.Party, new Core.Milestones.MilestoneRuleRef("france-2022", 1, "jury-proposal", 0), "Jury proposal", "Proposition de jury"));
            return await db.SaveChangesAsync();
        });

        var page = await _app.OpenAsync("lead.uk", Fr);

        Assert.Contains("60 of 100 hours confirmed", page.Text, StringComparison.Ordinal);
        Assert.Contains("Research ethics: nothing confirmed yet", page.Text, StringComparison.Ordinal);
        Assert.Contains("Counted on the office’s sheet", page.Text, StringComparison.Ordinal);
        await _training.TrainAsync("office.fr", TrainingCategory.Ethics, french: true);
        Assert.Contains("Research ethics: confirmed", (await _app.OpenAsync("lead.uk", Fr)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_OfSomebodyWhoLeft_CanOnlyBeRead()
    {
        await _training.TrainAsync();
        await new Acts(_app).LeaveAsync("office.uk", World.UkCandidatureId);

        Assert.Empty((await _app.OpenAsync("office.uk", Uk)).Document.QuerySelectorAll("main form, main a.btn:not([href*='handler='])"));
        Assert.Equal(Uk, (await _app.OpenAsync("student.uk", Uk + "/add")).Path);
        Assert.Equal(CandidatureState.Withdrawn, await _app.AskAsync(db => db.Candidatures.Where(c => c.Id == World.UkCandidatureId).Select(c => c.State).SingleAsync()));
    }
}
