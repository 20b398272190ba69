using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Candidatures;

/// <summary>What the page of a student says, and to whom.</summary>
public sealed class DetailsPageTests : IAsyncLifetime
{
    private App _app = null!;

    private string Case => $"/candidatures/{_app.World.UkCandidatureId}";

    public async Task InitializeAsync() => _app = await App.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task LeavingReason_HomeOfficeOnly_GetsIt()
    {
        await new Acts(_app).LeaveAsync("office.uk", _app.World.UkCandidatureId, "Fell ill in spring.");

        Assert.Contains("Fell ill in spring.", (await _app.OpenAsync("office.uk", Case)).Find("#leaving-reason").TextContent, StringComparison.Ordinal);
        foreach (var other in new[] { "office.fr", "lead.fr", "lead.uk", "student.uk", "auditor", "programme", "director.uk", "unit.uk", "registry.uk", "signatory.uk" })
        {
            foreach (var url in new[] { Case, "/", $"/projects/{_app.World.ProjectId}" })
                Assert.DoesNotContain("Fell ill", (await _app.OpenAsync(other, url)).Html, StringComparison.Ordinal);
        }
        Assert.Contains("Took up a post elsewhere.", (await _app.OpenAsync("auditor", Case)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_OfARegistration_AreAllThere()
    {
        await ChangeAsync(c => c.Supervisors.Single(s => s.Kind == SupervisorKind.Lead).Carry(70));
        await _app.AskAsync(async db =>
        {
            var candidature = await db.Candidatures.Include(c => c.Supervisors).SingleAsync(c => c.Id == _app.World.FrCandidatureId);
            candidature.Fund(await db.Institutions.SingleAsync(i => i.Code == "IMPERIAL"), new DateOnly(2028, 9, 30), new DateOnly(2028, 12, 31));
            return await db.SaveChangesAsync();
        });

        Assert.Contains("70%", (await _app.OpenAsync("lead.uk", Case)).Find(".facts").TextContent, StringComparison.Ordinal);
        var facts = (await _app.OpenAsync("office.uk", $"/candidatures/{_app.World.FrCandidatureId}")).Find(".facts").TextContent;
        foreach (var fact in new[] { "Full time", "Imperial College London", "École doctorale (ED 52)", "30 September 2028", "31 December 2028" })
            Assert.Contains(fact, facts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_PastSupervisors_AreFoldedWithTheirDays()
    {
        await ChangeAsync(c => c.Supervisors.Single(s => s.Kind == SupervisorKind.PartnerSupervisor).End(new DateOnly(2026, 3, 31), "Retired."));

        var folded = (await _app.OpenAsync("office.uk", Case)).Find(".facts details");

        Assert.False(folded.HasAttribute("open"));
        foreach (var part in new[] { "1 former supervisor", "Dr Aïcha Benoît", "2026", "Retired." })
            Assert.Contains(part, folded.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2028, 2030, "The contract ends on 30 September 2028, before the thesis is due")]
    [InlineData(2030, 2028, "The funding ends on 30 September 2028, before the thesis is due")]
    [InlineData(2028, 2027, "The contract ends on 30 September 2028 and the funding on 30 September 2027, before the thesis is due")]
    [InlineData(2029, 2029, null)]
    public async Task Warning_MoneyEndsBeforeTheThesisIsDue_SaysWhich(int contract, int funding, string? sentence)
    {
        await ChangeAsync(c =>
        {
            c.Fund(null, new DateOnly(contract, 9, 30), new DateOnly(funding, 9, 30));
            var thesis = new Milestone(c, c.Studentship.Party, new MilestoneRuleRef("imperial-2021-10", 1, "thesis-submission", 0), "Thesis submission", "Dépôt de la thèse");
            thesis.Plan(new MilestonePlan(null, new DateOnly(2029, 10, 1), "", "", "{}", false, "milestone-review", null));
            c.Milestones.Add(thesis);
        });

        var warning = (await _app.OpenAsync("student.uk", Case)).Document.QuerySelector(".notice-warn")?.TextContent;

        if (sentence is null)
            Assert.Null(warning);
        else
            Assert.StartsWith(sentence, warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SamePlace_OneAfterTheOther_LeadToEachOther()
    {
        await new Acts(_app).LeaveAsync("office.uk", _app.World.UkCandidatureId);
        var successor = await _app.AskAsync(async db =>
        {
            var place = await db.Studentships.Include(s => s.Project).Include(s => s.Candidatures).SingleAsync(s => s.ProjectId == _app.World.ProjectId && s.PartyId == _app.World.UkPartyId);
            var next = place.Fill(await db.Users.SingleAsync(p => p.Id == _app.World.People["nobody"]), new DateOnly(2026, 12, 1), 1, CandidatureState.Registered);
            await db.SaveChangesAsync();
            return next.Id;
        });

        Assert.Contains("In this place afterwards", (await _app.OpenAsync("office.uk", Case)).Text, StringComparison.Ordinal);
        var page = await _app.OpenAsync("office.uk", $"/candidatures/{successor}");
        Assert.Contains("In this place before", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector($"main a[href='{Case}']"));
        // Who follows one student only is told the names, and led nowhere.
        Assert.Null((await _app.OpenAsync("nobody", $"/candidatures/{successor}")).Document.QuerySelector($"main a[href='{Case}']"));
    }

    private Task ChangeAsync(Action<Candidature> change) => _app.AskAsync(async db =>
    {
        change(await db.Candidatures.Include(c => c.Supervisors).Include(c => c.Studentship.Party).SingleAsync(c => c.Id == _app.World.UkCandidatureId));
        return await db.SaveChangesAsync();
    });
}
