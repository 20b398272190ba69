using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Examinations;

/// <summary>What an examination refuses: too early, too late, twice, by somebody else.</summary>
public sealed class ExaminationRuleTests : ExaminationFixture
{
    [Fact]
    public async Task Fr_DefenceEarlierThanTheRules_NeedsAReason()
    {
        await Fr.ApproveAsync();
        await Fr.HandInAsync();
        await Fr.ReportsAsync();
        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => Fr.DateAsync(Fr.Today.AddMonths(2).AddDays(-1)));
        Assert.Equal(("DefenceTooEarly", (object?)Fr.Today.AddMonths(2)), (refused.Code, refused.Arguments[0]));
        await Fr.DateAsync(Fr.Today.AddDays(20), "The external member leaves for a year.");

        Assert.Equal(Fr.Today.AddDays(20), (await ExaminationAsync(Fr)).DefenceOn);
    }

    [Fact]
    public async Task Fr_DefenceWithinFourteenDaysOfTheReports_IsRefused()
    {
        await Fr.ApproveAsync();
        await Fr.HandInAsync();
        Database.Clock.Advance(TimeSpan.FromDays(80));
        await Fr.ReportsAsync();

        Assert.Equal("DefenceTooEarly", (await Assert.ThrowsAsync<DomainRuleException>(() => Fr.DateAsync(Fr.Today.AddDays(13)))).Code);
        await Fr.DateAsync(Fr.Today.AddDays(14));
    }

    [Fact]
    public async Task Thesis_BeforeTheApproval_IsNotAskedFor()
    {
        await Uk.EnterAsync();
        await Assert.ThrowsAsync<NotFoundException>(() => Uk.HandInAsync());
        await Uk.NominateAsync();
        await Assert.ThrowsAsync<NotFoundException>(() => Uk.HandInAsync());
    }

    [Fact]
    public async Task Date_BeforeTheThesis_IsRefused()
    {
        await Uk.ApproveAsync();
        await Assert.ThrowsAsync<NotFoundException>(() => Uk.DateAsync());
        await Uk.HandInAsync();

        Assert.Equal("DefenceBeforeThesis", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.DateAsync(Uk.Today.AddDays(-1)))).Code);
    }

    [Fact]
    public async Task Date_Moved_NeedsAReason()
    {
        await Uk.ApproveAsync();
        await Uk.HandInAsync();
        await Uk.DateAsync(Uk.Today.AddDays(30));
        Assert.Equal("MoveNeedsReason", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.DateAsync(Uk.Today.AddDays(40)))).Code);
        await Uk.DateAsync(Uk.Today.AddDays(40), "The external examiner is ill.");

        Assert.Equal(Uk.Today.AddDays(40), await Database.AskAsync(db => db.Candidatures.Where(c => c.Id == Uk.CandidatureId).Select(c => c.DefenceOn).SingleAsync()));
    }

    [Fact]
    public async Task Outcome_BeforeTheDefenceOrOfTheOtherCountry_IsRefused()
    {
        await Uk.ApproveAsync();
        await Uk.HandInAsync();
        await Uk.DateAsync(Uk.Today.AddDays(30));
        Assert.Equal("OutcomeBeforeDefence", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.OutcomeAsync(ExaminationOutcome.Pass))).Code);
        Database.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal("OutcomeNotOfThisCountry", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.OutcomeAsync(ExaminationOutcome.Admitted))).Code);
        Assert.Equal("DayInFuture", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.OutcomeAsync(ExaminationOutcome.Pass, Uk.Today.AddDays(1)))).Code);
    }

    [Theory]
    [InlineData("lead.fr")]
    [InlineData("student.uk")]
    [InlineData("office.uk")]
    [InlineData("other.lead.uk")]
    public async Task Nominate_AnybodyButTheHomeLead_IsNotFound(string who)
    {
        await Uk.EnterAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => Uk.NominateAsync(by: who));
    }

    [Theory]
    [InlineData("school.fr")]
    [InlineData("other.director.uk")]
    [InlineData("lead.uk")]
    public async Task Approve_AnybodyButTheHomeDirector_IsNotFound(string who)
    {
        await Uk.EnterAsync();
        await Uk.NominateAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => Uk.DecideAsync(who, DecisionKind.Approved));
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("lead.uk")]
    [InlineData("student.uk")]
    public async Task Outcome_AnybodyButTheHomeOffice_IsNotFound(string who)
    {
        await Uk.HoldAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => Uk.OutcomeAsync(ExaminationOutcome.Pass, by: who));
    }

    [Fact]
    public async Task EachStep_Twice_IsToldOrRefused()
    {
        await Uk.EnterAsync();
        Assert.Equal("ExaminationAlreadyOpen", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.EnterAsync())).Code);
        await Uk.NominateAsync();
        await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => Uk.NominateAsync());
        await Uk.DecideAsync("director.uk", DecisionKind.Approved);
        await Uk.DecideAsync("registry.uk", DecisionKind.Approved);
        await Uk.HandInAsync();
        await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => Uk.HandInAsync("another"));
        await Uk.DateAsync(Uk.Today);
        await Uk.OutcomeAsync(ExaminationOutcome.Pass);
        await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => Uk.OutcomeAsync(ExaminationOutcome.Fail));
        await Uk.AwardAsync();
        await Assert.ThrowsAsync<TaskAlreadyClosedException>(() => Uk.AwardAsync());
    }

    [Fact]
    public async Task Award_BeforeTheDecisionOrInTheFuture_IsRefused()
    {
        await Uk.HoldAsync();
        await Uk.OutcomeAsync(ExaminationOutcome.Pass);

        Assert.Equal("AwardBeforeOutcome", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.AwardAsync(on: Uk.Today.AddDays(-1)))).Code);
        Assert.Equal("DayInFuture", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.AwardAsync(on: Uk.Today.AddDays(1)))).Code);
        Assert.Equal(CandidatureState.Examined, await CandidatureAsync(Uk));
    }

    [Theory]
    [InlineData("student.uk")]
    [InlineData("office.uk")]
    public async Task Withdraw_ByStudentOrOffice_EndsTheRouteAndAllowsAnotherEntry(string who)
    {
        await Uk.ApproveAsync();
        await Uk.HandInAsync();
        await Uk.WithdrawAsync(who);

        await StandsAsync(Uk, ExaminationState.Withdrawn, CandidatureState.WritingUp);
        Assert.False(await Database.AskAsync(db => db.Tasks.AnyAsync(t => t.Process.ExaminationId == Uk.Id && t.State == TaskState.Open)));
        await Uk.EnterAsync();
        await StandsAsync(Uk, ExaminationState.Nominating, CandidatureState.WritingUp);
    }

    [Fact]
    public async Task Withdraw_ByOthersWithoutReasonOrTooLate_IsRefused()
    {
        await Uk.EnterAsync();
        await Assert.ThrowsAsync<NotFoundException>(() => Uk.WithdrawAsync("lead.uk"));
        await Assert.ThrowsAsync<NotFoundException>(() => Uk.WithdrawAsync("office.fr"));
        Assert.Equal("OfficeReasonMissing", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.WithdrawAsync("student.uk", " "))).Code);
        await Uk.NominateAsync();
        await Uk.DecideAsync("director.uk", DecisionKind.Approved);
        await Uk.DecideAsync("registry.uk", DecisionKind.Approved);
        await Uk.HoldAsync();
        await Uk.OutcomeAsync(ExaminationOutcome.Pass);

        Assert.Equal("ExaminationNotWithdrawable", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.WithdrawAsync("student.uk"))).Code);
    }

    [Fact]
    public async Task Thesis_NotAPdfOrWithoutReasonForTheEmbargo_IsRefused()
    {
        await Uk.ApproveAsync();
        Assert.Equal("DocumentIsPlainText", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.HandInAsync(bytes: "words"u8.ToArray()))).Code);
        Assert.Equal("DocumentNameDisagrees", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.HandInAsync(bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1]))).Code);
        Assert.Equal("EmbargoNotInFuture", (await Assert.ThrowsAsync<DomainRuleException>(() => Uk.HandInAsync(embargo: Uk.Today))).Code);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Documents_UnderEmbargo_AreForTheStudentsOwnSideOnly(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await Uk.ApproveAsync();
        await Uk.HandInAsync(embargo: Uk.Today.AddYears(1));

        Assert.True(await MayOpenAsync("lead.uk", Uk.Today));
        Assert.True(await MayOpenAsync("student.uk", Uk.Today));
        Assert.True(await MayOpenAsync("registry.uk", Uk.Today));
        Assert.False(await MayOpenAsync("lead.fr", Uk.Today));
        Assert.False(await MayOpenAsync("office.fr", Uk.Today));
        Assert.False(await MayOpenAsync("other.lead.uk", Uk.Today));
        Assert.True(await MayOpenAsync("lead.fr", Uk.Today.AddYears(2)));
    }

    private Task<bool> MayOpenAsync(string who, DateOnly today) => Database.InScopeAsync(async services =>
    {
        var access = await services.GetRequiredService<AccessReader>().ForAsync(World.People[who], default);
        return await ReadableDocuments.Documents(services.GetRequiredService<PhdTrackerDb>(), access, today).AnyAsync();
    });
}
