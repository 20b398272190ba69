using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Data;
using PhdTracker.Core.Delegations;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Tasks;

/// <summary>A question about each kind of case, put to somebody who holds no role and stands in for whoever does.</summary>
public sealed class StandIn : IAsyncLifetime
{
    /// <summary>Who stands in.</summary>
    public const string Name = "nobody";

    public App App { get; private set; } = null!;

    /// <summary>The open question about a case of each kind, and the page of the case.</summary>
    public IReadOnlyDictionary<SubjectKind, (int Task, string Path)> Questions { get; private set; } = null!;

    /// <summary>The thesis that the French examination is about; it is under an embargo.</summary>
    public int ThesisId { get; private set; }

    public async Task InitializeAsync()
    {
        App = await App.StartAsync();
        var acts = new Acts(App);
        await App.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var stand = await db.Users.SingleAsync(p => p.Id == App.World.People[Name]);
            foreach (var principal in new[] { "unit.uk", "legal.uk", "signatory.fr", "lead.uk" })
                db.Delegations.Add(new Delegation(await db.Users.SingleAsync(p => p.Id == App.World.People[principal]), stand, null, App.Clock.Today(), App.Clock.Today().AddDays(30), "Away."));
            return await db.SaveChangesAsync();
        });
        var applying = await Applying.ToAsync(App);
        var proposal = await applying.SentAsync();
        await applying.AnswerAsync("newcomer.fr", proposal, "confirm", DecisionKind.Approved);
        var agreement = await new Agreeing(acts, App.World).SendAsync(await new Agreeing(acts, App.World).DraftAsync());
        var examination = new ExaminationActs(acts, App.World, App.Clock, french: true);
        await examination.ApproveAsync();
        await examination.HandInAsync(embargo: App.Clock.Today().AddYears(1));
        await examination.ReportsAsync();
        await examination.DateAsync();
        var request = new ChangeRequestActs(acts, App.World);
        await request.SendAsync(ChangeRequestKind.Interruption);
        var asked = await App.AskAsync(db => db.Tasks.Where(t => t.State == TaskState.Open && t.Assignees.Any(a => a.PersonId == App.World.People[Name]))
            .Select(t => new { t.Id, t.Process.ProposalId, t.Process.AgreementId, t.Process.ExaminationId, t.Process.ChangeRequestId }).ToListAsync());
        Questions = asked.ToDictionary(
            t => t.ProposalId is not null ? SubjectKind.Proposal : t.AgreementId is not null ? SubjectKind.Agreement : t.ExaminationId is not null ? SubjectKind.Examination : SubjectKind.ChangeRequest,
            t => (t.Id, t.ProposalId is not null ? $"/proposals/{proposal}" : t.AgreementId is not null ? $"/agreements/{agreement}" : t.ExaminationId is not null ? $"/examinations/{examination.Id}" : $"/change-requests/{request.Id}"));
        ThesisId = await App.AskAsync(db => db.Theses.Select(t => t.DocumentId).SingleAsync());
    }

    public async Task DisposeAsync() => await App.DisposeAsync();
}

/// <summary>Whoever is asked reads what the question is about, while they are asked and no more.</summary>
public sealed class AnswerAccessTests(StandIn stand) : IClassFixture<StandIn>
{
    [Theory]
    [InlineData(SubjectKind.Proposal, "Callum Ashworth", "Joint supervision plan")]
    [InlineData(SubjectKind.Agreement, "Owen Fairbairn", "Signatures")]
    [InlineData(SubjectKind.Examination, "de La Rochette", "Jeanne Aubry")]
    [InlineData(SubjectKind.ChangeRequest, "Niamh Sutcliffe", "I need time away.")]
    public async Task Answer_WithoutARoleOnTheCase_ReadsItUntilItIsClosed(SubjectKind kind, string principal, string content)
    {
        var (task, path) = stand.Questions[kind];
        var page = await stand.App.OpenAsync(StandIn.Name, $"/tasks/{task}");

        Assert.Equal((HttpStatusCode.OK, $"/tasks/{task}/answer"), (page.Status, page.Path));
        Assert.Contains(principal, page.Find("#answer").TextContent, StringComparison.Ordinal);
        Assert.Contains(content, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("operation on the heart", page.Text, StringComparison.Ordinal);
        await AllOpenAsync(page);
        var about = await stand.App.OpenAsync(StandIn.Name, path);
        Assert.Equal(HttpStatusCode.OK, about.Status);
        await AllOpenAsync(about);
        if (kind == SubjectKind.Examination)
            Assert.Equal(HttpStatusCode.OK, await OpenThesisAsync());

        var next = await page.SubmitAsync("#answer", new Dictionary<string, string> { ["Decision"] = kind == SubjectKind.ChangeRequest ? "Favourable" : "Approved", ["Comment"] = "" });

        Assert.Equal("/tasks", next.Path);
        var closed = await stand.App.OpenAsync(StandIn.Name, $"/tasks/{task}/answer");
        Assert.Equal(HttpStatusCode.OK, closed.Status);
        Assert.DoesNotContain(content, closed.Text, StringComparison.Ordinal);
        await AllOpenAsync(closed);
        Assert.Equal(HttpStatusCode.NotFound, (await stand.App.OpenAsync(StandIn.Name, path)).Status);
        if (kind == SubjectKind.Examination)
            Assert.Equal(HttpStatusCode.NotFound, await OpenThesisAsync());
        if (closed.Document.QuerySelector("a[href$='/recall']") is not null)
            await AllOpenAsync(await closed.FollowAsync("a[href$='/recall']"));
        else
            Assert.Equal(SubjectKind.Agreement, kind);
    }

    /// <summary>Every link of the main part of a page leads to a page that opens.</summary>
    private async Task AllOpenAsync(AppPage page)
    {
        foreach (var url in page.Document.QuerySelectorAll("main a[href^='/']").Select(a => a.GetAttribute("href")!).Distinct())
        {
            using var answer = await (await stand.App.SignedInAsync(StandIn.Name)).GetAsync(url);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{page.Path} leads to {url}: {(int)answer.StatusCode}");
        }
    }

    private async Task<HttpStatusCode> OpenThesisAsync()
    {
        using var answer = await (await stand.App.SignedInAsync(StandIn.Name)).GetAsync($"/documents/{stand.ThesisId}");
        return answer.StatusCode;
    }
}
