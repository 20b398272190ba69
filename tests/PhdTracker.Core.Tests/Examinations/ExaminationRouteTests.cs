using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Examinations;

/// <summary>Both routes from the entry to the award, by the commands of the people whose turn it is.</summary>
public sealed class ExaminationRouteTests : ExaminationFixture
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Uk_PassedAtOnce_AwardsAndClosesTheCandidature(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await Uk.HoldAsync();
        await Uk.OutcomeAsync(ExaminationOutcome.Pass);
        await StandsAsync(Uk, ExaminationState.Passed, CandidatureState.Examined);
        await Uk.AwardAsync();

        await StandsAsync(Uk, ExaminationState.Awarded, CandidatureState.Awarded);
        Assert.Equal("Finished", await Database.AskAsync(db => db.Processes.Where(p => p.ExaminationId == Uk.Id).Select(p => p.Status).SingleAsync()));
        Assert.Equal(ProjectState.WindingDown, await ProjectAsync());
        Assert.Equal(1, await Database.AskAsync(db => db.Notifications.CountAsync(n => n.Kind == "AlumniInvited" && n.RecipientId == World.People["student.uk"])));
        Assert.Equal(0, await Database.AskAsync(db => db.Incidents.CountAsync()));
    }

    [Fact]
    public async Task Award_BothStudents_CompletesTheProject()
    {
        await Uk.HoldAsync();
        await Uk.OutcomeAsync(ExaminationOutcome.Pass);
        await Uk.AwardAsync();
        await Fr.HoldAsync();
        await Fr.OutcomeAsync(ExaminationOutcome.Admitted);
        await Fr.AwardAsync();

        Assert.Equal(ProjectState.Completed, await ProjectAsync());
    }

    [Fact]
    public async Task Uk_PlanAndDates_FollowTheExamination()
    {
        await Uk.HoldAsync();
        await Uk.OutcomeAsync(ExaminationOutcome.MinorCorrections);

        var milestones = await Database.AskAsync(db => db.Milestones.Where(m => m.CandidatureId == Uk.CandidatureId).ToDictionaryAsync(m => m.RuleCode + (m.Occurrence > 0 ? m.Occurrence : ""), m => m));
        var viva = Uk.Today;
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
        Database.Clock.Set(new DateTimeOffset(day.AddDays(-70).ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero));
        await Uk.HoldAsync();
        await Uk.OutcomeAsync(outcome);

        var examination = await ExaminationAsync(Uk);
        Assert.Equal(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), examination.CorrectionsDueOn);
        Assert.Contains("after the viva", examination.RationaleEn, StringComparison.Ordinal);
        Assert.Contains("mois après la soutenance", examination.RationaleFr, StringComparison.Ordinal);
        Assert.Equal(CandidatureState.Corrections, await CandidatureAsync(Uk));
    }

    [Fact]
    public async Task Uk_CorrectionsReturned_ComeAgainUntilApproved()
    {
        await Uk.HoldAsync();
        await Uk.OutcomeAsync(ExaminationOutcome.MinorCorrections);
        await Uk.HandInAsync("second", corrected: true);
        await Uk.DecideAsync("lead.uk", DecisionKind.Returned, "Table 4 is still wrong.");
        await StandsAsync(Uk, ExaminationState.Corrections, CandidatureState.Corrections);
        Assert.Equal("ThesisUnchanged", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.HandInAsync("second", corrected: true))).Code);
        await Uk.HandInAsync("third", corrected: true);
        await Uk.DecideAsync("lead.uk", DecisionKind.Approved);
        await Uk.AwardAsync();

        await StandsAsync(Uk, ExaminationState.Awarded, CandidatureState.Awarded);
        Assert.Equal([1, 2, 3], await Database.AskAsync(db => db.Theses.OrderBy(t => t.Number).Select(t => t.Number).ToListAsync()));
        Assert.Equal(MilestoneState.Passed, await Database.AskAsync(db => db.Milestones.Where(m => m.RuleCode == "corrections-uk" && m.CandidatureId == Uk.CandidatureId).Select(m => m.State).SingleAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Uk_Resubmission_IsExaminedAgain(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await Uk.HoldAsync();
        await Uk.OutcomeAsync(ExaminationOutcome.Resubmission);
        await StandsAsync(Uk, ExaminationState.AwaitingThesis, CandidatureState.Corrections);
        Assert.Equal((await ExaminationAsync(Uk)).DefenceOn!.Value.AddMonths(18), (await ExaminationAsync(Uk)).CorrectionsDueOn);

        await Uk.HoldAsync("again");
        await StandsAsync(Uk, ExaminationState.WithExaminers, CandidatureState.Submitted);
        await Uk.OutcomeAsync(ExaminationOutcome.MinorCorrections);

        var examination = await ExaminationAsync(Uk);
        Assert.Equal(examination.DefenceOn!.Value.AddMonths(3), examination.CorrectionsDueOn);
        await Uk.HandInAsync("corrected", corrected: true);
        await Uk.DecideAsync("lead.uk", DecisionKind.Approved);
        await Uk.AwardAsync();
        await StandsAsync(Uk, ExaminationState.Awarded, CandidatureState.Awarded);
    }

    [Fact]
    public async Task Uk_Fail_EndsTheCandidature()
    {
        await Uk.HoldAsync();
        await Uk.OutcomeAsync(ExaminationOutcome.Fail);

        await StandsAsync(Uk, ExaminationState.Failed, CandidatureState.Terminated);
        Assert.Equal(Uk.Today, await Database.AskAsync(db => db.Candidatures.Where(c => c.Id == Uk.CandidatureId).Select(c => c.ClosedOn).SingleAsync()));
        Assert.False(await Database.AskAsync(db => db.Tasks.AnyAsync(t => t.Process.ExaminationId == Uk.Id && t.State == TaskState.Open)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Approval_ReturnedByEither_GoesBackToTheLead(bool french)
    {
        var side = french ? Fr : Uk;
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
        Assert.Equal(side.Panel.Count, await Database.AskAsync(db => db.Examiners.CountAsync()));
        Assert.Equal(side.Today, (await ExaminationAsync(side)).ApprovedOn);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Fr_AdmittedWithCorrections_AwardsAfterTheCheck(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await Fr.HoldAsync();
        await Fr.OutcomeAsync(ExaminationOutcome.AdmittedWithCorrections);
        var examination = await ExaminationAsync(Fr);
        Assert.Equal(examination.DefenceOn!.Value.AddMonths(3), examination.CorrectionsDueOn);
        await Fr.HandInAsync("corrected", corrected: true);
        await Fr.DecideAsync("lead.fr", DecisionKind.Approved);
        await Fr.AwardAsync();

        await StandsAsync(Fr, ExaminationState.Awarded, CandidatureState.Awarded);
    }

    [Fact]
    public async Task Fr_NotAuthorised_GoesBackToTheOffice()
    {
        await Fr.ApproveAsync();
        await Fr.HandInAsync();
        await Fr.ReportsAsync();
        await Fr.DateAsync();
        await Fr.DecideAsync("signatory.fr", DecisionKind.Returned, "One report is unfavourable.");
        await StandsAsync(Fr, ExaminationState.WithExaminers, CandidatureState.Submitted);
        await Fr.ReportsAsync();
        await Fr.DateAsync();
        await Fr.DecideAsync("signatory.fr", DecisionKind.Approved);

        await StandsAsync(Fr, ExaminationState.Authorised, CandidatureState.Submitted);
    }

    [Fact]
    public async Task Fr_Adjourned_LeadsBackToTheThesis()
    {
        await Fr.HoldAsync();
        await Fr.OutcomeAsync(ExaminationOutcome.Adjourned);
        await StandsAsync(Fr, ExaminationState.AwaitingThesis, CandidatureState.Corrections);
        await Fr.HoldAsync("again");
        await Fr.OutcomeAsync(ExaminationOutcome.Refused);

        await StandsAsync(Fr, ExaminationState.Failed, CandidatureState.Terminated);
    }
}
