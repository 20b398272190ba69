using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Examinations;

/// <summary>Each step of an examination taken back: where it stands then, what it forgets, and the milestones that it had met.</summary>
public sealed class ExaminationReversalTests : ExaminationFixture
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Undo_Nomination_AsksForTheJuryAnew(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await Fr.EnterAsync();
        await Fr.NominateAsync();
        Assert.Equal(MilestoneState.Passed, await MilestoneAsync(Fr, "jury-proposal"));

        await ReverseAsync(Fr, "nominate");

        await StandsAsync(Fr, ExaminationState.Nominating, CandidatureState.Active);
        Assert.Equal(MilestoneState.Planned, await MilestoneAsync(Fr, "jury-proposal"));
        Assert.Equal("nominate", await OpenAsync(Fr));
        await Fr.NominateAsync();
        Assert.Equal(MilestoneState.Passed, await MilestoneAsync(Fr, "jury-proposal"));
    }

    [Fact]
    public async Task Undo_ApprovalAfterTheThesis_TakesTheThesisBackToo()
    {
        await Uk.ApproveAsync();
        await Uk.HandInAsync();
        Assert.Equal(MilestoneState.Passed, await MilestoneAsync(Uk, "thesis-submission"));

        await ReverseAsync(Uk, "director");

        await StandsAsync(Uk, ExaminationState.Approving, CandidatureState.WritingUp);
        Assert.Null((await ExaminationAsync(Uk)).ApprovedOn);
        Assert.Equal((MilestoneState.Passed, MilestoneState.Planned), (await MilestoneAsync(Uk, "exam-entry"), await MilestoneAsync(Uk, "thesis-submission")));
        await Uk.DecideAsync(Uk.Director, DecisionKind.Approved);
        await Uk.DecideAsync(Uk.Registry, DecisionKind.Approved);
        // The same file as before: nobody has asked for another.
        await Uk.HandInAsync();
        Assert.Equal(MilestoneState.Passed, await MilestoneAsync(Uk, "thesis-submission"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Undo_Thesis_AsksForItAgain(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await Uk.ApproveAsync();
        await Uk.HandInAsync();

        await ReverseAsync(Uk, "thesis");

        await StandsAsync(Uk, ExaminationState.AwaitingThesis, CandidatureState.WritingUp);
        Assert.Equal(MilestoneState.Planned, await MilestoneAsync(Uk, "thesis-submission"));
        Assert.Equal("thesis", await OpenAsync(Uk));
    }

    [Fact]
    public async Task Undo_Reports_ForgetsTheirDay()
    {
        await Fr.ApproveAsync();
        await Fr.HandInAsync();
        await Fr.ReportsAsync();
        Assert.Equal(MilestoneState.Passed, await MilestoneAsync(Fr, "rapporteur-reports"));

        await ReverseAsync(Fr, "reports");

        await StandsAsync(Fr, ExaminationState.WithExaminers, CandidatureState.Submitted);
        Assert.Null((await ExaminationAsync(Fr)).ReportsOn);
        Assert.Equal((MilestoneState.Passed, MilestoneState.Planned), (await MilestoneAsync(Fr, "thesis-deposit"), await MilestoneAsync(Fr, "rapporteur-reports")));
    }

    [Fact]
    public async Task Undo_DateAfterTheAuthorisation_ForgetsTheDay()
    {
        await Fr.HoldAsync();

        await ReverseAsync(Fr, "date");

        await StandsAsync(Fr, ExaminationState.WithExaminers, CandidatureState.Submitted);
        Assert.Equal((null, null), ((await ExaminationAsync(Fr)).DefenceOn, await Database.AskAsync(db => db.Candidatures.Where(c => c.Id == Fr.CandidatureId).Select(c => c.DefenceOn).SingleAsync())));
        Assert.Equal(MilestoneState.Passed, await MilestoneAsync(Fr, "rapporteur-reports"));
        Assert.Equal("date", await OpenAsync(Fr));
    }

    [Fact]
    public async Task Undo_Authorisation_IsAskedForAgain()
    {
        await Fr.HoldAsync();

        await ReverseAsync(Fr, "authorise");

        await StandsAsync(Fr, ExaminationState.Authorising, CandidatureState.Submitted);
        Assert.NotNull((await ExaminationAsync(Fr)).DefenceOn);
        await Fr.DecideAsync(Fr.Registry, DecisionKind.Approved);
        await StandsAsync(Fr, ExaminationState.Authorised, CandidatureState.Submitted);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Undo_Outcome_TheVivaIsNotMetAndCorrectionsAreNotDue(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await Uk.HoldAsync();
        var before = await PlanAsync(Uk);
        await Uk.OutcomeAsync(ExaminationOutcome.MinorCorrections);
        Assert.NotEqual(before, await PlanAsync(Uk));

        await ReverseAsync(Uk, "outcome");

        await StandsAsync(Uk, ExaminationState.WithExaminers, CandidatureState.Submitted);
        Assert.Equal(before, await PlanAsync(Uk));
        var viva = await Database.AskAsync(db => db.Milestones.SingleAsync(m => m.CandidatureId == Uk.CandidatureId && m.RuleCode == "viva"));
        Assert.Equal((MilestoneState.Planned, null, null), (viva.State, viva.DoneOn, viva.Outcome));
        Assert.Null((await ExaminationAsync(Uk)).CorrectionsDueOn);
        await Uk.OutcomeAsync(ExaminationOutcome.Pass);
        await StandsAsync(Uk, ExaminationState.Passed, CandidatureState.Examined);
        Assert.Equal(MilestoneState.Passed, await MilestoneAsync(Uk, "viva"));
    }

    [Fact]
    public async Task Undo_Failure_OpensTheCandidatureAgain()
    {
        await Uk.HoldAsync();
        await Uk.OutcomeAsync(ExaminationOutcome.Fail);

        await ReverseAsync(Uk, "outcome");

        await StandsAsync(Uk, ExaminationState.WithExaminers, CandidatureState.Submitted);
        Assert.False((await ExaminationAsync(Uk)).IsOver);
        Assert.Equal("outcome", await OpenAsync(Uk));
    }

    [Fact]
    public async Task Undo_Corrections_AsksForThemAgain()
    {
        await Uk.HoldAsync();
        await Uk.OutcomeAsync(ExaminationOutcome.MinorCorrections);
        await Uk.HandInAsync("corrected", corrected: true);
        Assert.Equal(MilestoneState.Passed, await MilestoneAsync(Uk, "corrections-uk"));

        await ReverseAsync(Uk, "corrections");

        await StandsAsync(Uk, ExaminationState.Corrections, CandidatureState.Corrections);
        Assert.Equal((MilestoneState.Passed, MilestoneState.Planned), (await MilestoneAsync(Uk, "viva"), await MilestoneAsync(Uk, "corrections-uk")));
        Assert.Equal((await ExaminationAsync(Uk)).CorrectionsDueOn, await Database.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == Uk.CandidatureId && m.RuleCode == "corrections-uk").Select(m => m.DueOn).SingleAsync()));
    }

    [Fact]
    public async Task Undo_CheckOfCorrections_LeavesThemMet()
    {
        await Uk.ToAwardAsync();

        await ReverseAsync(Uk, "check");

        await StandsAsync(Uk, ExaminationState.Checking, CandidatureState.Corrections);
        Assert.Equal(MilestoneState.Passed, await MilestoneAsync(Uk, "corrections-uk"));
        Assert.Equal("check", await OpenAsync(Uk));
    }

    [Fact]
    public async Task Undo_Award_LeavesTheVivaMetAndTheDegreeUnsaid()
    {
        await Uk.ToAwardAsync();
        await Uk.AwardAsync();

        await ReverseAsync(Uk, "award");

        await StandsAsync(Uk, ExaminationState.Passed, CandidatureState.Examined);
        var examination = await ExaminationAsync(Uk);
        Assert.Equal((null, "", false), (examination.AwardedOn, examination.DegreeEn, examination.IsOver));
        Assert.Equal(MilestoneState.Passed, await MilestoneAsync(Uk, "viva"));
        await Uk.AwardAsync();
        await StandsAsync(Uk, ExaminationState.Awarded, CandidatureState.Awarded);
    }

    [Fact]
    public async Task Undo_ThesisAfterAResubmission_LeavesTheFirstThesisAndTheVivaMet()
    {
        await Uk.HoldAsync();
        await Uk.OutcomeAsync(ExaminationOutcome.Resubmission);
        await Uk.HandInAsync("again");
        Assert.Equal(MilestoneState.Passed, await MilestoneAsync(Uk, "corrections-uk"));

        await ReverseAsync(Uk, "thesis");

        await StandsAsync(Uk, ExaminationState.AwaitingThesis, CandidatureState.Corrections);
        Assert.Equal(
            (MilestoneState.Passed, MilestoneState.Passed, MilestoneState.Planned),
            (await MilestoneAsync(Uk, "thesis-submission"), await MilestoneAsync(Uk, "viva"), await MilestoneAsync(Uk, "corrections-uk")));
        Assert.Equal("ThesisUnchanged", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.HandInAsync())).Code);
    }

    private async Task ReverseAsync(ExaminationActs side, string activity)
    {
        var task = await Database.AskAsync(db => db.Tasks.Where(t => t.Process.ExaminationId == side.Id && t.ActivityId == activity && t.State == TaskState.Done).MaxAsync(t => t.Id));
        await ReverseAsync(side.Office, task);
    }

    private Task<MilestoneState> MilestoneAsync(ExaminationActs side, string code) =>
        Database.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == side.CandidatureId && m.RuleCode == code).Select(m => m.State).SingleAsync());

    private Task<List<(string, int, MilestoneState, DateOnly?, DateOnly?)>> PlanAsync(ExaminationActs side) => Database.AskAsync(async db =>
        (await db.Milestones.Where(m => m.CandidatureId == side.CandidatureId).ToListAsync()).Select(m => (m.RuleCode, m.Occurrence, m.State, m.DueOn, m.DoneOn)).Order().ToList());

    private Task<string> OpenAsync(ExaminationActs side) =>
        Database.AskAsync(db => db.Tasks.Where(t => t.Process.ExaminationId == side.Id && t.State == TaskState.Open).Select(t => t.ActivityId).SingleAsync());
}
