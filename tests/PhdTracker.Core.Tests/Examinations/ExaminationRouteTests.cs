using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Examinations;

/// <summary>Both routes from the entry to the award, by the commands of the people whose turn it is.</summary>
public sealed class ExaminationRouteTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private World _world = null!;
    private ExaminationActs _uk = null!;
    private ExaminationActs _fr = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.SqliteAsync();
        _world = await World.CreateAsync(_database);
        var acts = new Acts(_database, _world);
        _uk = new ExaminationActs(acts, _world, _database.Clock);
        _fr = new ExaminationActs(acts, _world, _database.Clock, french: true);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Uk_PassedAtOnce_AwardsAndClosesTheCandidature()
    {
        await _uk.HoldAsync();
        await _uk.OutcomeAsync(ExaminationOutcome.Pass);
        await StandsAsync(_uk, ExaminationState.Passed, CandidatureState.Examined);
        await _uk.AwardAsync();

        await StandsAsync(_uk, ExaminationState.Awarded, CandidatureState.Awarded);
        Assert.Equal("Finished", await _database.AskAsync(db => db.Processes.Where(p => p.ExaminationId == _uk.Id).Select(p => p.Status).SingleAsync()));
        Assert.Equal(ProjectState.WindingDown, await ProjectAsync());
        Assert.Equal(1, await _database.AskAsync(db => db.Notifications.CountAsync(n => n.Kind == "AlumniInvited" && n.RecipientId == _world.People["student.uk"])));
        Assert.Equal(0, await _database.AskAsync(db => db.Incidents.CountAsync()));
    }

    [Fact]
    public async Task Award_BothStudents_CompletesTheProject()
    {
        await _uk.HoldAsync();
        await _uk.OutcomeAsync(ExaminationOutcome.Pass);
        await _uk.AwardAsync();
        await _fr.HoldAsync();
        await _fr.OutcomeAsync(ExaminationOutcome.Admitted);
        await _fr.AwardAsync();

        Assert.Equal(ProjectState.Completed, await ProjectAsync());
    }

    [Fact]
    public async Task Uk_PlanAndDates_FollowTheExamination()
    {
        await _uk.HoldAsync();
        await _uk.OutcomeAsync(ExaminationOutcome.MinorCorrections);

        var milestones = await _database.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == _uk.CandidatureId).ToDictionaryAsync(m => m.RuleCode + (m.Occurrence > 0 ? m.Occurrence : ""), m => m));
        var viva = _uk.Today;
        Assert.Equal((MilestoneState.Passed, (DateOnly?)viva.AddDays(-70)), (milestones["exam-entry"].State, milestones["exam-entry"].DoneOn));
        Assert.Equal((MilestoneState.Passed, (DateOnly?)viva.AddDays(-70)), (milestones["thesis-submission"].State, milestones["thesis-submission"].DoneOn));
        Assert.Equal((MilestoneState.Passed, (DateOnly?)viva, "minor"), (milestones["viva"].State, milestones["viva"].DoneOn, milestones["viva"].Outcome));
        Assert.Equal((DateOnly?)viva.AddMonths(3), milestones["corrections-uk"].DueOn);
    }

    [Theory]
    [InlineData(ExaminationOutcome.MinorCorrections, "2026-11-30", "2027-02-28")]
    [InlineData(ExaminationOutcome.MajorCorrections, "2026-08-31", "2027-02-28")]
    [InlineData(ExaminationOutcome.MajorCorrections, "2027-08-31", "2028-02-29")]
    public async Task Uk_Corrections_AreDueByTheCalendarWithTheReason(ExaminationOutcome outcome, string viva, string due)
    {
        var day = DateOnly.Parse(viva, System.Globalization.CultureInfo.InvariantCulture);
        _database.Clock.Set(new DateTimeOffset(day.AddDays(-70).ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero));
        await _uk.HoldAsync();
        await _uk.OutcomeAsync(outcome);

        var examination = await ExaminationAsync(_uk);
        Assert.Equal(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), examination.CorrectionsDueOn);
        Assert.Contains("after the viva", examination.RationaleEn, StringComparison.Ordinal);
        Assert.Contains("mois après la soutenance", examination.RationaleFr, StringComparison.Ordinal);
        Assert.Equal(CandidatureState.Corrections, await CandidatureAsync(_uk));
    }

    [Fact]
    public async Task Uk_CorrectionsReturned_ComeAgainUntilApproved()
    {
        await _uk.HoldAsync();
        await _uk.OutcomeAsync(ExaminationOutcome.MinorCorrections);
        await _uk.HandInAsync("second", corrected: true);
        await _uk.DecideAsync("lead.uk", DecisionKind.Returned, "Table 4 is still wrong.");
        await StandsAsync(_uk, ExaminationState.Corrections, CandidatureState.Corrections);
        Assert.Equal("ThesisUnchanged", (await Assert.ThrowsAsync<DomainRuleException>(() => _uk.HandInAsync("second", corrected: true))).Code);
        await _uk.HandInAsync("third", corrected: true);
        await _uk.DecideAsync("lead.uk", DecisionKind.Approved);
        await _uk.AwardAsync();

        await StandsAsync(_uk, ExaminationState.Awarded, CandidatureState.Awarded);
        Assert.Equal([1, 2, 3], await _database.AskAsync(db => db.Theses.OrderBy(t => t.Number).Select(t => t.Number).ToListAsync()));
        Assert.Equal(MilestoneState.Passed, await _database.AskAsync(db => db.Milestones.Where(m => m.RuleCode == "corrections-uk" && m.CandidatureId == _uk.CandidatureId).Select(m => m.State).SingleAsync()));
    }

    [Fact]
    public async Task Uk_Resubmission_IsExaminedAgain()
    {
        await _uk.HoldAsync();
        await _uk.OutcomeAsync(ExaminationOutcome.Resubmission);
        await StandsAsync(_uk, ExaminationState.AwaitingThesis, CandidatureState.Corrections);
        Assert.Equal((await ExaminationAsync(_uk)).DefenceOn!.Value.AddMonths(18), (await ExaminationAsync(_uk)).CorrectionsDueOn);

        await _uk.HoldAsync("again");
        await StandsAsync(_uk, ExaminationState.WithExaminers, CandidatureState.Submitted);
        await _uk.OutcomeAsync(ExaminationOutcome.MinorCorrections);

        var examination = await ExaminationAsync(_uk);
        Assert.Equal(examination.DefenceOn!.Value.AddMonths(3), examination.CorrectionsDueOn);
        await _uk.HandInAsync("corrected", corrected: true);
        await _uk.DecideAsync("lead.uk", DecisionKind.Approved);
        await _uk.AwardAsync();
        await StandsAsync(_uk, ExaminationState.Awarded, CandidatureState.Awarded);
    }

    [Fact]
    public async Task Uk_Fail_EndsTheCandidature()
    {
        await _uk.HoldAsync();
        await _uk.OutcomeAsync(ExaminationOutcome.Fail);

        await StandsAsync(_uk, ExaminationState.Failed, CandidatureState.Terminated);
        Assert.Equal(_uk.Today, await _database.AskAsync(db => db.Candidatures.Where(c => c.Id == _uk.CandidatureId).Select(c => c.ClosedOn).SingleAsync()));
        Assert.False(await _database.AskAsync(db => db.Tasks.AnyAsync(t => t.Process.ExaminationId == _uk.Id && t.State == TaskState.Open)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Approval_ReturnedByEither_GoesBackToTheLead(bool french)
    {
        var side = french ? _fr : _uk;
        await side.EnterAsync();
        await side.NominateAsync();
        await side.DecideAsync(side.Director, DecisionKind.Returned, "Too close to the group.");
        await StandsAsync(side, ExaminationState.Nominating, CandidatureState.Active);
        await side.NominateAsync();
        await side.DecideAsync(side.Director, DecisionKind.Approved);
        await side.DecideAsync(side.Registry, DecisionKind.Returned, "One address is wrong.");
        await StandsAsync(side, ExaminationState.Nominating, CandidatureState.Active);
        await side.NominateAsync();
        await side.DecideAsync(side.Director, DecisionKind.Approved);
        await side.DecideAsync(side.Registry, DecisionKind.Approved);

        await StandsAsync(side, ExaminationState.AwaitingThesis, CandidatureState.Active);
        Assert.Equal(side.Panel.Count, await _database.AskAsync(db => db.Examiners.CountAsync()));
        Assert.Equal(side.Today, (await ExaminationAsync(side)).ApprovedOn);
    }

    [Fact]
    public async Task Fr_AdmittedWithCorrections_AwardsAfterTheCheck()
    {
        await _fr.HoldAsync();
        await _fr.OutcomeAsync(ExaminationOutcome.AdmittedWithCorrections);
        var examination = await ExaminationAsync(_fr);
        Assert.Equal(examination.DefenceOn!.Value.AddMonths(3), examination.CorrectionsDueOn);
        await _fr.HandInAsync("corrected", corrected: true);
        await _fr.DecideAsync("lead.fr", DecisionKind.Approved);
        await _fr.AwardAsync();

        await StandsAsync(_fr, ExaminationState.Awarded, CandidatureState.Awarded);
    }

    [Fact]
    public async Task Fr_NotAuthorised_GoesBackToTheOffice()
    {
        await _fr.ApproveAsync();
        await _fr.HandInAsync();
        await _fr.ReportsAsync();
        await _fr.DateAsync();
        await _fr.DecideAsync("signatory.fr", DecisionKind.Returned, "One report is unfavourable.");
        await StandsAsync(_fr, ExaminationState.WithExaminers, CandidatureState.Submitted);
        await _fr.ReportsAsync();
        await _fr.DateAsync();
        await _fr.DecideAsync("signatory.fr", DecisionKind.Approved);

        await StandsAsync(_fr, ExaminationState.Authorised, CandidatureState.Submitted);
    }

    [Fact]
    public async Task Fr_Adjourned_LeadsBackToTheThesis()
    {
        await _fr.HoldAsync();
        await _fr.OutcomeAsync(ExaminationOutcome.Adjourned);
        await StandsAsync(_fr, ExaminationState.AwaitingThesis, CandidatureState.Corrections);
        await _fr.HoldAsync("again");
        await _fr.OutcomeAsync(ExaminationOutcome.Refused);

        await StandsAsync(_fr, ExaminationState.Failed, CandidatureState.Terminated);
    }

    [Fact]
    public async Task Fr_DefenceEarlierThanTheRules_NeedsAReason()
    {
        await _fr.ApproveAsync();
        await _fr.HandInAsync();
        await _fr.ReportsAsync();
        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => _fr.DateAsync(_fr.Today.AddMonths(2).AddDays(-1)));
        Assert.Equal(("DefenceTooEarly", (object?)_fr.Today.AddMonths(2)), (refused.Code, refused.Arguments[0]));
        await _fr.DateAsync(_fr.Today.AddDays(20), "The external member leaves for a year.");

        Assert.Equal(_fr.Today.AddDays(20), (await ExaminationAsync(_fr)).DefenceOn);
    }

    [Fact]
    public async Task Fr_DefenceWithinFourteenDaysOfTheReports_IsRefused()
    {
        await _fr.ApproveAsync();
        await _fr.HandInAsync();
        _database.Clock.Advance(TimeSpan.FromDays(80));
        await _fr.ReportsAsync();

        Assert.Equal("DefenceTooEarly", (await Assert.ThrowsAsync<DomainRuleException>(() => _fr.DateAsync(_fr.Today.AddDays(13)))).Code);
        await _fr.DateAsync(_fr.Today.AddDays(14));
    }

    [Fact]
    public async Task Thesis_BeforeTheApproval_IsNotAskedFor()
    {
        await _uk.EnterAsync();
        await Assert.ThrowsAsync<NotFoundException>(() => _uk.HandInAsync());
        await _uk.NominateAsync();
        await Assert.ThrowsAsync<NotFoundException>(() => _uk.HandInAsync());
    }

    [Fact]
    public async Task Date_BeforeTheThesis_IsRefused()
    {
        await _uk.ApproveAsync();
        await Assert.ThrowsAsync<NotFoundException>(() => _uk.DateAsync());
        await _uk.HandInAsync();

        Assert.Equal("DefenceBeforeThesis", (await Assert.ThrowsAsync<DomainRuleException>(() => _uk.DateAsync(_uk.Today.AddDays(-1)))).Code);
    }

    [Fact]
    public async Task Date_Moved_NeedsAReason()
    {
        await _uk.ApproveAsync();
        await _uk.HandInAsync();
        await _uk.DateAsync(_uk.Today.AddDays(30));
        Assert.Equal("MoveNeedsReason", (await Assert.ThrowsAsync<DomainRuleException>(() => _uk.DateAsync(_uk.Today.AddDays(40)))).Code);
        await _uk.DateAsync(_uk.Today.AddDays(40), "The external examiner is ill.");

        Assert.Equal(_uk.Today.AddDays(40), await _database.AskAsync(db => db.Candidatures.Where(c => c.Id == _uk.CandidatureId).Select(c => c.DefenceOn).SingleAsync()));
    }

    [Fact]
    public async Task Outcome_BeforeTheDefenceOrOfTheOtherCountry_IsRefused()
    {
        await _uk.ApproveAsync();
        await _uk.HandInAsync();
        await _uk.DateAsync(_uk.Today.AddDays(30));
        Assert.Equal("OutcomeBeforeDefence", (await Assert.ThrowsAsync<DomainRuleException>(() => _uk.OutcomeAsync(ExaminationOutcome.Pass))).Code);
        _database.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal("OutcomeNotOfThisCountry", (await Assert.ThrowsAsync<DomainRuleException>(() => _uk.OutcomeAsync(ExaminationOutcome.Admitted))).Code);
        Assert.Equal("DayInFuture", (await Assert.ThrowsAsync<DomainRuleException>(() => _uk.OutcomeAsync(ExaminationOutcome.Pass, _uk.Today.AddDays(1)))).Code);
    }

    [Theory]
    [InlineData("lead.fr")]
    [InlineData("student.uk")]
    [InlineData("office.uk")]
    [InlineData("other.lead.uk")]
    public async Task Nominate_AnybodyButTheHomeLead_IsNotFound(string who)
    {
        await _uk.EnterAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => _uk.NominateAsync(by: who));
    }

    [Theory]
    [InlineData("school.fr")]
    [InlineData("other.director.uk")]
    [InlineData("lead.uk")]
    public async Task Approve_AnybodyButTheHomeDirector_IsNotFound(string who)
    {
        await _uk.EnterAsync();
        await _uk.NominateAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => _uk.DecideAsync(who, DecisionKind.Approved));
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("lead.uk")]
    [InlineData("student.uk")]
    public async Task Outcome_AnybodyButTheHomeOffice_IsNotFound(string who)
    {
        await _uk.HoldAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => _uk.OutcomeAsync(ExaminationOutcome.Pass, by: who));
    }

    [Fact]
    public async Task EachStep_Twice_IsToldOrRefused()
    {
        await _uk.EnterAsync();
        Assert.Equal("ExaminationAlreadyOpen", (await Assert.ThrowsAsync<DomainRuleException>(() => _uk.EnterAsync())).Code);
        await _uk.NominateAsync();
        await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => _uk.NominateAsync());
        await _uk.DecideAsync("director.uk", DecisionKind.Approved);
        await _uk.DecideAsync("registry.uk", DecisionKind.Approved);
        await _uk.HandInAsync();
        await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => _uk.HandInAsync("another"));
        await _uk.DateAsync(_uk.Today);
        await _uk.OutcomeAsync(ExaminationOutcome.Pass);
        await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => _uk.OutcomeAsync(ExaminationOutcome.Fail));
        await _uk.AwardAsync();
        await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => _uk.AwardAsync());
    }

    [Fact]
    public async Task Award_BeforeTheDecisionOrInTheFuture_IsRefused()
    {
        await _uk.HoldAsync();
        await _uk.OutcomeAsync(ExaminationOutcome.Pass);

        Assert.Equal("AwardBeforeOutcome", (await Assert.ThrowsAsync<DomainRuleException>(() => _uk.AwardAsync(on: _uk.Today.AddDays(-1)))).Code);
        Assert.Equal("DayInFuture", (await Assert.ThrowsAsync<DomainRuleException>(() => _uk.AwardAsync(on: _uk.Today.AddDays(1)))).Code);
        Assert.Equal(CandidatureState.Examined, await CandidatureAsync(_uk));
    }

    [Theory]
    [InlineData("student.uk")]
    [InlineData("office.uk")]
    public async Task Withdraw_ByStudentOrOffice_EndsTheRouteAndAllowsAnotherEntry(string who)
    {
        await _uk.ApproveAsync();
        await _uk.HandInAsync();
        await _uk.WithdrawAsync(who);

        await StandsAsync(_uk, ExaminationState.Withdrawn, CandidatureState.WritingUp);
        Assert.False(await _database.AskAsync(db => db.Tasks.AnyAsync(t => t.Process.ExaminationId == _uk.Id && t.State == TaskState.Open)));
        await _uk.EnterAsync();
        await StandsAsync(_uk, ExaminationState.Nominating, CandidatureState.WritingUp);
    }

    [Fact]
    public async Task Withdraw_ByOthersWithoutReasonOrTooLate_IsRefused()
    {
        await _uk.EnterAsync();
        await Assert.ThrowsAsync<NotFoundException>(() => _uk.WithdrawAsync("lead.uk"));
        await Assert.ThrowsAsync<NotFoundException>(() => _uk.WithdrawAsync("office.fr"));
        Assert.Equal("OfficeReasonMissing", (await Assert.ThrowsAsync<DomainRuleException>(() => _uk.WithdrawAsync("student.uk", " "))).Code);
        await _uk.NominateAsync();
        await _uk.DecideAsync("director.uk", DecisionKind.Approved);
        await _uk.DecideAsync("registry.uk", DecisionKind.Approved);
        await _uk.HoldAsync();
        await _uk.OutcomeAsync(ExaminationOutcome.Pass);

        Assert.Equal("ExaminationNotWithdrawable", (await Assert.ThrowsAsync<DomainRuleException>(() => _uk.WithdrawAsync("student.uk"))).Code);
    }

    [Fact]
    public async Task Thesis_NotAPdfOrWithoutReasonForTheEmbargo_IsRefused()
    {
        await _uk.ApproveAsync();
        Assert.Equal("DocumentIsPlainText", (await Assert.ThrowsAsync<DomainRuleException>(() => _uk.HandInAsync(bytes: "words"u8.ToArray()))).Code);
        Assert.Equal("DocumentNameDisagrees", (await Assert.ThrowsAsync<DomainRuleException>(() => _uk.HandInAsync(bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1]))).Code);
        Assert.Equal("EmbargoNotInFuture", (await Assert.ThrowsAsync<DomainRuleException>(() => _uk.HandInAsync(embargo: _uk.Today))).Code);
    }

    [Fact]
    public async Task Documents_UnderEmbargo_AreForTheStudentsOwnSideOnly()
    {
        await _uk.ApproveAsync();
        await _uk.HandInAsync(embargo: _uk.Today.AddYears(1));

        Assert.True(await MayOpenAsync("lead.uk", _uk.Today));
        Assert.True(await MayOpenAsync("student.uk", _uk.Today));
        Assert.True(await MayOpenAsync("registry.uk", _uk.Today));
        Assert.False(await MayOpenAsync("lead.fr", _uk.Today));
        Assert.False(await MayOpenAsync("office.fr", _uk.Today));
        Assert.False(await MayOpenAsync("other.lead.uk", _uk.Today));
        Assert.True(await MayOpenAsync("lead.fr", _uk.Today.AddYears(2)));
    }

    private Task<bool> MayOpenAsync(string who, DateOnly today) => _database.InScopeAsync(async services =>
    {
        var access = await services.GetRequiredService<AccessReader>().ForAsync(_world.People[who], default);
        return await ReadableDocuments.Documents(services.GetRequiredService<PhdTrackerDb>(), access, today).AnyAsync();
    });

    private async Task StandsAsync(ExaminationActs side, ExaminationState state, CandidatureState candidature)
    {
        Assert.Equal(state, (await ExaminationAsync(side)).State);
        Assert.Equal(candidature, await CandidatureAsync(side));
    }

    private Task<Examination> ExaminationAsync(ExaminationActs side) => _database.AskAsync(db => db.Examinations.AsNoTracking().SingleAsync(e => e.Id == side.Id));

    private Task<CandidatureState> CandidatureAsync(ExaminationActs side) => _database.AskAsync(db => db.Candidatures.Where(c => c.Id == side.CandidatureId).Select(c => c.State).SingleAsync());

    private Task<ProjectState> ProjectAsync() => _database.AskAsync(db => db.Projects.Where(p => p.Id == _world.ProjectId).Select(p => p.State).SingleAsync());
}
