using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Delegations;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.People;
using PhdTracker.Core.People.Groups;
using PhdTracker.Core.People.Merging;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Supervision;
using PhdTracker.Core.Tests.Import;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.People.Merging;

public sealed class MergePeopleTests : WorldFixture
{
    private static readonly DateOnly Start = new(2025, 10, 1);
    private Acts Acts => new(Database, World);

    /// <summary>A second record of the UK lead, known by name only, as the other office's sheet left it: supervises the second project's UK student.</summary>
    private int _double;

    protected override async Task PrepareAsync() => _double = await AddAsync("Niamh", "SUTCLIFFE", null, (World.OtherUkCandidatureId, SupervisorKind.CoSupervisor));

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Merge_RecordOfTheOtherSheet_MovesWhatItHolds(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var (lead, task) = (World.People["lead.uk"], 0);
        await ChangeAsync(async db =>
        {
            var (kept, twice) = (await db.Users.SingleAsync(p => p.Id == lead), await db.Users.SingleAsync(p => p.Id == _double));
            var party = await db.Parties.SingleAsync(p => p.Id == World.UkPartyId);
            db.RoleAssignments.Add(new RoleAssignment(twice, Role.Registry, null, party, null, Start, null));
            var group = new PeopleGroup("readers", "Readers", "Lecteurs");
            group.Add(kept);
            group.Add(twice);
            db.Groups.Add(group);
            var candidature = await db.Candidatures.Include(c => c.Studentship).SingleAsync(c => c.Id == World.OtherUkCandidatureId);
            var process = new Process("milestone-review", 1, candidature, await db.Milestones.SingleAsync(m => m.Id == World.OtherEsaId), Database.Clock.UtcNow());
            var asked = new ProcessTask(process, "lead", "bookmark", TaskKind.Decision, "lead:home", party, null, Database.Clock.UtcNow(), null, null);
            asked.Name("Approve", "Approuver");
            asked.Ask([twice]);
            process.Tasks.Add(asked);
            db.Add(process);
            db.SavedFilters.Add(new SavedFilter(twice, "Mine", "side=UK", false));
            await db.SaveChangesAsync();
            task = asked.Id;
        });

        await MergeAsync("office.uk", lead, _double);

        await Database.AskAsync(async db =>
        {
            var (kept, closed) = (await db.Users.SingleAsync(p => p.Id == lead), await db.Users.SingleAsync(p => p.Id == _double));
            Assert.Equal((lead, true, null), (closed.MergedIntoId, closed.IsClosed, closed.Email));
            Assert.Equal("lead.uk@test.example", kept.Email);
            Assert.Equal([World.UkCandidatureId, World.FrCandidatureId, World.OtherUkCandidatureId], await db.SupervisorAssignments.Where(s => s.PersonId == lead).Select(s => s.CandidatureId).Order().ToListAsync());
            Assert.Equal(Role.Registry, (await db.RoleAssignments.SingleAsync(r => r.PersonId == lead)).Role);
            Assert.Equal(lead, (await db.GroupMembers.SingleAsync()).PersonId);
            var seat = await db.TaskAssignees.SingleAsync(a => a.TaskId == task);
            Assert.Equal((lead, SeatState.Asked), (seat.PersonId, seat.State));
            Assert.Equal(lead, (await db.SavedFilters.SingleAsync()).OwnerId);
            var told = await db.AuditEntries.Where(e => e.ActName == nameof(MergePeople)).OrderBy(e => e.CaseKey).Select(e => new { e.CaseKey, e.ById, e.After }).ToListAsync();
            Assert.Equal([CaseKey.Person(lead), CaseKey.Person(_double)], told.Select(e => e.CaseKey).OrderBy(k => k == CaseKey.Person(_double)));
            Assert.All(told, e => Assert.Equal(World.People["office.uk"], e.ById));
            Assert.Contains(told, e => e.After.Contains("SupervisorAssignment", StringComparison.Ordinal));
            return 0;
        });
        Assert.Null((await Database.InScopeAsync(services => services.GetRequiredService<VerifyAudit>().VerifyAsync(CaseKey.Person(lead), default))).FirstBreak);
    }

    [Fact]
    public async Task Merge_BothSuperviseAlike_KeepOneRowWithWhatEitherKnew()
    {
        await ChangeAsync(async db =>
        {
            var own = await db.SupervisorAssignments.SingleAsync(s => s.PersonId == World.People["lead.uk"] && s.CandidatureId == World.UkCandidatureId);
            var candidature = await db.Candidatures.Include(c => c.Supervisors).SingleAsync(c => c.Id == World.UkCandidatureId);
            var repeated = candidature.Supervise(await db.Users.SingleAsync(p => p.Id == _double), own.Kind, await db.Parties.SingleAsync(p => p.Id == World.UkPartyId), Start.AddDays(-20), true);
            repeated.Carry(60);
            await db.SaveChangesAsync();
        });

        await MergeAsync("programme", World.People["lead.uk"], _double);

        var row = await Database.AskAsync(db => db.SupervisorAssignments.SingleAsync(s => s.CandidatureId == World.UkCandidatureId && s.PersonId == World.People["lead.uk"]));
        Assert.Equal((Start.AddDays(-20), 60, true, null), (row.From, row.SharePercent, row.HoldsHdr, row.To));
    }

