using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Projects.Merging;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Projects.Merging;

public sealed class MergeProjectsTests : MergingFixture
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Merge_PlacesOfBothSides_StandInOneProject(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var (uk, fr) = (World.ProjectId, await SplitAsync());
        await ChangeAsync(async db => db.Meetings.Add(new Meeting(await db.Projects.SingleAsync(p => p.Id == fr), null, await db.Users.SingleAsync(p => p.Id == World.People["lead.fr"]))));
        var before = await PlansAsync();

        await MergeAsync("office.uk", uk, fr);

        await Database.AskAsync(async db =>
        {
            var (kept, closed) = (await db.Projects.Include(p => p.Studentships).ThenInclude(s => s.Candidatures).SingleAsync(p => p.Id == uk), await db.Projects.Include(p => p.Studentships).SingleAsync(p => p.Id == fr));
            Assert.Equal(("IC-CNRS-2025-01", "Bacterial chemotaxis in porous media", ProjectState.Running), (kept.Code, kept.Title, kept.State));
            Assert.Equal([World.UkCandidatureId, World.FrCandidatureId], kept.Studentships.OrderBy(s => s.PartyId == World.FrPartyId).Select(s => s.Candidatures.Single().Id));
            Assert.Equal(uk, closed.KeptAsId);
            Assert.Empty(closed.Studentships);
            Assert.Equal(uk, (await db.Meetings.SingleAsync()).ProjectId);
            var told = await db.AuditEntries.Where(e => e.ActName == nameof(MergeProjects)).Select(e => new { e.CaseKey, e.ById, e.Comment, e.After }).ToListAsync();
            Assert.Equal(
                new[] { (CaseKey.Candidature(World.FrCandidatureId), "IC-CNRS-2025-01"), (CaseKey.Project(fr), "IC-CNRS-2025-01"), (CaseKey.Project(uk), "IC-CNRS-2025-32") }.Order(),
                told.Select(e => (e.CaseKey, e.Comment!)).Order());
            Assert.All(told, e => Assert.Equal(World.People["office.uk"], e.ById));
            Assert.Contains("Studentship", told.Single(e => e.CaseKey == CaseKey.Project(uk)).After, StringComparison.Ordinal);
            Assert.Equal([World.People["office.fr"]], await db.Notifications.Where(n => n.Kind == "ProjectsMerged").Select(n => n.RecipientId).ToListAsync());
            return 0;
        });
        Assert.Equal(before, await PlansAsync());
        Assert.Null((await Database.InScopeAsync(services => services.GetRequiredService<VerifyAudit>().VerifyAsync(CaseKey.Project(uk), default))).FirstBreak);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Merge_BothHaveThePlace_StudentsAndWhatIsKnownMove(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await ChangeAsync(async db =>
        {
            (await PlaceAsync(db, World.ProjectId, World.UkPartyId)).Entrust(await db.Users.SingleAsync(p => p.Id == World.People["lead.uk"]), await AnyUnitAsync(db));
            var project = await db.Projects.Include(p => p.Themes).SingleAsync(p => p.Id == World.ProjectId);
            project.Describe([3, 13], null, [await db.Themes.FirstAsync()]);
            project.AwaitAgreement();
        });

        await MergeAsync("office.fr", Double, World.ProjectId);

        var kept = await Database.AskAsync(db => db.Projects.Include(p => p.Themes).Include(p => p.Studentships).ThenInclude(s => s.Candidatures).SingleAsync(p => p.Id == Double));
        var closed = await Database.AskAsync(db => db.Projects.Include(p => p.Studentships).SingleAsync(p => p.Id == World.ProjectId));
        Assert.Equal((Code, closed.CallId, true, ProjectState.Running), (kept.Code, kept.CallId, kept.NeedsAgreement, kept.State));
        Assert.Equal([3, 13], kept.Goals);
        Assert.Single(kept.Themes);
        Assert.Equal(World.People["lead.uk"], kept.Studentships.Single(s => s.PartyId == World.UkPartyId).InvestigatorId);
        Assert.Equal([World.UkCandidatureId, World.FrCandidatureId], kept.Studentships.SelectMany(s => s.Candidatures).Select(c => c.Id).Order());
        Assert.Empty(closed.Studentships);
        Assert.Equal([World.People["office.uk"], World.People["lead.uk"]], await Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "ProjectsMerged").OrderBy(n => n.RecipientId != World.People["office.uk"]).Select(n => n.RecipientId).ToListAsync()));
    }

    [Fact]
    public async Task Merge_StudentWhoLeft_StandsBesideWhoHoldsThePlace()
    {
        await ChangeAsync(async db =>
        {
            var place = await PlaceAsync(db, Double, World.UkPartyId);
            var left = place.Fill(new Person("Ada", "Quill", null, "en"), Start.AddYears(-1), 1, CandidatureState.Registered);
            left.MoveTo(CandidatureState.Withdrawn, Start.AddDays(-30));
        });

        await MergeAsync("programme", World.ProjectId, Double);

        var place = await Database.AskAsync(db => PlaceAsync(db, World.ProjectId, World.UkPartyId));
        Assert.Equal([World.UkCandidatureId], place.Candidatures.Where(c => !Candidature.IsClosed(c.State)).Select(c => c.Id));
        Assert.Equal((2, 1), (place.Candidatures.Count, place.Registrations));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Merge_OpenTasks_GoOnWhereTheyWere(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await Acts.HandInAsync("student.uk", World.EsaId);
        var task = await Acts.TaskAsync(World.EsaId, "lead:home");

        await MergeAsync("office.uk", Double, World.ProjectId);
        await Acts.DecideAsync("lead.uk", task, DecisionKind.Approved);

        Assert.Equal(TaskState.Done, await Database.AskAsync(db => db.Tasks.Where(t => t.Id == task).Select(t => t.State).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Merge_PartnersSide_IsAskedFromNowOn(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var french = await SplitAsync();
        await ChangeAsync(async db => (await PlaceAsync(db, french, World.FrPartyId)).Entrust(await db.Users.SingleAsync(p => p.Id == World.People["lead.fr"]), await AnyUnitAsync(db)));
        Assert.Empty(await PartnersAsync());

        await MergeAsync("office.uk", World.ProjectId, french);

        Assert.Equal([World.People["lead.fr"]], await PartnersAsync());
    }

    [Fact]
    public async Task Merge_PlansOfNewTwins_AreWhatTheRulesSayAlready()
    {
        var french = await SplitAsync();
        Assert.NotEqual(0, await PlanAsync());
        var before = await PlansAsync();

        await MergeAsync("office.uk", World.ProjectId, french);

        Assert.Equal(before, await PlansAsync());
        Assert.Equal(0, await PlanAsync());
        Assert.All(await Database.AskAsync(db => db.Milestones.Where(m => m.EquivalentToId != null).Select(m => new { m.CandidatureId, Other = m.EquivalentTo!.CandidatureId }).ToListAsync()), m => Assert.Equal(m.CandidatureId, m.Other));
    }

    [Fact]
    public async Task Merge_WasMergedBefore_LeadsOn()
    {
        var third = await AddAsync("IC-CNRS-2025-35");
        await MergeAsync("programme", Double, third);

        await MergeAsync("programme", World.ProjectId, Double);

        Assert.All(await Database.AskAsync(db => db.Projects.Where(p => p.Id == third || p.Id == Double).ToListAsync()), p => Assert.Equal(World.ProjectId, p.KeptAsId));
    }

    [Fact]
    public async Task Merge_Merged_IsSeenNoMore()
    {
        await MergeAsync("programme", World.ProjectId, Double);

        foreach (var name in new[] { "programme", "auditor", "office.uk", "office.fr", "lead.uk" })
        {
            var (seen, found) = await Acts.AsAsync(name, async (services, by) =>
            {
                var projects = (await services.GetRequiredService<AccessReader>().ForAsync(by.Id, default)).Filter(services.GetRequiredService<PhdTrackerDb>().Projects, Permission.ViewProject);
                return (await projects.Select(p => p.Id).ToListAsync(), await projects.Matching("2025-31").Select(p => p.Id).ToListAsync());
            });
            Assert.DoesNotContain(Double, seen);
            Assert.Equal([World.ProjectId], found);
        }
    }

    [Fact]
    public async Task Merge_SecondClick_FindsNothing()
    {
        var command = await CommandAsync(World.ProjectId, Double);
        await MergeAsync("programme", command);

        await Assert.ThrowsAsync<NotFoundException>(() => MergeAsync("programme", command));
        await Assert.ThrowsAsync<NotFoundException>(() => MergeAsync("programme", command with { KeptId = command.ClosedId, ClosedId = command.KeptId }));
        Assert.Equal(2, await Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == nameof(MergeProjects))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Merge_FromAStalePage_IsRefused(bool kept)
    {
        var command = await CommandAsync(World.ProjectId, Double);
        await ChangeAsync(async db => (await db.Projects.SingleAsync(p => p.Id == (kept ? World.ProjectId : Double))).Rename("Another title"));

        await Assert.ThrowsAsync<StaleVersionException>(() => MergeAsync("programme", command));
        Assert.Null((await Database.AskAsync(db => db.Projects.SingleAsync(p => p.Id == Double))).KeptAsId);
    }

    [Fact]
    public async Task Merge_PageOfTheKeptOneFromBefore_IsStaleAfterwards()
    {
        var page = await CommandAsync(World.ProjectId, World.OtherProjectId);
        await MergeAsync("programme", World.ProjectId, Double);

        await Assert.ThrowsAsync<StaleVersionException>(() => MergeAsync("programme", page));
    }

    [Theory]
    [InlineData("lead.uk")]
    [InlineData("student.uk")]
    [InlineData("unit.uk")]
    [InlineData("registry.uk")]
    [InlineData("signatory.fr")]
    [InlineData("auditor")]
    [InlineData("admin")]
    [InlineData("nobody")]
    public async Task Merge_WhoManagesNoProjects_FindsNothing(string name)
    {
        var command = await CommandAsync(World.ProjectId, Double);

        await Assert.ThrowsAsync<NotFoundException>(() => MergeAsync(name, command));
        await Assert.ThrowsAsync<NotFoundException>(() => PreviewAsync(World.ProjectId, Double, name));
        await Assert.ThrowsAsync<NotFoundException>(() => ApartAsync(name));
        Assert.Null((await Database.AskAsync(db => db.Projects.SingleAsync(p => p.Id == Double))).KeptAsId);
    }

    [Fact]
    public async Task Merge_OfficeOfAnotherProgramme_FindsNothing()
    {
        await ChangeAsync(async db =>
        {
            var party = await db.Parties.FirstAsync(p => p.ProgrammeId != World.ProgrammeId);
            db.RoleAssignments.Add(new RoleAssignment(await db.Users.SingleAsync(p => p.Id == World.People["nobody"]), Role.Office, null, party, null, Start, null));
        });

        await Assert.ThrowsAsync<NotFoundException>(() => MergeAsync("nobody", World.ProjectId, Double));
    }

    [Fact]
    public async Task Merge_OneRecordOrNone_FindsNothing()
    {
        await Assert.ThrowsAsync<NotFoundException>(() => MergeAsync("programme", Double, Double));
        await Assert.ThrowsAsync<NotFoundException>(() => MergeAsync("programme", new MergeProjects(Double, 0, 999_999, 0)));
        await Assert.ThrowsAsync<NotFoundException>(() => MergeAsync("programme", new MergeProjects(-1, 0, Double, 0)));
    }

    [Fact]
    public async Task Preview_CountsWhatMoves()
    {
        await ChangeAsync(async db => db.Meetings.Add(new Meeting(await db.Projects.SingleAsync(p => p.Id == World.ProjectId), null, await db.Users.SingleAsync(p => p.Id == World.People["lead.fr"]))));
        await new Agreeing(Acts, World).DraftAsync();

        var preview = await PreviewAsync(Double, World.ProjectId);

        Assert.Empty(preview.Obstacles);
        Assert.Equal([(MergedProjectKind.Candidature, 2), (MergedProjectKind.Agreement, 1), (MergedProjectKind.Meeting, 1)], preview.Moves);
        Assert.Empty((await PreviewAsync(World.ProjectId, Double)).Moves);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Apart_Said_IsRememberedOnce(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await ApartAsync("office.uk");
        await ApartAsync("office.fr");

        var said = await Database.AskAsync(db => db.ProjectsApart.SingleAsync());
        Assert.Equal((World.ProjectId, Double, World.People["office.uk"]), (said.OneId, said.OtherId, said.ById));
        Assert.Equal(2, await Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == nameof(KeepProjectsApart))));
    }

    private Task ApartAsync(string name) => Acts.AsAsync(name, async (services, by) =>
    {
        await services.GetRequiredService<KeepProjectsApartHandler>().HandleAsync(new KeepProjectsApart(Double, World.ProjectId), by, default);
        return 0;
    });

    /// <summary>The French place goes to a record of its own: so two offices' sheets leave a project that each calls by another code.</summary>
    private async Task<int> SplitAsync()
    {
        var french = await AddAsync("IC-CNRS-2025-32", uk: false, fr: false);
        await ChangeAsync(async db => db.Entry(await PlaceAsync(db, World.ProjectId, World.FrPartyId)).Property(s => s.ProjectId).CurrentValue = french);
        return french;
    }

    /// <summary>Whom a route about the UK student asks as the investigator of the other side.</summary>
    private Task<List<int>> PartnersAsync() => Database.InScopeAsync(async services =>
    {
        var holders = await services.GetRequiredService<Desks>().HoldersAsync(DeskCase.Candidature(World.UkCandidatureId), "investigator:partner", new DateOnly(2026, 11, 23), default);
        return holders.Select(p => p.Id).ToList();
    });

    /// <summary>Plans the students of the first project anew.</summary>
    /// <returns>How many rows that changed.</returns>
    private Task<int> PlanAsync() => Database.InScopeAsync(async services =>
    {
        var (db, plans) = (services.GetRequiredService<PhdTrackerDb>(), services.GetRequiredService<PlanMilestones>());
        foreach (var candidature in await PlanMilestones.WithPlan(db.Candidatures.Where(c => c.Id == World.UkCandidatureId || c.Id == World.FrCandidatureId)).ToListAsync())
            plans.For(candidature);
        return await db.SaveChangesAsync();
    });

    private Task<List<string>> PlansAsync() => Database.AskAsync(db => db.Milestones.OrderBy(m => m.Id).Select(m => $"{m.Id} {m.CandidatureId} {m.State} {m.DueOn} {m.DoneOn} {m.EquivalentToId}").ToListAsync());
}
