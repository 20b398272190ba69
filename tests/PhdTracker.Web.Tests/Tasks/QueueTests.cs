using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Tasks;

public sealed class QueueTests
{
    [Fact]
    public async Task Get_TwoTasks_ShowsTheOldestFirstWithWhatIsAskedAndSince()
    {
        await using var app = await App.StartAsync();
        var acts = new Acts(app);
        await acts.HandInAsync("student.fr", app.World.CsiId);
        app.Clock.Advance(TimeSpan.FromDays(2));
        await acts.HandInAsync("student.uk", app.World.EsaId);

        var page = await app.OpenAsync("lead.uk", "/tasks");

        Assert.Equal(["First monitoring committee: Léonie D’Alméida", "Early stage assessment: Freya Tanaka"], page.Document.QuerySelectorAll("[data-queue] .row-title").Select(e => e.TextContent));
        Assert.Contains("Opinion of the partner supervisor", page.Find("[data-queue] li").TextContent, StringComparison.Ordinal);
        Assert.Contains("On your desk since 23 Nov 2026, 2 days ago", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.InlineCode());
    }

    [Fact]
    public async Task Get_AnswerOverdue_IsMarkedInWordsAndColour()
    {
        await using var app = await App.StartAsync();
        await new Acts(app).HandInAsync("student.uk", app.World.EsaId);
        app.Clock.Advance(TimeSpan.FromDays(60));

        var page = await app.OpenAsync("lead.uk", "/tasks");

        Assert.Contains("Overdue since", page.Find("[data-queue] .text-overdue").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Returned_LeadsTheStudentToHandingIn()
    {
        await using var app = await App.StartAsync();
        var acts = new Acts(app);
        await acts.HandInAsync("student.uk", app.World.EsaId);
        await acts.DecideAsync("lead.uk", await acts.TaskAsync(app.World.EsaId, "lead:home"), DecisionKind.Returned, "Add section 4.");

        var page = await app.OpenAsync("student.uk", "/tasks");

        Assert.Equal($"/milestones/{app.World.EsaId}/submit", page.Find("[data-queue] .row-title").GetAttribute("href"));
    }

    [Fact]
    public async Task Get_MoreTasks_TakesNoMoreCommands()
    {
        var commands = new SqlCommands();
        await using var app = await App.StartAsync(commands.Count);
        var acts = new Acts(app);
        await acts.HandInAsync("student.fr", app.World.CsiId);
        await app.OpenAsync("lead.uk", "/tasks");
        var one = await commands.OfAsync(() => app.OpenAsync("lead.uk", "/tasks"));
        await acts.HandInAsync("student.uk", app.World.EsaId);

        var two = await commands.OfAsync(() => app.OpenAsync("lead.uk", "/tasks"));

        Assert.Equal(one, two);
        Assert.InRange(two, 3, 12);
    }

    [Fact]
    public async Task GetDecide_LongHistory_TakesNoMoreCommands()
    {
        var commands = new SqlCommands();
        await using var app = await App.StartAsync(commands.Count);
        var acts = new Acts(app);
        var first = await CommandsAsync(app, acts, commands);
        await acts.DecideAsync("lead.uk", await acts.TaskAsync(app.World.EsaId, "lead:home"), DecisionKind.Returned, "Add section 4.");

        var second = await CommandsAsync(app, acts, commands);

        Assert.Equal(first, second);
        Assert.InRange(second, 10, 25);
    }

    [Fact]
    public async Task Get_PageOutOfRange_ShowsTheLastPage()
    {
        await using var app = await App.StartAsync();
        await new Acts(app).HandInAsync("student.uk", app.World.EsaId);

        Assert.Single((await app.OpenAsync("lead.uk", "/tasks?page=99")).Document.QuerySelectorAll("[data-queue] li"));
    }

    private static async Task<int> CommandsAsync(App app, Acts acts, SqlCommands commands)
    {
        await acts.HandInAsync("student.uk", app.World.EsaId);
        var task = await acts.TaskAsync(app.World.EsaId, "lead:home");
        await app.OpenAsync("lead.uk", $"/tasks/{task}");
        return await commands.OfAsync(() => app.OpenAsync("lead.uk", $"/tasks/{task}"));
    }
}
