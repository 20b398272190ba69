using PhdTracker.Core.Calls;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Planning;
using static PhdTracker.Core.Tests.Milestones.Rules.Shipped;

namespace PhdTracker.Core.Tests.Milestones.Rules;

public class PlanTests
{
    [Fact]
    public void Compute_ImperialFullTime_GivesEveryRowOfTheTable() =>
        Assert.Equal(
            [
                "corrections-uk 2029-04-01", "esa 2025-10-01", "exam-entry 2028-06-01", "lsr 2026-10-01", "mutual-expectations 2025-01-01",
                "progress-review 2027-10-01", "research-plan 2025-01-01", "thesis-submission 2028-10-01", "viva 2029-01-01",
            ],
            Plan.Compute(Imperial, From("2024-10-01")).Lines());

    [Fact]
    public void Compute_ImperialHalfTime_GivesEveryRowOfTheTable() =>
        Assert.Equal(
            [
                "corrections-uk 2033-04-01", "esa 2026-10-01", "exam-entry 2032-02-01", "lsr 2028-10-01", "mutual-expectations 2025-01-01",
                "progress-review 2030-10-01", "research-plan 2025-04-01", "thesis-submission 2032-10-01", "viva 2033-01-01",
            ],
            Plan.Compute(Imperial, From("2024-10-01") with { Fte = 0.5m }).Lines());

    [Fact]
    public void Compute_FranceFullTime_GivesEveryRowOfTheTable() =>
        Assert.Equal(
            [
                "contract-prolongation 2027-09-30", "corrections-fr 2028-01-01", "csi-1 2025-09-30", "csi-2 2026-09-30", "csi-named 2025-01-01",
                "defence 2027-10-01", "derogation-4 2027-10-01", "jury-proposal 2027-08-01", "rapporteur-reports 2027-09-17",
                "re-registration-1 2025-11-30", "re-registration-2 2026-11-30", "thesis-deposit 2027-09-01", "training-hours 2027-08-01",
            ],
            Plan.Compute(France, From("2024-10-01") with { ContractEndsOn = Day("2027-09-30") }).Lines());

    [Fact]
    public void Compute_JointProgramme_PlansReportsStayAndAgreement() =>
        Assert.Equal(
            [
                "agreement-in-force 2025-10-01", "joint-report-1 2025-10-01", "joint-report-2 2026-10-01", "joint-report-3 2027-10-01",
                "stay-checklist 2025-12-01", "stay-plan 2025-07-01", "stay-report 2026-06-30",
            ],
            Plan.Compute(Joint, From("2024-10-01") with { StayStartsOn = Day("2026-03-01"), StayEndsOn = Day("2026-05-31") })
                .Where(d => d.Milestone != "agreement-amended").Lines());

    // The academic year begins on 1 September: a start in August belongs to the one before.
    [Theory]
    [InlineData("2024-08-31", "csi-1 2024-09-30,csi-2 2025-09-30,csi-3 2026-09-30,re-registration-1 2024-11-30,re-registration-2 2025-11-30,re-registration-3 2026-11-30")]
    [InlineData("2024-09-01", "csi-1 2025-09-30,csi-2 2026-09-30,re-registration-1 2025-11-30,re-registration-2 2026-11-30")]
    [InlineData("2025-01-15", "csi-1 2025-09-30,csi-2 2026-09-30,csi-3 2027-09-30,re-registration-1 2025-11-30,re-registration-2 2026-11-30,re-registration-3 2027-11-30")]
    public void Compute_Campaigns_FollowTheAcademicYearUntilTheDefence(string start, string expected) =>
        Assert.Equal(expected.Split(','), Campaigns(From(start)));

    [Theory]
    [InlineData("2027-11-30", 2)]
    [InlineData("2027-12-01", 3)]
    public void Compute_DefenceKnown_CampaignsEndBeforeIt(string defence, int campaigns) =>
        Assert.Equal(2 * campaigns, Campaigns(From("2024-10-01") with { DefenceOn = Day(defence) }).Length);

    [Fact]
    public void Compute_CampaignDueInAnInterruption_IsSkippedAlone()
    {
        var plan = Plan.Compute(France, From("2024-10-01") with { Pauses = Pauses("2025-09-30..2025-10-31") });

        Assert.Equal(["csi-1"], plan.Where(d => d.State == PlannedState.Skipped).Select(d => d.Milestone));
    }

    [Theory]
    [InlineData("2025-09-01..2025-09-30")]
    [InlineData("2025-09-01..2025-09-30 2025-10-01..2025-12-31")]
    [InlineData("2025-09-01..2025-12-31")]
    [InlineData("2025-09-01..2025-09-07 2025-09-08..2025-09-20")]
    [InlineData("2025-09-01..2025-09-14 2025-09-15..2025-12-31")]
    public void Compute_MetInAnInterruption_CountsItsDaysUntilThen(string pauses)
    {
        var plan = Plan.Compute(Imperial, From("2024-10-01") with { Pauses = Pauses(pauses), Facts = [new("esa") { DoneOn = Day("2025-09-15") }] });

        Assert.Equal(Day("2025-10-15"), plan.One("esa").DueOn);
    }

