using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Home;

public sealed class HomeTests : IAsyncLifetime
{
    private App _app = null!;

    public async Task InitializeAsync() => _app = await App.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("student.uk", "/")]
    [InlineData("lead.uk", "/tasks")]
    [InlineData("director.uk", "/tasks")]
    [InlineData("office.fr", "/cohort")]
    [InlineData("programme", "/cohort")]
    [InlineData("auditor", "/cohort")]
    [InlineData("admin", "/administration/jobs")]
    [InlineData("nobody", "/calls")]
    [InlineData("newcomer.fr", "/calls")]
    public async Task Open_ByRole_LeadsToThePageTheyComeFor(string who, string path)
    {
        var session = await _app.NewSessionAsync(who, followRedirects: false);

        using var answer = await session.GetAsync("/");

        Assert.Equal(path, answer.Headers.Location?.ToString() ?? "/");
    }

    [Fact]
    public async Task Open_AdministratorOfASystemWithoutOffices_SaysWhomToNameFirst()
    {
        var before = await _app.OpenAsync("admin", "/administration/jobs");
        await _app.AskAsync(db => db.RoleAssignments.Where(r => r.Role == Role.Office || r.Role == Role.ProgrammeManager).ExecuteDeleteAsync());

        var page = await _app.OpenAsync("admin", "/administration/jobs");

        Assert.Null(before.Document.QuerySelector("main .notice"));
        Assert.Equal("/people/add", page.Find("main .notice a").GetAttribute("href"));
    }

    [Fact]
    public async Task Open_Student_SaysWhatIsNextOnWhichSideAndWhy()
    {
        var page = await _app.OpenAsync("student.uk", "/");

        Assert.Equal("Hello Freya", page.Find("h1").TextContent);
        var next = page.Find(".card-next").TextContent;
        Assert.Contains("Early stage assessment", next, StringComparison.Ordinal);
        Assert.Contains("Thursday 1 October 2026", next, StringComparison.Ordinal);
        Assert.Contains("53 days ago", next, StringComparison.Ordinal);
        Assert.Contains("12 months from 1 October 2025", next, StringComparison.Ordinal);
        Assert.Contains("First joint project report", next, StringComparison.Ordinal);
        Assert.Contains("Léonie D’Alméida", page.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing is being decided at the moment", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AfterHandingIn_SaysWhoseDeskItIsOn()
    {
        var acts = new Acts(_app);
        await acts.HandInAsync("student.fr", _app.World.CsiId);

        var waiting = await _app.OpenAsync("student.fr", "/");
        await acts.DecideAsync("lead.fr", await acts.TaskAsync(_app.World.CsiId, "lead:home"), DecisionKind.Returned, "Ajoutez les méthodes.");
        var returned = await _app.OpenAsync("student.fr", "/");

        Assert.Contains("En attente de Dr Aïcha Benoît (CNRS)", waiting.Find(".desk").TextContent, StringComparison.Ordinal);
        Assert.Contains("Une nouvelle version est demandée", returned.Find(".card-next").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AfterHandingIn_TakesFewCommands()
    {
        var commands = new SqlCommands();
        await using var app = await App.StartAsync(commands.Count);
        await new Acts(app).HandInAsync("student.fr", app.World.CsiId);
        await app.OpenAsync("student.fr", "/");

        Assert.InRange(await commands.OfAsync(() => app.OpenAsync("student.fr", "/")), 3, 12);
    }

    [Theory]
    [InlineData(CandidatureState.Awarded, "Nothing is due any more")]
    [InlineData(CandidatureState.Active, "Nothing waits for you")]
    public async Task Open_NothingDue_SaysSo(CandidatureState state, string sentence)
    {
        await ChangeAsync(c =>
        {
            c.MoveTo(state, new DateOnly(2026, 11, 1));
            c.Milestones.Single(m => m.RuleCode == "esa").Record(new DateOnly(2026, 9, 1));
        });

        Assert.Contains(sentence, (await _app.OpenAsync("student.uk", "/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pathway_Interruption_ShowsItsReasonToTheStudentAndTheHomeOfficeOnly()
    {
        await ChangeAsync(c => c.AddPeriod(StatusKind.Interrupted, new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 28), reason: "Parental leave"));

        foreach (var (who, sees) in new[] { ("student.uk", true), ("office.uk", true), ("lead.uk", false), ("lead.fr", false), ("office.fr", false), ("programme", false), ("auditor", false) })
        {
            var page = await _app.OpenAsync(who, $"/candidatures/{_app.World.UkCandidatureId}");
            Assert.Contains("Interrupted", page.Text.Replace("Interruption", "Interrupted", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Equal((who, sees), (who, page.Html.Contains("Parental leave", StringComparison.Ordinal)));
        }
    }

    private Task<int> ChangeAsync(Action<Candidature> change) => _app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var candidature = await PlanMilestones.WithPlan(db.Candidatures).SingleAsync(c => c.Id == _app.World.UkCandidatureId);
        change(candidature);
        return await db.SaveChangesAsync();
    });
}
