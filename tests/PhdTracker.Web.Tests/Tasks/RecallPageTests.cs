using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Tasks;

public sealed class RecallPageTests
{
    [Fact]
    public async Task Post_NobodyHasActed_AsksAgain()
    {
        await using var app = await App.StartAsync();
        var task = await AnsweredAsync(app);

        var page = await (await app.OpenAsync("lead.uk", $"/tasks/{task}")).FollowAsync("a[href$='/recall']");
        Assert.Contains("Well argued.", page.Text, StringComparison.Ordinal);
        var next = await page.SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "I opened the wrong file." });

        var again = await new Acts(app).TaskAsync(app.World.EsaId, "lead:home");
        Assert.Equal($"/tasks/{again}", next.Path);
        Assert.Equal("Your answer is recalled, and the question is asked again.", next.Notice);
        Assert.Contains("recalled their own answer; it is asked again", next.Text, StringComparison.Ordinal);
        Assert.NotEqual(task, again);
    }

    [Fact]
    public async Task Post_WithoutReason_IsSaidAtTheReason()
    {
        await using var app = await App.StartAsync();
        var task = await AnsweredAsync(app);

        var again = await (await app.OpenAsync("lead.uk", $"/tasks/{task}/recall")).SubmitAsync("form.card");

        Assert.Single(again.Errors);
        Assert.Equal(0, await app.AskAsync(db => db.DecisionReversals.CountAsync()));
    }

    [Fact]
    public async Task Get_SomebodyHasActed_SaysWhyAndOffersTheReversal()
    {
        await using var app = await App.StartAsync();
        var task = await AnsweredAsync(app);
        var acts = new Acts(app);
        await acts.DecideAsync("director.uk", await acts.TaskAsync(app.World.EsaId, "director:home"), DecisionKind.Approved);

        var page = await app.OpenAsync("lead.uk", $"/tasks/{task}/recall");

        Assert.Contains("Somebody has already acted on your answer", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("form.card"));
        Assert.NotNull(page.Document.QuerySelector($"a[href='/tasks/{task}/reverse']"));
    }

    [Fact]
    public async Task Post_FromAnOldTabAfterTheRoleEnded_IsToldAndChangesNothing()
    {
        await using var app = await App.StartAsync();
        var acts = new Acts(app);
        await acts.HandInAsync("student.uk", app.World.EsaId);
        var tab = await app.OpenAsync("lead.uk", $"/tasks/{await acts.TaskAsync(app.World.EsaId, "lead:home")}");
        await app.AskAsync(async db =>
        {
            var supervision = await db.SupervisorAssignments.SingleAsync(s => s.PersonId == app.World.People["lead.uk"] && s.CandidatureId == app.World.UkCandidatureId);
            supervision.End(new DateOnly(2026, 11, 20));
            return await db.SaveChangesAsync();
        });

        var next = await tab.SubmitAsync("#answer", new Dictionary<string, string> { ["Decision"] = "Approved", ["Comment"] = "" });

        Assert.Equal("/tasks", next.Path);
        Assert.StartsWith("You are not asked any more", next.Notice, StringComparison.Ordinal);
        Assert.Equal(0, await app.AskAsync(db => db.Decisions.CountAsync()));
    }

    [Fact]
    public async Task Post_Withdraw_EndsTheReview()
    {
        await using var app = await App.StartAsync();
        var acts = new Acts(app);
        await acts.HandInAsync("student.uk", app.World.EsaId);
        await acts.DecideAsync("lead.uk", await acts.TaskAsync(app.World.EsaId, "lead:home"), DecisionKind.Returned, "Section 4 is missing.");

        var page = await (await app.OpenAsync("student.uk", $"/milestones/{app.World.EsaId}")).FollowAsync("a[href$='/withdraw']");
        var next = await page.SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "The plan has changed." });

        Assert.Equal("It is withdrawn. You can hand in afresh at any time.", next.Notice);
        Assert.Contains("withdrew what was returned", next.Text, StringComparison.Ordinal);
        Assert.Null(next.Document.QuerySelector("a[href$='/withdraw']"));
    }

    private static async Task<int> AnsweredAsync(App app)
    {
        var acts = new Acts(app);
        await acts.HandInAsync("student.uk", app.World.EsaId);
        var task = await acts.TaskAsync(app.World.EsaId, "lead:home");
        await acts.DecideAsync("lead.uk", task, DecisionKind.Approved, "Well argued.");
        return task;
    }
}