    [Fact]
    public async Task Merge_KeptHasNoAddress_TakesIt()
    {
        var named = await AddAsync("Ida", "Sørensen", "ida@test.example", (World.OtherUkCandidatureId, SupervisorKind.CoSupervisor));
        var known = await AddAsync("Ida", "Sorensen", null, (World.UkCandidatureId, SupervisorKind.CoSupervisor));

        await MergeAsync("programme", known, named);

        var (kept, closed) = await Database.AskAsync(async db => (await db.Users.SingleAsync(p => p.Id == known), await db.Users.SingleAsync(p => p.Id == named)));
        Assert.Equal("ida@test.example", kept.Email);
        Assert.Equal((null, "IDA@TEST.EXAMPLE"), (closed.Email, closed.FormerEmail));
    }

    [Fact]
    public async Task Merge_AddressOfTheClosedRecord_StillMeansThePersonInSheets()
    {
        var named = await AddAsync("Niamh", "Sutcliffe", "n.sutcliffe@test.example", (World.OtherUkCandidatureId, SupervisorKind.Advisor));
        await ChangeAsync(db => db.SupervisorAssignments.Where(s => s.PersonId == _double).ExecuteDeleteAsync());
        await MergeAsync("programme", World.People["lead.uk"], named);
        var people = await Database.AskAsync(db => db.Users.CountAsync());

        var report = await Database.ImportAsync(Importing.UkSheet("IC-CNRS-2024-91,Tidal flats,02771199,\"Quill, Mara\",mara.quill@ic.example,Physics,Prof Niamh Sutcliffe,n.sutcliffe@test.example,,01/10/2024,FT,Registered,,,,,"));

        Assert.Equal(1, report.Files.Single().Created);
        Assert.Equal(people + 1, await Database.AskAsync(db => db.Users.CountAsync()));
        Assert.Equal(World.People["lead.uk"], await Database.AskAsync(db => db.SupervisorAssignments.Where(s => s.Candidature.Student.FamilyName == "Quill").Select(s => s.PersonId).SingleAsync()));
    }

    [Fact]
    public async Task Merge_WasMergedBefore_LeadsOn()
    {
        var third = await AddAsync("Niamh", "Sutcliffe", null, (World.OtherUkCandidatureId, SupervisorKind.Advisor));
        await ChangeAsync(db => db.SupervisorAssignments.Where(s => s.PersonId == third).ExecuteUpdateAsync(s => s.SetProperty(x => x.From, Start).SetProperty(x => x.To, Start)));
        await ChangeAsync(db => db.SupervisorAssignments.Where(s => s.PersonId == _double).ExecuteUpdateAsync(s => s.SetProperty(x => x.From, Start.AddDays(1))));
        await MergeAsync("admin", _double, third);

        await MergeAsync("programme", World.People["lead.uk"], _double);

        Assert.All(await Database.AskAsync(db => db.Users.Where(p => p.Id == third || p.Id == _double).ToListAsync()), p => Assert.Equal(World.People["lead.uk"], p.MergedIntoId));
    }

    [Fact]
    public async Task Merge_SecondClick_FindsNothing()
    {
        var command = await CommandAsync(World.People["lead.uk"], _double);
        await MergeAsync("programme", command);

        await Assert.ThrowsAsync<NotFoundException>(() => MergeAsync("programme", command));
    }

    [Fact]
    public async Task Merge_FromAStalePage_IsRefused()
    {
        var command = await CommandAsync(World.People["lead.uk"], _double);
        await ChangeAsync(async db =>
        {
            (await db.Users.SingleAsync(p => p.Id == _double)).Touch();
            await db.SaveChangesAsync();
        });

        await Assert.ThrowsAsync<StaleVersionException>(() => MergeAsync("programme", command));
        Assert.Null((await Database.AskAsync(db => db.Users.SingleAsync(p => p.Id == _double))).MergedIntoId);
    }

