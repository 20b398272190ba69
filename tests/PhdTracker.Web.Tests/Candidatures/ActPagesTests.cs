using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Candidatures;

/// <summary>The acts of offices on candidatures and projects, through their pages.</summary>
public sealed class ActPagesTests : IAsyncLifetime
{
    private App _app = null!;

    private string Case => $"/candidatures/{_app.World.UkCandidatureId}";

    public async Task InitializeAsync() => _app = await App.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Leave_WithEverything_IsRecorded()
    {
        var form = await _app.OpenAsync("office.uk", Case + "/leave");
        var refused = await form.SubmitAsync("form.card button.btn-danger", new Dictionary<string, string> { ["LastDay"] = "", ["Note"] = "Took up a post." });
        Assert.Equal(2, refused.Errors.Count);
        Assert.Equal("Took up a post.", refused.Find("#Note").TextContent.Trim());

        var done = await refused.SubmitAsync("form.card button.btn-danger", new Dictionary<string, string> { ["How"] = "Withdrawn", ["LastDay"] = "2026-11-30" });

        Assert.Equal(Case, done.Path);
        Assert.Contains("leaves; the last day is 30 November 2026", done.Notice, StringComparison.Ordinal);
        Assert.Null(done.Document.QuerySelector("#acts"));
    }

    [Fact]
    public async Task Supervisors_SharesThatDoNotAddUp_AreKeptUntilTheyDo()
    {
        var form = await _app.OpenAsync("office.uk", Case + "/supervisors");
        var typed = new Dictionary<string, string> { ["Present[0].Share"] = "50", ["Present[1].Share"] = "40", ["Reason"] = "As agreed" };
        var refused = await form.SubmitAsync("form.card button.btn-primary", typed);
        Assert.Contains("add up to 90%", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal("40", refused.Find("[name='Present[1].Share']").GetAttribute("value"));

        var done = await refused.SubmitAsync("form.card button.btn-primary", new Dictionary<string, string> { ["Present[1].Share"] = "50" });

        Assert.NotNull(done.Notice);
        Assert.Equal([50, 50], await _app.AskAsync(db => db.SupervisorAssignments.Where(s => s.CandidatureId == _app.World.UkCandidatureId).Select(s => s.SharePercent).ToListAsync()));
    }

    [Fact]
    public async Task Successor_OfTheLead_TakesOver()
    {
        var form = await _app.OpenAsync("office.uk", Case + "/supervisors/successor");
        var lead = await _app.AskAsync(db => db.SupervisorAssignments.Where(s => s.CandidatureId == _app.World.UkCandidatureId && s.Kind == SupervisorKind.Lead).Select(s => s.Id + "-" + s.Version).SingleAsync());

        var done = await form.SubmitAsync("form.card button.btn-primary", new Dictionary<string, string> { ["Leaving"] = lead, ["SuccessorEmail"] = "newcomer.uk@test.example", ["Reason"] = "Retires" });

        Assert.Equal(Case, done.Path);
        Assert.Contains("one student", done.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ShowsWhatMoves_AndAppliesItThen()
    {
        var form = await _app.OpenAsync("office.uk", Case + "/start");
        var preview = await form.SubmitAsync("form.card button.btn-primary", new Dictionary<string, string> { ["StartOn"] = "2025-11-01", ["Reason"] = "The contract says so" });
        Assert.NotNull(preview.Document.QuerySelector("#moved"));
        Assert.Equal(new DateOnly(2025, 10, 1), await StartAsync());

        var done = await preview.SubmitAsync("form.card button.btn-primary");

        Assert.Equal(Case, done.Path);
        Assert.Equal(new DateOnly(2025, 11, 1), await StartAsync());
    }

    [Fact]
    public async Task Terminate_Understood_EndsTheProject()
    {
        var form = await _app.OpenAsync("office.fr", $"/projects/{_app.World.ProjectId}/terminate");
        var typed = new Dictionary<string, string> { ["LastDay"] = "2026-11-30", ["Reason"] = "Funding stopped" };
        var refused = await form.SubmitAsync("form.card button.btn-danger", typed);
        Assert.Single(refused.Errors);

        var done = await refused.SubmitAsync("form.card button.btn-danger", new Dictionary<string, string> { ["Understood"] = "true" });

        Assert.NotNull(done.Notice);
        Assert.Equal(ProjectState.Terminated, await _app.AskAsync(db => db.Projects.Where(p => p.Id == _app.World.ProjectId).Select(p => p.State).SingleAsync()));
    }

    private Task<DateOnly> StartAsync() => _app.AskAsync(db => db.Candidatures.Where(c => c.Id == _app.World.UkCandidatureId).Select(c => c.StartOn).SingleAsync());
}
