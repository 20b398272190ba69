using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Committees;

/// <summary>The monitoring committee of a French student: who names it, what it writes, and who never reads what was said in confidence.</summary>
public sealed class MonitoringCommitteeTests : CommitteeFixture
{
    [Fact]
    public async Task Name_AMeetingWaitsForNobody_MovesItOnAndMeetsTheMilestone()
    {
        var named = await PlanNamedAsync();
        await Acts.HandInAsync("student.fr", World.CsiId);
        Assert.Empty(await AskedAsync(World.CsiId));

        await Acts.NameCommitteeAsync("office.fr", World.FrCandidatureId, "newcomer.fr", "other.lead.fr");

        Assert.Equal(["presentation: Lefèvre", "presentation: N’Diaye"], await AskedAsync(World.CsiId));
        Assert.Equal((MilestoneState.Passed, (DateOnly?)new DateOnly(2026, 11, 23)), await Database.AskAsync(async db => (await db.Milestones.SingleAsync(m => m.Id == named)) is var m ? (m.State, m.DoneOn) : default));
        Assert.Equal(2, await Database.AskAsync(db => db.Notifications.CountAsync(n => n.Kind == "ActionAsked")));
        Assert.Equal(1, await Database.AskAsync(db => db.Notifications.CountAsync(n => n.Kind == "CommitteeNamed" && n.RecipientId == World.People["student.fr"])));
    }

    [Fact]
    public async Task Name_OthersLater_WhoStaysIsAskedAndWhoLeavesIsNot()
    {
        await AtMeetingAsync();

        await Acts.NameCommitteeAsync("school.fr", World.FrCandidatureId, "newcomer.fr", "auditor");

        Assert.Equal(["student-alone: Lefèvre", "student-alone: Lindqvist"], await AskedAsync(World.CsiId));
        Assert.Equal(3, await Database.AskAsync(db => db.CommitteeMembers.CountAsync()));
        await Assert.ThrowsAsync<NotFoundException>(() => Acts.MeetAsync("other.lead.fr", World.CsiId, MeetingPart.StudentAlone));
    }

    [Theory]
    [InlineData("student.fr")]
    [InlineData("lead.fr")]
    [InlineData("lead.uk")]
    [InlineData("unit.fr")]
    [InlineData("office.uk")]
    [InlineData("auditor")]
    [InlineData("nobody")]
    public async Task Name_NotTheSchoolNorItsOffice_IsNotFound(string who) =>
        await Assert.ThrowsAsync<NotFoundException>(() => Acts.NameCommitteeAsync(who, World.FrCandidatureId, "newcomer.fr", "other.lead.fr"));

    [Fact]
    public async Task Name_OfABritishStudent_IsNotFound() =>
        await Assert.ThrowsAsync<NotFoundException>(() => Acts.NameCommitteeAsync("office.uk", World.UkCandidatureId, "newcomer.fr", "other.lead.fr"));