    [Theory]
    [InlineData("office.fr", "MergeOutOfReach")]
    [InlineData("auditor", "NotAllowed")]
    [InlineData("lead.uk", null)]
    [InlineData("nobody", null)]
    public async Task Merge_WrongPerson_IsRefused(string name, string? code)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => MergeAsync(name, World.People["lead.uk"], _double));

        Assert.Equal(code, (refused as DomainRuleException)?.Code);
        Assert.True(code is not null || refused is NotFoundException);
    }

    [Fact]
    public async Task Merge_OneselfOrOneRecord_IsRefused()
    {
        Assert.Equal("MergeOwnRecord", (await Assert.ThrowsAsync<DomainRuleException>(() => MergeAsync("programme", World.People["programme"], _double))).Code);
        await Assert.ThrowsAsync<NotFoundException>(() => MergeAsync("programme", _double, _double));
    }

    [Theory]
    [InlineData("student.uk", "student.fr", "MergeBothSignIn", "MergeStudentsOfOneProject")]
    [InlineData("student.uk", "lead.uk", "MergeBothSignIn", "MergeSupervisesThemselves")]
    [InlineData("lead.uk", "lead.fr", "MergeBothSignIn", "MergeSupervisesTwice")]
    public async Task Merge_WhatOnePersonCannotBe_IsNamed(string kept, string closed, params string[] codes)
    {
        var preview = await Acts.AsAsync("programme", (services, by) => services.GetRequiredService<MergePairs>().PreviewAsync(World.People[kept], World.People[closed], by, default));

        Assert.Subset(preview.Obstacles.Select(o => o.Code).ToHashSet(), codes.ToHashSet());
        foreach (var obstacle in preview.Obstacles)
            Assert.All(Core.Localisation.Texts.All, texts => Assert.DoesNotContain("{", obstacle.In(texts), StringComparison.Ordinal));
        Assert.Equal(preview.Obstacles[0].Code, (await Assert.ThrowsAsync<DomainRuleException>(() => MergeAsync("programme", World.People[kept], World.People[closed]))).Code);
    }

    [Fact]
    public async Task Merge_OnlyTheOtherSignsIn_SaysToKeepThat() =>
        Assert.Equal("MergeKeepsWhoSignsIn", (await Assert.ThrowsAsync<DomainRuleException>(() => MergeAsync("programme", _double, World.People["lead.uk"]))).Code);

    [Fact]
    public async Task Merge_DelegationBetweenThem_StandsInTheWay()
    {
        await ChangeAsync(async db =>
        {
            db.Delegations.Add(new Delegation(await db.Users.SingleAsync(p => p.Id == World.People["lead.uk"]), await db.Users.SingleAsync(p => p.Id == _double), null, new DateOnly(2026, 11, 1), new DateOnly(2026, 12, 31), "Away."));
            await db.SaveChangesAsync();
        });

        Assert.Equal("MergeDelegates", (await Assert.ThrowsAsync<DomainRuleException>(() => MergeAsync("programme", World.People["lead.uk"], _double))).Code);
    }

    [Fact]
    public async Task Preview_CountsWhatMoves()
    {
        await ChangeAsync(async db =>
        {
            var twice = await db.Users.SingleAsync(p => p.Id == _double);
            db.Meetings.Add(new Meeting(await db.Projects.SingleAsync(p => p.Id == World.OtherProjectId), null, twice));
            await db.SaveChangesAsync();
        });

        var preview = await Acts.AsAsync("programme", (services, by) => services.GetRequiredService<MergePairs>().PreviewAsync(World.People["lead.uk"], _double, by, default));

        Assert.Empty(preview.Obstacles);
        Assert.Equal([(MergedKind.Supervision, 1), (MergedKind.Meeting, 1)], preview.Moves);
    }

    [Fact]
    public async Task Apart_Said_IsRememberedOnce()
    {
        for (var click = 0; click < 2; click++)
        {
            await Acts.AsAsync("office.uk", async (services, by) =>
            {
                await services.GetRequiredService<KeepPeopleApartHandler>().HandleAsync(new KeepPeopleApart(_double, World.People["lead.uk"]), by, default);
                return 0;
            });
        }

        var said = await Database.AskAsync(db => db.PeopleApart.SingleAsync());
        Assert.Equal((World.People["lead.uk"], _double), (said.OneId, said.OtherId));
        Assert.Equal(2, await Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == nameof(KeepPeopleApart))));
    }

    private Task MergeAsync(string name, int kept, int closed) => Acts.AsAsync(name, async (services, by) =>
    {
        await services.GetRequiredService<MergePeopleHandler>().HandleAsync(await CommandAsync(kept, closed), by, default);
        return 0;
    });

    private Task MergeAsync(string name, MergePeople command) => Acts.AsAsync(name, async (services, by) =>
    {
        await services.GetRequiredService<MergePeopleHandler>().HandleAsync(command, by, default);
        return 0;
    });

    private Task<MergePeople> CommandAsync(int kept, int closed) => Database.AskAsync(async db =>
        new MergePeople(kept, (await db.Users.SingleAsync(p => p.Id == kept)).ConcurrencyStamp, closed, (await db.Users.SingleAsync(p => p.Id == closed)).ConcurrencyStamp));

    private Task ChangeAsync(Func<PhdTrackerDb, Task> change) => Database.AskAsync(async db =>
    {
        await change(db);
        return 0;
    });

    private Task<int> AddAsync(string given, string family, string? email, (int CandidatureId, SupervisorKind Kind) supervises) => Database.AskAsync(async db =>
    {
        var person = new Person(given, family, email, "en");
        var candidature = await db.Candidatures.Include(c => c.Supervisors).SingleAsync(c => c.Id == supervises.CandidatureId);
        candidature.Supervise(person, supervises.Kind, await db.Parties.SingleAsync(p => p.Id == World.UkPartyId), Start);
        await db.SaveChangesAsync();
        return person.Id;
    });
}
