using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Committees;

/// <summary>A panel that assesses a milestone: named by the office, heard one by one.</summary>
public sealed class PanelTests : CommitteeFixture
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Report_AllOfThePanel_EachIsHeardAndThenTheDirectorIsAsked(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await AtPanelAsync();
        Assert.Equal(["name-panel: Okafor", "partner: Benoît"], await AskedAsync(World.EsaId));

        await Acts.NamePanelAsync("office.uk", World.EsaId, "newcomer.uk", "other.lead.uk");
        Assert.Equal(["partner: Benoît", "report: Banerjee", "report: O’Donnell"], await AskedAsync(World.EsaId));
        Assert.Equal(1, await Acts.ReportAsync("newcomer.uk", World.EsaId, CommitteeOpinion.Reserved));
        Assert.Equal(["partner: Benoît", "report: O’Donnell"], await AskedAsync(World.EsaId));
        Assert.Equal(0, await Acts.ReportAsync("other.lead.uk", World.EsaId, CommitteeOpinion.Favourable));

        Assert.Equal(["director: Pemberton", "partner: Benoît"], await AskedAsync(World.EsaId));
        Assert.Equal(2, await Database.AskAsync(db => db.CommitteeReports.CountAsync(r => r.Part == ReportPart.Assessment && r.SubmissionId != null)));
        Assert.Equal(2, await Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "ReportAssessment")));
    }

    [Fact]
    public async Task Route_NamingAndReportsAreDone_NamesWhoDidThem()
    {
        await AtPanelAsync();
        Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await Acts.NamePanelAsync("office.uk", World.EsaId, "newcomer.uk", "other.lead.uk");
        await Acts.ReportAsync("newcomer.uk", World.EsaId, CommitteeOpinion.Reserved);
        await Acts.ReportAsync("other.lead.uk", World.EsaId, CommitteeOpinion.Favourable);

        foreach (var steps in new[]
        {
            await Database.InScopeAsync(services => services.GetRequiredService<CaseRoutes>().OfAsync(World.EsaId, Texts.English, default)),
            (await Database.InScopeAsync(services => services.GetRequiredService<CaseRoutes>().WholeAsync(World.EsaId, Texts.English, default))).Steps,
        })
        {
            Assert.Equal([("Grace Okafor", "23 Nov 2026")], steps.Single(s => s.ActivityId == "name-panel").Lines.Select(l => (l.Name, l.Text)));
            Assert.Equal(2, steps.Single(s => s.ActivityId == "report").Lines.Count(l => l.Name!.EndsWith("Banerjee", StringComparison.Ordinal) || l.Name.EndsWith("O’Donnell", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Route_Rejected_OpensTheRetakeOfTheRuleAndThenFails()
    {
        for (var time = 0; time < 2; time++)
        {
            await AtPanelAsync();
            await Acts.NamePanelAsync("office.uk", World.EsaId, "newcomer.uk");
            await Acts.ReportAsync("newcomer.uk", World.EsaId, CommitteeOpinion.Unfavourable);
            await Acts.DecideAsync("director.uk", await Acts.TaskAsync(World.EsaId, "director:home"), DecisionKind.Rejected, "The plan does not carry.");
            var milestone = await Database.AskAsync(db => db.Milestones.SingleAsync(m => m.Id == World.EsaId));
            Assert.Equal(time == 0 ? MilestoneState.Resubmit : MilestoneState.Failed, milestone.State);
            Assert.Equal(new DateOnly(2027, 2, 23), milestone.DueOn);
        }
    }

    [Fact]
    public async Task Route_ApprovedWithConditions_KeepsThem()
    {
        await AtPanelAsync();
        await Acts.NamePanelAsync("office.uk", World.EsaId, "newcomer.uk");
        await Acts.ReportAsync("newcomer.uk", World.EsaId, CommitteeOpinion.Reserved);
        await Acts.DecideAsync("director.uk", await Acts.TaskAsync(World.EsaId, "director:home"), DecisionKind.ApprovedWithConditions, "Add a control.");

        Assert.Equal("Add a control.", await Database.AskAsync(db => db.Milestones.Where(m => m.Id == World.EsaId).Select(m => m.Conditions).SingleAsync()));
    }

    [Theory]
    [InlineData("MembersMissing", "")]
    [InlineData("MemberUnknown", "who@test.example")]
    [InlineData("MemberTwice", "newcomer.uk", "newcomer.uk")]
    [InlineData("MemberIsStudent", "student.uk")]
    [InlineData("MemberIsStudent", "student.fr")]
    [InlineData("MemberSupervises", "lead.uk")]
    [InlineData("MemberSupervises", "newcomer.uk", "lead.fr")]
    [InlineData("MembersTooMany", "unit.uk", "unit.fr", "school.fr", "auditor", "nobody", "newcomer.fr", "newcomer.uk")]
    public async Task NamePanel_WrongPeople_IsRefused(string code, params string[] names)
    {
        await AtPanelAsync();

        await RefusedAsync(code, () => Acts.NamePanelAsync("office.uk", World.EsaId, names));
        Assert.Contains("name-panel: Okafor", await AskedAsync(World.EsaId));
    }

    [Theory]
    [InlineData("lead.uk")]
    [InlineData("office.fr")]
    [InlineData("programme")]
    public async Task NamePanel_NotAsked_IsNotFound(string who)
    {
        await AtPanelAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => Acts.NamePanelAsync(who, World.EsaId, "newcomer.uk"));
    }

    [Fact]
    public async Task NamePanel_Twice_SaysThatItIsDone()
    {
        await AtPanelAsync();
        await Acts.NamePanelAsync("office.uk", World.EsaId, "newcomer.uk");

        await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => Acts.NamePanelAsync("office.uk", World.EsaId, "newcomer.uk"));
    }

    [Theory]
    [InlineData(null, "Text", "CommitteeOpinionMissing")]
    [InlineData(CommitteeOpinion.Incomplete, "Text", "CommitteeOpinionMissing")]
    [InlineData(CommitteeOpinion.Favourable, " ", "ReportMissing")]
    public async Task Report_Incomplete_IsRefused(CommitteeOpinion? opinion, string text, string code)
    {
        await AtPanelAsync();
        await Acts.NamePanelAsync("office.uk", World.EsaId, "newcomer.uk");

        await RefusedAsync(code, () => Acts.ReportAsync("newcomer.uk", World.EsaId, opinion, text));
        await RefusedAsync("ReportTooLong", () => Acts.ReportAsync("newcomer.uk", World.EsaId, CommitteeOpinion.Favourable, new string('a', CommitteeReport.LongestText + 1)));
    }

    [Theory]
    [InlineData("other.lead.uk")]
    [InlineData("lead.uk")]
    [InlineData("director.uk")]
    [InlineData("office.uk")]
    public async Task Report_NotOfThePanel_IsNotFound(string who)
    {
        await AtPanelAsync();
        await Acts.NamePanelAsync("office.uk", World.EsaId, "newcomer.uk");

        await Assert.ThrowsAsync<NotFoundException>(() => Acts.ReportAsync(who, World.EsaId, CommitteeOpinion.Favourable));
    }

    [Fact]
    public async Task Reverse_TheReports_AsksThePanelAgain()
    {
        await AtPanelAsync();
        await Acts.NamePanelAsync("office.uk", World.EsaId, "newcomer.uk");
        var report = await Acts.TaskAsync(World.EsaId, "assessor");
        await Acts.ReportAsync("newcomer.uk", World.EsaId, CommitteeOpinion.Favourable);

        await Acts.AsAsync("office.uk", async (services, by) =>
        {
            await ((ReverseDecisionHandler)services.GetService(typeof(ReverseDecisionHandler))!).HandleAsync(new ReverseDecision(report, "The wrong file was read."), by, default);
            return 0;
        });

        Assert.Contains("report: Banerjee", await AskedAsync(World.EsaId));
        Assert.Equal(0, await Acts.ReportAsync("newcomer.uk", World.EsaId, CommitteeOpinion.Reserved));
    }
}
