using System.Net;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Audit;

public sealed class AuditPagesTests(App app) : IClassFixture<App>
{
    private static readonly string[] Readers = ["programme", "auditor", "admin"];

    public static TheoryData<string> Others => [.. World.Everybody.Except(Readers)];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Pages_PersonWhoMayNotAudit_AreRefused(string name)
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await app.OpenAsync(name, "/audit")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.OpenAsync(name, $"/audit/candidature:{app.World.UkCandidatureId}")).Status);
    }

    [Theory]
    [InlineData("candidature:999999")]
    [InlineData("person:999999")]
    [InlineData("nonsense")]
    public async Task Case_Unknown_IsNotFound(string key)
    {
        foreach (var name in Readers)
            Assert.Equal(HttpStatusCode.NotFound, (await app.OpenAsync(name, "/audit/" + key)).Status);
    }

    [Fact]
    public async Task Case_Interruption_ShowsTheDatesAndNeverTheReason()
    {
        await InterruptAsync("operation on the heart");

        foreach (var name in Readers)
        {
            var page = await app.OpenAsync(name, $"/audit/candidature:{app.World.FrCandidatureId}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("This history is proved", page.Text, StringComparison.Ordinal);
            Assert.Contains("1 February 2026", page.Text, StringComparison.Ordinal);
            Assert.Contains("Active Interrupted", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("operation on the heart", page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Case_CommentOfAnAct_IsForThoseWhoReadSubmissions()
    {
        await InterruptAsync("family");

        var key = $"/audit/candidature:{app.World.FrCandidatureId}";
        Assert.Contains("as agreed by mail", (await app.OpenAsync("auditor", key)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("as agreed by mail", (await app.OpenAsync("admin", key)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?who=okafor", true)]
    [InlineData("?who=sutcliffe", false)]
    [InlineData("?case=almeida", true)]
    [InlineData("?case=tanaka", false)]
    [InlineData("?from=2026-11-24", false)]
    [InlineData("?to=2026-11-22", false)]
    [InlineData("?from=2026-11-23&to=2026-11-23", true)]
    public async Task List_Filters_FindTheAct(string query, bool found)
    {
        await InterruptAsync("family");

        var page = await app.OpenAsync("auditor", "/audit" + query);

        Assert.Equal(found, page.Document.QuerySelectorAll("#acts tbody tr").Any(r => r.TextContent.Contains("Grace Okafor", StringComparison.Ordinal) && r.TextContent.Contains("Léonie", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Case_AlteredEntry_SaysThatItWasAltered()
    {
        await using var own = await App.StartAsync();
        await InterruptAsync(own, "family");
        await own.AskAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE AuditEntries SET Comment = 'nothing happened' WHERE CaseKey LIKE 'candidature:%'"));

        var page = await own.OpenAsync("auditor", $"/audit/candidature:{own.World.FrCandidatureId}");

        Assert.Contains("This history was altered", page.Text, StringComparison.Ordinal);
    }

    private Task InterruptAsync(string reason) => InterruptAsync(app, reason);

    private static Task InterruptAsync(App app, string reason) => app.AskAsync(async db =>
    {
        var candidature = await db.Candidatures.Include(c => c.StatusPeriods).SingleAsync(c => c.Id == app.World.FrCandidatureId);
        candidature.MoveTo(candidature.State == CandidatureState.Active ? CandidatureState.Interrupted : CandidatureState.Active);
        candidature.AddPeriod(StatusKind.Interrupted, new DateOnly(2026, 2, 1), new DateOnly(2026, 4, 30), reason: reason);
        db.Record(CaseKey.Candidature(candidature.Id), new Act("RecordMilestone", app.World.People["office.uk"], Comment: "as agreed by mail"));
        return await db.SaveChangesAsync();
    });
}