    [Fact]
    public void Compute_CampaignSkippedButDone_StaysInThePlan()
    {
        var plan = Plan.Compute(France, From("2024-10-01") with
        {
            Pauses = Pauses("2025-09-01..2025-10-31"),
            Facts = [new("csi-1") { DoneOn = Day("2025-06-12") }, new("csi-4") { DoneOnUnknownDay = true }],
        });

        Assert.Equal((PlannedState.Done, Day("2025-06-12")), (plan.One("csi-1").State, plan.One("csi-1").DoneOn));
        Assert.Equal((PlannedState.Done, null), (plan.One("csi-4").State, plan.One("csi-4").DoneOn));
        Assert.Equal(Day("2028-09-30"), plan.One("csi-4").DueOn);
    }

    [Theory]
    [InlineData("2024-10-01", "1", null, "2027-10-01", RuleKind.Cap)]
    [InlineData("2025-01-15", "1", null, "2027-11-30", RuleKind.Campaign)]
    [InlineData("2024-10-01", "0.5", null, "2030-10-01", RuleKind.Cap)]
    [InlineData("2024-10-01", "1", "2028-03-01", "2027-10-01", RuleKind.Cap)]
    public void Compute_Derogation_IsTheLastCampaignButNotAfterMonth36(string start, string fte, string? defence, string due, RuleKind kind)
    {
        var derogation = Plan.Compute(France, From(start) with { Fte = Number(fte), DefenceOn = defence is null ? null : Day(defence) }).One("derogation-4");

        Assert.Equal((Day(due), kind, true), (derogation.DueOn, derogation.Kind, derogation.Optional));
    }

    [Fact]
    public void Compute_DefenceWithinThreeYears_NeedsNoDerogation() =>
        Assert.Equal(PlannedState.Skipped, Plan.Compute(France, From("2024-10-01") with { DefenceOn = Day("2027-09-20") }).One("derogation-4").State);

    [Fact]
    public void Compute_ContractEndUnknown_PlansNoProlongation() =>
        Assert.DoesNotContain(Plan.Compute(France, From("2024-10-01")), d => d.Milestone == "contract-prolongation");

    [Fact]
    public void Compute_Window_MovesWithItsDate()
    {
        var review = Plan.Compute(Imperial, From("2024-10-01") with { Pauses = Pauses("2025-02-01..2025-04-30") }).One("lsr");

        Assert.Equal((Day("2026-06-29"), Day("2026-12-29")), (review.OpensOn!.Value, review.DueOn));
    }

    [Fact]
    public void Compute_PauseAfterAMilestoneWasMet_LeavesIt()
    {
        var plan = Plan.Compute(Imperial, From("2024-10-01") with
        {
            Pauses = Pauses("2025-02-01..2025-04-30"),
            Facts = [new("esa") { DoneOn = Day("2025-01-20"), DueOn = Day("2025-10-01") }, new("lsr") { FixedOn = Day("2026-12-01") }],
        });

        Assert.Equal((Day("2025-10-01"), PlannedState.Done), (plan.One("esa").DueOn, plan.One("esa").State));
        Assert.Equal((Day("2026-12-01"), PlannedState.Fixed), (plan.One("lsr").DueOn, plan.One("lsr").State));
        Assert.Equal(Day("2027-12-29"), plan.One("progress-review").DueOn);
    }

    [Fact]
    public void Compute_Extension_MovesOneDateByItsDaysLast()
    {
        var plan = Plan.Compute(Imperial, From("2024-10-01") with { Pauses = Pauses("2025-02-01..2025-04-30"), Extensions = [new("esa", 30)] });

        Assert.Equal(Day("2026-01-28"), plan.One("esa").DueOn);
        Assert.Equal(Day("2026-12-29"), plan.One("lsr").DueOn);
    }

    [Theory]
    [InlineData(false, "2028-10-01")]
    [InlineData(true, "2028-10-31")]
    public void Compute_ExtensionOfACap_NeedsAnAdministrator(bool pastCap, string due)
    {
        var plan = Plan.Compute(Imperial, From("2024-10-01") with { Extensions = [new("thesis-submission", 30, pastCap)] });

        Assert.Equal(Day(due), plan.One("thesis-submission").DueOn);
        Assert.Equal(Day(due).AddMonths(3), plan.One("viva").DueOn);
    }

    [Fact]
    public void Compute_ExamEntry_IsTheEarlierOfItsTwoTerms()
    {
        var early = Plan.Compute(Imperial, From("2024-10-01") with { Facts = [new("thesis-submission") { FixedOn = Day("2028-07-31") }] }).One("exam-entry");
        var plain = Plan.Compute(Imperial, From("2024-10-01")).One("exam-entry");

        Assert.Equal((Day("2028-03-31"), RuleKind.Before), (early.DueOn, early.Kind));
        Assert.Equal((Day("2028-06-01"), RuleKind.Offset), (plain.DueOn, plain.Kind));
    }

