using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Calls;

/// <summary>Calls through their pages.</summary>
public sealed class CallPagesTests : IAsyncLifetime
{
    private App _app = null!;
    private Applying _applying = null!;

    public async Task InitializeAsync()
    {
        _app = await App.StartAsync();
        _applying = await Applying.ToAsync(_app);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Add_WrongInput_KeepsWhatWasTypedAndSavesNothing()
    {
        var before = await _app.AskAsync(db => db.Calls.CountAsync());
        var form = await _app.OpenAsync("office.uk", "/calls/add");

        var again = await form.SubmitAsync("form.card", new Dictionary<string, string>(Typed)
        {
            ["ThemeFr"] = "",
            ["Awards"] = "four",
            ["ClosesOn"] = "2027-03-28",
            ["ClosesTime"] = "01:30",
        });

        Assert.Equal("/calls/add", again.Path);
        Assert.Equal(3, again.Errors.Count);
        Assert.Contains(again.Errors, e => e.Contains("01:30", StringComparison.Ordinal));
        Assert.Equal("Ice that flows", again.Find("#ThemeEn").GetAttribute("value"));
        Assert.Equal("four", again.Find("#Awards").GetAttribute("value"));
        Assert.Equal("2027-03-28", again.Find("#ClosesOn").GetAttribute("value"));
        Assert.Equal("01:30", again.Find("#ClosesTime").GetAttribute("value"));
        Assert.Equal("Anybody with an idea.", again.Find("#WhoEn").TextContent.Trim());
        Assert.Equal(before, await _app.AskAsync(db => db.Calls.CountAsync()));
    }

    [Fact]
    public async Task Add_Complete_IsADraftThatALeadDoesNotFind()
    {
        var draft = await (await _app.OpenAsync("office.fr", "/calls/add")).SubmitAsync("form.card", Typed);

        Assert.Matches(@"^/calls/\d+$", draft.Path);
        Assert.NotNull(draft.Notice);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("lead.uk", draft.Path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("auditor", draft.Path)).Status);
        Assert.DoesNotContain("Ice that flows", (await _app.OpenAsync("lead.uk", "/calls")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _app.OpenAsync("office.uk", draft.Path)).Status);
    }

    [Theory]
    [InlineData("office.uk", "15 Dec 2026, 17:00 London · 18:00 Paris")]
    [InlineData("office.fr", "15 déc. 2026 à 17:00 (Londres) · 18:00 (Paris)")]
    public async Task Index_OpenCall_ShowsItsClosingOnBothClocks(string name, string closing)
    {
        var page = await _app.OpenAsync(name, "/calls");

        Assert.Contains(closing, page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decisions_SidesDisagree_SaysWhatWouldGoOutInWords()
    {
        var id = await _applying.AtDecisionAsync();
        await _applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved);
        Assert.Contains("has not decided: nothing can go out yet.", (await _app.OpenAsync("office.uk", Decisions)).Text, StringComparison.Ordinal);
        await _applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Rejected);

        var english = await _app.OpenAsync("office.uk", Decisions);
        var french = await _app.OpenAsync("office.fr", Decisions);

        Assert.Contains("the proposal is rejected, as a project needs both sides to accept.", english.Text, StringComparison.Ordinal);
        Assert.Contains("la proposition est refusée, car un projet demande l’accord des deux parties.", french.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.OpenAsync("newcomer.uk", Decisions)).Status);
    }

    [Fact]
    public async Task Decisions_BothAgree_GoOut()
    {
        var id = await _applying.AtDecisionAsync();
        await _applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved);
        await _applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved);
        _app.Clock.Set(Applying.Closes);

        var first = await (await _app.OpenAsync("office.uk", Decisions)).SubmitAsync("form[action*='handler=Agree']");
        Assert.Contains("CNRS", first.Notice, StringComparison.Ordinal);
        Assert.Null(first.Document.QuerySelector("form[action*='handler=Agree']"));
        var second = await (await _app.OpenAsync("office.fr", Decisions)).SubmitAsync("form[action*='handler=Agree']");

        Assert.NotNull(second.Notice);
        Assert.Null(second.Document.QuerySelector("form[action*='handler=Change']"));
        Assert.True(await _app.AskAsync(db => db.Projects.AnyAsync(p => p.CallId == _applying.CallId)));
    }

    [Fact]
    public async Task Decisions_OneTakenBack_IsMissingUntilItIsMadeAgain()
    {
        var id = await _applying.AtDecisionAsync();
        await _applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved);
        await _applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Rejected, "No place is left.");
        _app.Clock.Set(Applying.Closes);

        await (await _app.OpenAsync("office.fr", await ReversalAsync(id, "decide-partner"))).SubmitAsync("form.card", new Dictionary<string, string> { ["Reason"] = "A place is free." });

        var page = await _app.OpenAsync("office.uk", Decisions);
        Assert.Null(page.Document.QuerySelector("form[action*='handler=Agree']"));
        Assert.Contains("has not decided: nothing can go out yet.", page.Text, StringComparison.Ordinal);
        Assert.Contains("No place is left.", page.Text, StringComparison.Ordinal);
        await _applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved);
        Assert.NotNull((await _app.OpenAsync("office.uk", Decisions)).Document.QuerySelector("form[action*='handler=Agree']"));
    }

    [Fact]
    public async Task Reverse_AfterPublication_ListsTheProjectThatCameOfIt()
    {
        var id = await _applying.AtDecisionAsync();
        await _applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved);
        await _applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved);
        _app.Clock.Set(Applying.Closes);
        await _applying.PublishAsync();

        var page = await _app.OpenAsync("office.uk", await ReversalAsync(id, "decide-home"));

        Assert.Contains("started the project", page.Find(".history").TextContent, StringComparison.Ordinal);
    }

    private async Task<string> ReversalAsync(int id, string activity)
    {
        var task = await _app.AskAsync(db => db.Tasks.Where(t => t.Process.ProposalId == id && t.ActivityId == activity && t.State == TaskState.Done).Select(t => t.Id).SingleAsync());
        return FormattableString.Invariant($"/tasks/{task}/reverse");
    }

    private string Decisions => $"/calls/{_applying.CallId}/decisions";

    private static Dictionary<string, string> Typed => new(StringComparer.Ordinal)
    {
        ["ThemeEn"] = "Ice that flows",
        ["ThemeFr"] = "La glace qui s’écoule",
        ["Year"] = "2028",
        ["Awards"] = "4",
        ["Zone"] = "Europe/London",
        ["OpensOn"] = "2027-02-01",
        ["OpensTime"] = "09:00",
        ["ClosesOn"] = "2027-04-01",
        ["ClosesTime"] = "17:00",
        ["WhoEn"] = "Anybody with an idea.",
        ["WhoFr"] = "Toute personne qui a une idée.",
    };
}
