using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Shifts;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Milestones.Shifts;

public sealed class DateShiftTests : IAsyncLifetime
{
    private static readonly DateOnly Lsr = new(2027, 10, 1);
    private TestDatabase _database = null!;
    private World _world = null!;
    private Acts _acts = null!;
    private ShiftActs _shifts = null!;

    public Task InitializeAsync() => BeginAsync(DatabaseProvider.Sqlite);

    public Task DisposeAsync() => _database.DisposeAsync().AsTask();

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Preview_ShowsEveryDate_AndMovesNone(DatabaseProvider provider)
    {
        await BeginAsync(provider);
        var before = await DatesAsync();

        var id = await _shifts.PrepareAsync("programme");

        Assert.Equal(before, await DatesAsync());
        var shift = await ShiftAsync(id);
        Assert.Equal((ShiftState.Ready, 4, 0), (shift.State, shift.Students, shift.LeftOut));
        var plan = ShiftedPlan.Read(await _database.AskAsync(db => db.ShiftedPlans.Where(p => p.CandidatureId == _world.UkCandidatureId).Select(p => p.Dates).SingleAsync()));
        Assert.Equal(shift.Dates, await _database.AskAsync(db => db.ShiftedPlans.SumAsync(p => p.Moved)));
        var lsr = await _database.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == _world.UkCandidatureId && m.RuleCode == "lsr").Select(m => m.Id).SingleAsync());
        Assert.Equal((Lsr, Lsr.AddDays(31)), plan.Where(d => d.Id == lsr).Select(d => (d.Before!.Value, d.After!.Value)).Single());
        Assert.Equal(KeptDate.Unaffected, plan.Single(d => d.Id == _world.EsaId).Kept);
        Assert.Equal(0, await _database.AskAsync(db => db.Notifications.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Apply_MovesDates_WithOneEntryACandidatureAndOneMailAPerson(DatabaseProvider provider)
    {
        await BeginAsync(provider);
        var id = await _shifts.PrepareAsync("programme");

        await _shifts.ApplyAsync("programme", id);

        Assert.Equal(Lsr.AddDays(31), await LsrAsync());
        Assert.Equal(new DateOnly(2026, 10, 1), await _database.AskAsync(db => db.Milestones.Where(m => m.Id == _world.EsaId).Select(m => m.DueOn).SingleAsync()));
        var shift = await ShiftAsync(id);
        Assert.Equal((ShiftState.Applied, 4), (shift.State, shift.Students));
        Assert.Equal(4, await _database.AskAsync(db => db.StatusPeriods.CountAsync(p => p.ShiftId == id && p.Kind == StatusKind.Shifted)));
        Assert.Equal(4, await _database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "ApplyShift" && e.CaseKey.StartsWith("candidature:"))));
        var told = await _database.AskAsync(db => db.Notifications.Select(n => n.RecipientId!.Value).ToListAsync());
        Assert.Equal(new[] { "student.uk", "student.fr", "lead.uk", "lead.fr", "other.student.uk", "other.student.fr", "other.lead.uk", "other.lead.fr" }.Select(n => _world.People[n]).Order(), told.Order());
        var supervised = await MailAsync("ShiftApplied", "other.lead.uk");
        Assert.Matches(@"Deadlines of (1 student|2 students) whom you supervise moved: \w+", supervised);
        Assert.Equal(0, await _shifts.GoOnAsync());
    }

    [Fact]
    public async Task Apply_OfMoreStudentsThanAMailNames_NamesTheFirstAndCountsTheRest()
    {
        await _shifts.AddStudentsAsync(20);
        await _acts.AsAsync("programme", async (services, _) =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var lead = await db.Users.SingleAsync(p => p.Id == _world.People["lead.fr"]);
            foreach (var candidature in await db.Candidatures.Include(c => c.Supervisors).Include(c => c.Studentship.Party).Where(c => c.Supervisors.Count == 0).ToListAsync())
                candidature.Supervisors.Add(new SupervisorAssignment(candidature, lead, SupervisorKind.Lead, candidature.Studentship.Party, candidature.StartOn));
            return await db.SaveChangesAsync();
        });
        var id = await _shifts.PrepareAsync("programme");
        await _shifts.ApplyAsync("programme", id);
        await _shifts.UndoAsync("programme", id);

        Assert.Matches(@"Des échéances de \d+ personnes que vous encadrez ont été décalées\u00a0: .* et \d+ autres\.", await MailAsync("ShiftApplied", "lead.fr"));
        Assert.Matches(@"sont revenues\u00a0: .* et \d+ autres\.", await MailAsync("ShiftUndone", "lead.fr"));
    }

    [Fact]
    public async Task Apply_OverAnInterruption_CountsTheDaysOnce()
    {
        await InterruptAsync(new DateOnly(2027, 3, 15), new DateOnly(2027, 4, 14));

        await _shifts.ApplyAsync("office.uk", await _shifts.PrepareAsync("office.uk"));

        // 1 March to 14 April.
        Assert.Equal(Lsr.AddDays(45), await LsrAsync());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Undo_BringsBackAllButWhatWasReachedOrFixedSince_AndSaysWhich(DatabaseProvider provider)
    {
        await BeginAsync(provider);
        var before = await DatesAsync();
        var id = await _shifts.PrepareAsync("programme");
        await _shifts.ApplyAsync("programme", id);
        await FixAsync("thesis-submission", new DateOnly(2029, 6, 1));
        await ChangeAsync(c => c.Milestones.Single(m => m.RuleCode == "lsr").Record(new DateOnly(2026, 11, 20)));

        await _shifts.UndoAsync("programme", id);

        var shift = await ShiftAsync(id);
        Assert.Equal(ShiftState.Undone, shift.State);
        Assert.Equal(0, await _database.AskAsync(db => db.StatusPeriods.CountAsync(p => p.ShiftId == id)));
        Assert.Equal(Lsr.AddDays(31), await LsrAsync());
        var rows = await _database.AskAsync(db => db.ShiftedPlans.Where(p => p.CandidatureId == _world.UkCandidatureId).Select(p => new { p.Stayed, p.Dates }).SingleAsync());
        var stayed = ShiftedPlan.Read(rows.Dates).Where(d => d.Stayed).ToDictionary(d => d.Id!.Value, d => d.Kept);
        var codes = await _database.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == _world.UkCandidatureId).ToDictionaryAsync(m => m.Id, m => m.RuleCode));
        Assert.Contains(stayed, s => codes[s.Key] == "lsr" && s.Value == KeptDate.Reached);
        Assert.Contains(stayed, s => codes[s.Key] == "thesis-submission" && s.Value == KeptDate.Fixed);
        Assert.Equal(stayed.Count, shift.Stayed);
        var after = await DatesAsync();
        Assert.All(before.Where(b => b.Candidature != _world.UkCandidatureId), b => Assert.Contains(b, after));
        Assert.Equal(4, await _database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "UndoShift" && e.CaseKey.StartsWith("candidature:"))));
        Assert.Equal(1, await _database.AskAsync(db => db.Notifications.CountAsync(n => n.Kind == "ShiftUndoneYours" && n.RecipientId == _world.People["student.fr"])));
    }

    [Fact]
    public async Task Undo_AfterAnotherInterruption_SaysOfNothingThatItStayed()
    {
        var id = await _shifts.PrepareAsync("programme");
        await _shifts.ApplyAsync("programme", id);
        await InterruptAsync(new DateOnly(2027, 5, 1), new DateOnly(2027, 5, 10));

        await _shifts.UndoAsync("programme", id);

        Assert.Equal(Lsr.AddDays(10), await LsrAsync());
        Assert.Equal(0, (await ShiftAsync(id)).Stayed);
    }

    [Fact]
    public async Task Preview_LeavesOutWhoWritesUpAndWhoStartsLater()
    {
        await ChangeAsync(c => c.MoveTo(CandidatureState.WritingUp));

        var writing = await ShiftAsync(await _shifts.PrepareAsync("programme", new ShiftFilter(LeavesOutWritingUp: true)));
        var early = await ShiftAsync(await _shifts.PrepareAsync("programme", from: new DateOnly(2025, 1, 1), to: new DateOnly(2025, 1, 31)));

        Assert.Equal((3, 1), (writing.Students, writing.LeftOut));
        Assert.Equal(ShiftExclusion.WritingUp, await _database.AskAsync(db => db.ShiftedPlans.Where(p => p.ShiftId == writing.Id && p.CandidatureId == _world.UkCandidatureId).Select(p => p.LeftOut).SingleAsync()));
        Assert.Equal((0, 4), (early.Students, early.LeftOut));
        Assert.Equal("ShiftNotReady", (await Assert.ThrowsAsync<DomainRuleException>(() => _shifts.ApplyAsync("programme", early.Id))).Code);
    }

    [Fact]
    public async Task Filter_NarrowsToWhomItNames()
    {
        async Task<int> CountAsync(ShiftFilter filter) => (await ShiftAsync(await _shifts.PrepareAsync("programme", filter))).Students;
        var unit = await _database.AskAsync(db => db.Candidatures.Where(c => c.Id == _world.UkCandidatureId).Select(c => c.UnitId!.Value).SingleAsync());
        var institution = await _database.AskAsync(db => db.Candidatures.Where(c => c.Id == _world.UkCandidatureId).Select(c => c.HomeInstitutionId!.Value).SingleAsync());

        Assert.Equal(2, await CountAsync(new ShiftFilter(Side: "FR")));
        Assert.Equal(1, await CountAsync(new ShiftFilter(UnitId: unit)));
        Assert.Equal(2, await CountAsync(new ShiftFilter(InstitutionId: institution, RegisteredFrom: new DateOnly(2025, 10, 1))));
        Assert.Equal(4, await CountAsync(new ShiftFilter(RegisteredBefore: new DateOnly(2025, 10, 2), Status: CandidatureState.Active)));
        Assert.Equal("ShiftConcernsNobody", (await Assert.ThrowsAsync<DomainRuleException>(() => CountAsync(new ShiftFilter(RegisteredBefore: new DateOnly(2025, 10, 1))))).Code);
    }

    [Fact]
    public async Task Shift_OfOneSide_IsThatOfficesOnly()
    {
        var id = await _shifts.PrepareAsync("office.uk");
        Assert.Equal(2, (await ShiftAsync(id)).Students);
        await Assert.ThrowsAsync<NotFoundException>(() => _shifts.ApplyAsync("programme", id));
        await _shifts.ApplyAsync("office.uk", id);

        Assert.Equal("NotAllowed", (await Assert.ThrowsAsync<DomainRuleException>(() => _shifts.UndoAsync("office.fr", id))).Code);
        Assert.Equal("ShiftNotReady", (await Assert.ThrowsAsync<DomainRuleException>(() => _shifts.ApplyAsync("office.uk", id))).Code);
        foreach (var who in new[] { "student.uk", "lead.uk", "auditor", "admin" })
            await Assert.ThrowsAsync<NotFoundException>(() => _shifts.PrepareAsync(who));
        await _shifts.UndoAsync("programme", id);
        Assert.Equal(ShiftState.Undone, (await ShiftAsync(id)).State);
    }

    [Theory]
    [InlineData("2027-03-31", "2027-03-01", "Because", "PeriodEndsBeforeItBegins")]
    [InlineData("2027-03-01", "2028-03-01", "Because", "ShiftTooLong")]
    [InlineData("2027-03-01", "2027-03-31", " ", "OfficeReasonMissing")]
    public async Task Preview_ImpossibleValues_AreRefused(string from, string to, string reason, string code)
    {
        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => _shifts.PrepareAsync(
            "programme", from: DateOnly.ParseExact(from, "yyyy-MM-dd", null), to: DateOnly.ParseExact(to, "yyyy-MM-dd", null), reason: reason));

        Assert.Equal(code, refused.Code);
        Assert.NotNull(refused.Field);
    }

    [Fact]
    public async Task Apply_BeforeTheProgrammeGoesLive_TellsNobody()
    {
        await _database.AskAsync(db => db.Programmes.ExecuteUpdateAsync(s => s.SetProperty(p => p.GoLiveOn, (DateOnly?)null)));

        var id = await _shifts.PrepareAsync("programme");
        await _shifts.ApplyAsync("programme", id);

        Assert.Equal(ShiftState.Applied, (await ShiftAsync(id)).State);
        Assert.Equal(0, await _database.AskAsync(db => db.Notifications.CountAsync()));
    }

    [Fact]
    public async Task Undo_OfWhoHasLeft_AsksForNothingAgain()
    {
        var id = await _shifts.PrepareAsync("programme");
        await _shifts.ApplyAsync("programme", id);
        await _acts.LeaveAsync("office.uk", _world.UkCandidatureId);

        await _shifts.UndoAsync("programme", id);

        Assert.Equal(MilestoneState.Skipped, await _database.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == _world.UkCandidatureId && m.RuleCode == "lsr").Select(m => m.State).SingleAsync()));
    }

    [Fact]
    public async Task GoOn_BrokenOffInALot_GoesOnAfterTheOnesBefore()
    {
        await _shifts.AddStudentsAsync(2 * ShiftRunner.AtOnce);
        await BreakOffAsync(await _shifts.BeginAsync("programme"));
        await _shifts.GoOnAsync();
        var id = await _database.AskAsync(db => db.DateShifts.Select(s => s.Id).SingleAsync());
        var before = await DatesAsync();

        await BreakOffAsync(await _shifts.BeginApplyAsync("programme", id));
        var broken = await ShiftAsync(id);
        await _shifts.GoOnAsync();

        Assert.Equal((ShiftState.Applying, ShiftRunner.AtOnce), (broken.State, broken.Done));
        var students = 2 * ShiftRunner.AtOnce + 4;
        Assert.Equal((ShiftState.Applied, students), ((await ShiftAsync(id)).State, (await ShiftAsync(id)).Students));
        Assert.Equal(students, await _database.AskAsync(db => db.StatusPeriods.CountAsync(p => p.ShiftId == id)));
        Assert.Equal(students, await _database.AskAsync(db => db.AuditEntries.Where(e => e.ActName == "ApplyShift" && e.CaseKey.StartsWith("candidature:")).Select(e => e.CaseKey).Distinct().CountAsync()));
        await _shifts.UndoAsync("programme", id);
        Assert.Equal(before, await DatesAsync());
    }

    private async Task BeginAsync(DatabaseProvider provider)
    {
        if (_database is not null)
        {
            if (provider == _database.Provider)
                return;
            await _database.DisposeAsync();
        }
        _database = await TestDatabase.CreateAsync(provider);
        _world = await World.CreateAsync(_database);
        _acts = new Acts(_database, _world);
        _shifts = new ShiftActs(_acts, _world);
        await _shifts.PlanAsync();
    }

    /// <summary>The background is stopped while it saves its second lot: the dates and then the audit entries, so in the third of its saves.</summary>
    private Task<int> BreakOffAsync(int id) => _acts.AsAsync("programme", async (services, _) =>
    {
        using var stop = new CancellationTokenSource();
        var saves = 0;
        services.GetRequiredService<PhdTrackerDb>().SavedChanges += (_, _) =>
        {
            if (++saves == 3)
                stop.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => services.GetRequiredService<ShiftRunner>().GoOnAsync(id, stop.Token));
        return id;
    });

    private Task<DateShift> ShiftAsync(int id) => _database.AskAsync(db => db.DateShifts.SingleAsync(s => s.Id == id));

    private Task<string> MailAsync(string kind, string name) => _database.AskAsync(db => db.Notifications.Where(n => n.Kind == kind && n.RecipientId == _world.People[name]).Select(n => n.Text).SingleAsync());

    private Task<DateOnly?> LsrAsync() => _database.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == _world.UkCandidatureId && m.RuleCode == "lsr").Select(m => m.DueOn).SingleAsync());

    private async Task<List<(int Candidature, int Milestone, DateOnly? Due)>> DatesAsync() =>
        [.. (await _database.AskAsync(db => db.Milestones.Where(m => m.State != MilestoneState.Skipped).OrderBy(m => m.Id).Select(m => new { m.CandidatureId, m.Id, m.DueOn }).ToListAsync())).Select(m => (m.CandidatureId, m.Id, m.DueOn))];

    private Task<int> InterruptAsync(DateOnly from, DateOnly to) => ChangeAsync(c => c.AddPeriod(StatusKind.Interrupted, from, to));

    private Task<int> ChangeAsync(Action<Candidature> change) => _acts.AsAsync("programme", async (services, _) =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var candidature = await PlanMilestones.WithPlan(db.Candidatures).SingleAsync(c => c.Id == _world.UkCandidatureId);
        change(candidature);
        services.GetRequiredService<PlanMilestones>().For(candidature);
        return await db.SaveChangesAsync();
    });

    private Task<int> FixAsync(string rule, DateOnly on) => _acts.AsAsync("office.uk", async (services, by) =>
    {
        var milestone = await _database.AskAsync(db => db.Milestones.SingleAsync(m => m.CandidatureId == _world.UkCandidatureId && m.RuleCode == rule));
        await services.GetRequiredService<FixMilestoneDateHandler>().HandleAsync(new FixMilestoneDate(milestone.Id, milestone.Version, on, "Agreed with the funder."), by, default);
        return 0;
    });
}
