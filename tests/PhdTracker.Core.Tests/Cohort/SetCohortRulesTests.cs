using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Cohort;

public sealed class SetCohortRulesTests : WorldFixture
{
    private static readonly CohortRuleValues Some = new(14, true, 180, 3, 42, 6, 300, 40);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Set_Rules_CountAndAreAudited(DatabaseProvider provider)
    {
        await OnAsync(provider);

        await SetAsync("programme", -1, Some);

        var rules = await Database.AskAsync(db => CohortRules.ReadAsync(db, default));
        Assert.Equal((14, 180, 3, 42, 6, 300, 40), (rules.OverdueDays, rules.AgreementDays, rules.Returns, rules.MeetingDays, rules.MostStudents, rules.MostLoad, rules.UnknownShare));
        Assert.Equal(1, await Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == nameof(SetCohortRules) && e.ById == World.People["programme"])));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Read_SavedBeforeThereWasARule_HasItAtItsUsualThreshold(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await SetAsync("programme", -1, Some with { OverdueDays = null, MeetingDays = null });
        var switchedOff = await Database.AskAsync(db => CohortRules.ReadAsync(db, default));
        // As a database keeps them in which the rule about meetings came later.
        await Database.AskAsync(db => db.CohortRules.ExecuteUpdateAsync(s => s.SetProperty(r => r.Known, 0)));

        var rules = await Database.AskAsync(db => CohortRules.ReadAsync(db, default));

        Assert.Equal((null, null), (switchedOff.OverdueDays, switchedOff.MeetingDays));
        Assert.Equal((null, 56), (rules.OverdueDays, rules.MeetingDays));
        await SetAsync("programme", rules.Version, Some with { MeetingDays = null });
        Assert.Null((await Database.AskAsync(db => CohortRules.ReadAsync(db, default))).MeetingDays);
    }

    [Fact]
    public async Task Set_FromAStalePage_IsRefused()
    {
        await SetAsync("programme", -1, Some);
        await SetAsync("admin", 0, Some with { OverdueDays = 7 });

        await Assert.ThrowsAsync<StaleVersionException>(() => SetAsync("programme", 0, Some));
        await Assert.ThrowsAsync<StaleVersionException>(() => SetAsync("programme", -1, Some));
    }

    [Theory]
    [InlineData("office.uk")]
    [InlineData("director.uk")]
    [InlineData("auditor")]
    [InlineData("student.uk")]
    [InlineData("nobody")]
    public async Task Set_WrongPerson_IsRefused(string name) => Assert.Equal("NotAllowed", (await Assert.ThrowsAsync<DomainRuleException>(() => SetAsync(name, -1, Some))).Code);

    [Theory]
    [InlineData(-1, 180, 2, 56, 6, 300, 50, "OverdueDays")]
    [InlineData(30, 0, 2, 56, 6, 300, 50, "AgreementDays")]
    [InlineData(30, 180, 11, 56, 6, 300, 50, "Returns")]
    [InlineData(30, 180, 2, 6, 6, 300, 50, "MeetingDays")]
    [InlineData(30, 180, 2, 56, 0, 300, 50, "MostStudents")]
    [InlineData(30, 180, 2, 56, 6, 49, 50, "MostLoad")]
    [InlineData(30, 180, 2, 56, 6, 300, 0, "UnknownShare")]
    [InlineData(30, 180, 2, 56, 6, 300, null, "UnknownShare")]
    public async Task Set_OutOfRange_NamesTheField(int overdue, int agreement, int returns, int meetings, int students, int load, int? share, string field)
    {
        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => SetAsync("programme", -1, new CohortRuleValues(overdue, true, agreement, returns, meetings, students, load, share)));

        Assert.Equal(("RuleOutOfRange", field), (refused.Code, refused.Field));
    }

    private Task<int> SetAsync(string name, int version, CohortRuleValues values) => new Acts(Database, World).AsAsync(name, async (services, by) =>
    {
        await services.GetRequiredService<SetCohortRulesHandler>().HandleAsync(new SetCohortRules(version, values), by, default);
        return 0;
    });
}