    [Fact]
    public void Compute_ThesisSubmitted_VivaAndCorrectionsFollowTheDay()
    {
        var plan = Plan.Compute(Imperial, From("2024-10-01") with { ThesisSubmittedOn = Day("2028-05-31") });

        Assert.Equal((PlannedState.Done, Day("2028-10-01")), (plan.One("thesis-submission").State, plan.One("thesis-submission").DueOn));
        Assert.Equal(Day("2028-08-31"), plan.One("viva").DueOn);
        Assert.Equal(Day("2028-11-30"), plan.One("corrections-uk").DueOn);
    }

    [Theory]
    [InlineData("minor", "2029-03-15")]
    [InlineData("major", "2029-06-15")]
    [InlineData("resubmission", "2030-06-15")]
    public void Compute_OutcomeOfTheViva_SetsTheTimeForCorrections(string outcome, string due) =>
        Assert.Equal(Day(due), AfterViva(outcome).One("corrections-uk").DueOn);

    [Fact]
    public void Compute_VivaWithoutCorrections_PlansNone() =>
        Assert.DoesNotContain(AfterViva("none"), d => d.Milestone == "corrections-uk");

    [Theory]
    [InlineData(AwardModel.PairedNoJointAward, "2028-02-01", null)]
    [InlineData(AwardModel.DualAward, null, null)]
    [InlineData(AwardModel.DualAward, "2027-09-20", PlannedState.Skipped)]
    [InlineData(AwardModel.DualAward, "2028-02-01", PlannedState.Pending)]
    public void Compute_AgreementAmended_OnlyUnderTheAwardModelsThatNeedItForALateDefence(AwardModel model, string? defence, PlannedState? state) =>
        Assert.Equal(state, Plan.Compute(Joint, From("2024-10-01") with { AwardModel = model, DefenceOn = defence is null ? null : Day(defence) })
            .FirstOrDefault(d => d.Milestone == "agreement-amended")?.State);

    [Fact]
    public void Compute_DualAward_EsaAndFirstCommitteeAreOneThatTheStudentsOwnSideAsksFor()
    {
        var dual = From("2024-10-01") with { AwardModel = AwardModel.DualAward };

        var (uk, fr) = (Plan.Compute([Imperial, Joint, France], dual), Plan.Compute([France, Joint, Imperial], dual));

        Assert.Equal(["esa:", "csi-1:esa", "joint-report-1:esa"], Equivalents(uk));
        Assert.Equal(["esa:csi-1", "csi-1:", "joint-report-1:csi-1"], Equivalents(fr));

        static string[] Equivalents(IReadOnlyList<PlannedDate> plan) =>
            [.. new[] { "esa", "csi-1", "joint-report-1" }.Select(key => $"{key}:{string.Join(",", plan.One(key).EquivalentTo)}")];
    }

    [Fact]
    public void Compute_JointAward_EsaAndFirstCommitteeStayApart() =>
        Assert.Empty(Plan.Compute([Imperial, Joint, France], From("2024-10-01") with { AwardModel = AwardModel.JointAward }).One("csi-1").EquivalentTo);

    [Fact]
    public void Compute_SeveralSets_KeepsEquivalencesWithinThePlan()
    {
        var uk = Plan.Compute([Imperial, Joint], From("2024-10-01"));
        var fr = Plan.Compute([France, Joint], From("2024-10-01"));

        Assert.Equal(["esa"], uk.One("joint-report-1").EquivalentTo);
        Assert.Equal(["csi-1"], fr.One("joint-report-1").EquivalentTo);
        Assert.Empty(uk.One("joint-report-2").EquivalentTo);
    }

    [Fact]
    public void Compute_Esa_HasOneRetakeThreeMonthsLater()
    {
        var esa = Plan.Compute(Imperial, From("2024-10-01")).One("esa");

        Assert.Equal((1, 3, true, "panel-review"), (esa.Retakes, esa.RetakeMonths, esa.TakesSubmission, esa.Route));
    }

    [Fact]
    public void Compute_Twice_ChangesNothing()
    {
        var input = From("2024-02-29") with { Pauses = Pauses("2025-02-01..2025-04-30"), FteChanges = Changes("2025-06-01=0.5") };

        Assert.Equal(
            Plan.Compute([France, Joint], input).Select(d => (d.Milestone, d.DueOn, d.Rationale, d.Inputs)),
            Plan.Compute([France, Joint], input).Select(d => (d.Milestone, d.DueOn, d.Rationale, d.Inputs)));
    }

    private static IReadOnlyList<PlannedDate> AfterViva(string outcome) =>
        Plan.Compute(Imperial, From("2024-10-01") with { Facts = [new("viva") { DoneOn = Day("2028-12-15"), Outcome = outcome }] });

    private static string[] Campaigns(PlanInput input) =>
        Plan.Compute(France, input).Where(d => d.Rule is "csi" or "re-registration" && d.State != PlannedState.Skipped).Lines();
}