    [Fact]
    public async Task Name_OneOnlyOrASupervisor_IsRefused()
    {
        await RefusedAsync("MembersMissing", () => Acts.NameCommitteeAsync("school.fr", World.FrCandidatureId, "newcomer.fr"));
        await RefusedAsync("MemberSupervises", () => Acts.NameCommitteeAsync("school.fr", World.FrCandidatureId, "newcomer.fr", "lead.uk"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Meeting_AllParts_GoesToTheSchoolWithTheOpinion(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await AtMeetingAsync();
        await Acts.MeetAsync("newcomer.fr", World.CsiId, MeetingPart.StudentAlone);
        await Acts.MeetAsync("other.lead.fr", World.CsiId, MeetingPart.SupervisorsAlone);
        await RefusedAsync("CommitteeOpinionMissing", () => Acts.MeetAsync("newcomer.fr", World.CsiId, MeetingPart.Opinion));
        await Acts.MeetAsync("newcomer.fr", World.CsiId, MeetingPart.Opinion, CommitteeOpinion.Reserved, "More time for writing.");

        Assert.Equal(["school: Ferrand"], await AskedAsync(World.CsiId));
        Assert.Equal(CommitteeOpinion.Reserved, await PapersAsync("office.uk", papers => papers.OpinionAsync(World.CsiId, default)));
        await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => Acts.MeetAsync("newcomer.fr", World.CsiId, MeetingPart.StudentAlone));
    }

    [Fact]
    public async Task Note_OfAPrivatePart_IsReadByThoseItNamesOnly()
    {
        await AtMeetingAsync();
        await Acts.MeetAsync("newcomer.fr", World.CsiId, MeetingPart.StudentAlone, readers: World.People["school.fr"]);
        await Acts.MeetAsync("newcomer.fr", World.CsiId, MeetingPart.SupervisorsAlone);

        foreach (var name in World.Everybody)
        {
            var read = (await ReadableAsync(name)).Where(p => p.Confidential is not null).Select(p => p.Confidential!.Value).ToList();
            ConfidentialPart[] may = name switch
            {
                "newcomer.fr" or "other.lead.fr" => [ConfidentialPart.StudentAlone, ConfidentialPart.SupervisorsAlone],
                "school.fr" => [ConfidentialPart.StudentAlone],
                _ => [],
            };
            Assert.True(may.SequenceEqual(read), $"{name} reads {string.Join(", ", read)}.");
        }
    }

    [Fact]
    public async Task Report_OfTheOpenPart_IsReadAtHomeAndNotByThePartner()
    {
        await AtMeetingAsync();

        var readers = new List<string>();
        foreach (var name in World.Everybody)
        {
            if ((await ReadableAsync(name)).Count > 0)
                readers.Add(name);
        }
        Assert.Equal(["auditor", "lead.fr", "newcomer.fr", "office.fr", "programme", "school.fr", "signatory.fr", "student.fr", "unit.fr"], readers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Note_OfAPrivatePart_IsInNoMailAuditEntryDecisionOrJournal()
    {
        await AtMeetingAsync();
        await Acts.MeetAsync("newcomer.fr", World.CsiId, MeetingPart.StudentAlone, readers: World.People["school.fr"]);
        await Acts.MeetAsync("newcomer.fr", World.CsiId, MeetingPart.SupervisorsAlone);
        await Acts.MeetAsync("newcomer.fr", World.CsiId, MeetingPart.Opinion, CommitteeOpinion.Favourable, "Well on the way.");
        await Acts.DecideAsync("school.fr", await Acts.TaskAsync(World.CsiId, "director:home"), DecisionKind.Approved);

        await Database.AskAsync(async db =>
        {
            var kept = await db.Notifications.Select(n => n.Subject + n.Text).ToListAsync();
            kept.AddRange(await db.AuditEntries.Select(e => e.Before + e.After + e.Comment).ToListAsync());
            kept.AddRange(await db.Decisions.Select(d => d.Comment).ToListAsync());
            kept.AddRange(await db.Journal.Select(j => j.Lines).ToListAsync());
            kept.AddRange(await db.Processes.Select(p => p.State).ToListAsync());
            kept.AddRange(await db.CommitteeReports.Select(r => r.Text).ToListAsync());
            Assert.All(kept, text => Assert.DoesNotContain("nobody hears", text, StringComparison.Ordinal));
            Assert.Equal(2, await db.ConfidentialNotes.CountAsync(n => n.Text == CommitteeActs.Secret));
            return 0;
        });
    }

    [Fact]
    public async Task Note_NamesSomebodyOutsideTheSchool_IsRefused()
    {
        await AtMeetingAsync();

        await RefusedAsync("ReaderNotOfSchool", () => Acts.MeetAsync("newcomer.fr", World.CsiId, MeetingPart.StudentAlone, readers: World.People["lead.fr"]));
    }

    [Fact]
    public async Task Note_ReaderSupervisesLater_IsClosedToThem()
    {
        await AtMeetingAsync();
        await Acts.MeetAsync("newcomer.fr", World.CsiId, MeetingPart.StudentAlone);
        await Database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var candidature = await db.Candidatures.Include(c => c.Studentship.Party).Include(c => c.Supervisors).SingleAsync(c => c.Id == World.FrCandidatureId);
            candidature.Supervise(await db.Users.SingleAsync(p => p.Id == World.People["other.lead.fr"]), SupervisorKind.Advisor, candidature.Studentship.Party, new DateOnly(2026, 11, 24));
            await db.SaveChangesAsync();
        });

        Assert.DoesNotContain(await ReadableAsync("other.lead.fr"), p => p.Confidential is not null);
        Assert.Contains(await ReadableAsync("newcomer.fr"), p => p.Confidential is not null);
    }

    private Task<IReadOnlyList<CommitteePaper>> ReadableAsync(string name) => Acts.AsAsync(name, async (services, by) =>
        await services.GetRequiredService<CommitteePapers>().OfAsync(World.CsiId, await services.GetRequiredService<AccessReader>().ForAsync(by.Id, default), default));

    private Task<T> PapersAsync<T>(string name, Func<CommitteePapers, Task<T>> read) => Acts.AsAsync(name, (services, _) => read(services.GetRequiredService<CommitteePapers>()));

    private Task<int> PlanNamedAsync() => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var candidature = await db.Candidatures.SingleAsync(c => c.Id == World.FrCandidatureId);
        var milestone = new Milestone(candidature, null, new MilestoneRuleRef("france-2022", 1, "csi-named", 0), "Committee named", "Comité nommé");
        db.Milestones.Add(milestone);
        await db.SaveChangesAsync();
        return milestone.Id;
    });
}
