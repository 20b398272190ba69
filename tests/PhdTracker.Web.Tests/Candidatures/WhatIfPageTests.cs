using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Candidatures;

public sealed class WhatIfPageTests(PlannedApp planned) : IClassFixture<PlannedApp>
{
    private readonly App _app = planned.App;

    private string Url => string.Create(CultureInfo.InvariantCulture, $"/candidatures/{_app.World.UkCandidatureId}/what-if");

    [Fact]
    public async Task Try_Interruption_ShowsEveryDateAndLeadsToTheFilledForm()
    {
        var pathway = await _app.OpenAsync("student.uk", $"/candidatures/{_app.World.UkCandidatureId}");
        var empty = await pathway.FollowAsync($"a[href='{Url}']");
        Assert.Contains("Nothing tried yet", empty.Text, StringComparison.Ordinal);

        var tried = await empty.SubmitAsync("#try", new Dictionary<string, string> { ["From"] = "2027-02-01", ["To"] = "2027-04-30" });

        Assert.Empty(tried.Errors);
        Assert.Matches(@"Of \d+ dates, \d+ would change\.", tried.Text);
        var thesis = tried.Document.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("Thesis submission", StringComparison.Ordinal)).TextContent;
        Assert.Contains("1 Oct 2029", thesis, StringComparison.Ordinal);
        Assert.Contains("29 Dec 2029", thesis, StringComparison.Ordinal);
        Assert.Contains("89 days later", thesis, StringComparison.Ordinal);
        Assert.Contains("interruption from 1 February 2027", thesis, StringComparison.Ordinal);
        var form = await tried.FollowAsync("a[href*='/requests/interruption']");
        Assert.Equal(("2027-02-01", "2027-04-30"), (form.Find("#From").GetAttribute("value"), form.Find("#To").GetAttribute("value")));
        Assert.Empty(form.Errors);
    }

    [Fact]
    public async Task Try_FromTheFormOfARequest_TakesTheDatesAndNoReason()
    {
        var form = await _app.OpenAsync("student.uk", $"/candidatures/{_app.World.UkCandidatureId}/requests/interruption");

        var tried = await form.SubmitAsync("button[formtarget=_blank]", new Dictionary<string, string> { ["From"] = "2027-02-01", ["To"] = "2027-04-30", ["Reason"] = "Secret", ["Evidence"] = "Secret" });

        Assert.Equal($"{Url}?kind=interruption&From=2027-02-01&To=2027-04-30", tried.Url.PathAndQuery);
        Assert.Contains("89 days later", tried.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", tried.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?kind=interruption&From=2027-05-01&To=2027-04-30", "The last day (30 April 2027) lies before the first (1 May 2027). Correct one of them.")]
    [InlineData("?kind=interruption&From=soon&To=2027-04-30", "day")]
    [InlineData("?kind=mode&From=2027-05-01&Percent=lots", "share of full time")]
    [InlineData("?kind=extension&MilestoneId=x&Days=10", "Choose")]
    public async Task Try_BadInput_SaysWhatIsWrongAndKeepsIt(string query, string says)
    {
        var page = await _app.OpenAsync("student.uk", Url + query);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(says, Assert.Single(page.Errors), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(page.Document.QuerySelectorAll("tbody tr"));
        if (query.Contains("soon", StringComparison.Ordinal))
            Assert.Equal("2027-04-30", page.Find("#To").GetAttribute("value"));
    }

    [Theory]
    [InlineData("?kind=interruption&From=&To=", "Give the first day.", "Give the last day.")]
    [InlineData("?kind=mode&Percent=&From=", "Give a share of full time above 0 and up to 100%.", "Give the day from which it is to hold.")]
    [InlineData("?kind=extension&MilestoneId=&Days=", "Choose the milestone that needs more time.", "Give a whole number of days between 1 and 366.")]
    public async Task Try_EmptyForm_TellsAllThatIsMissingInItsOrder(string query, params string[] says) =>
        Assert.Equal(says, (await _app.OpenAsync("student.uk", Url + query)).Errors);

    [Fact]
    public async Task Milestone_AtTheLatestDayOfItsRule_PromisesNoExtension()
    {
        var ids = await _app.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == _app.World.UkCandidatureId && (m.RuleCode == "thesis-submission" || m.RuleCode == "lsr")).OrderBy(m => m.RuleCode).Select(m => m.Id).ToListAsync());

        Assert.Contains("only with an administrator", await WhyAsync(ids[1]), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("only with an administrator", await WhyAsync(ids[0]), StringComparison.OrdinalIgnoreCase);

        async Task<string> WhyAsync(int id) => (await _app.OpenAsync("student.uk", $"/milestones/{id}")).Find("section[aria-labelledby=why]").TextContent;
    }

    [Fact]
    public async Task Try_BySupervisor_SeesTheDatesButAsksForNothing()
    {
        var page = await _app.OpenAsync("lead.uk", Url + "?kind=mode&From=2027-01-01&Percent=50");

        Assert.Contains("at 50% of full time from 1 January 2027", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("a[href*='/requests/']"));
    }

    [Fact]
    public async Task Milestone_OfAPlan_TellsWhatCountedAndWhatWouldChangeIt()
    {
        var id = await _app.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == _app.World.UkCandidatureId && m.RuleCode == "lsr").Select(m => m.Id).SingleAsync());

        var why = (await _app.OpenAsync("student.uk", $"/milestones/{id}")).Find("section[aria-labelledby=why]");

        foreach (var says in new[] { "24 months from 1 October 2025", "version 1", "Counted from", "100% at the start", "An interruption that begins before it adds its days.", "Another share of full time before it" })
            Assert.Contains(says, why.TextContent, StringComparison.Ordinal);
        Assert.NotNull(why.QuerySelector($"a[href='{Url}']"));
        Assert.Null((await _app.OpenAsync("auditor", $"/milestones/{id}")).Find("section[aria-labelledby=why]").QuerySelector($"a[href='{Url}']"));
    }

    [Fact]
    public async Task Milestone_InFrench_TellsIt()
    {
        var id = await _app.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == _app.World.FrCandidatureId && m.RuleCode == "csi" && m.Occurrence == 2).Select(m => m.Id).SingleAsync());

        var why = (await _app.OpenAsync("student.fr", $"/milestones/{id}")).Find("section[aria-labelledby=why]").TextContent;

        Assert.Contains("Elle tombe aux mêmes jours chaque année", why, StringComparison.Ordinal);
    }
}

/// <summary>An app whose two students have their whole plans.</summary>
public sealed class PlannedApp : IAsyncLifetime
{
    public App App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await App.StartAsync();
        await App.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            foreach (var candidature in await PlanMilestones.WithPlan(db.Candidatures).ToListAsync())
                services.GetRequiredService<PlanMilestones>().For(candidature);
            return await db.SaveChangesAsync();
        });
    }

    public async Task DisposeAsync() => await App.DisposeAsync();
}
