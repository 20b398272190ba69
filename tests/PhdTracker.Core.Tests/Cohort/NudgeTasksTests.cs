using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Tests.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Cohort;

/// <summary>The early stage assessment of the UK student lies with both leads since Monday 23 November 2026.</summary>
public sealed class NudgeTasksTests : IAsyncLifetime
{
    private const string Why = "The panel meets on Friday.";
    private Review _review = null!;

    public async Task InitializeAsync() => _review = await Review.StartedAsync(DatabaseProvider.Sqlite);

    public async Task DisposeAsync() => await _review.DisposeAsync();

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Nudge_OpenTask_MailSaysWhoAsksAndWhy(DatabaseProvider provider)
    {
        if (provider != DatabaseProvider.Sqlite)
        {
            await _review.DisposeAsync();
            _review = await Review.StartedAsync(provider);
        }
        var task = await TaskAsync("lead");

        var nudged = await NudgeAsync("office.uk", [task]);

        Assert.Equal(new Nudged(1, 1, 0, null), nudged);
        var mail = await _review.Database.AskAsync(db => db.Notifications.SingleAsync(n => n.Kind == "TaskNudged"));
        Assert.Equal(_review.World.People["lead.uk"], mail.RecipientId);
        Assert.Contains(await NameAsync("office.uk"), mail.Subject, StringComparison.Ordinal);
        Assert.Contains(Why, mail.Text, StringComparison.Ordinal);
        Assert.Contains($"/tasks/{task}", mail.Text, StringComparison.Ordinal);
        var entry = await _review.Database.AskAsync(db => db.AuditEntries.SingleAsync(e => e.ActName == nameof(NudgeTasks)));
        Assert.Equal((_review.World.People["office.uk"], Why, $"candidature:{_review.World.UkCandidatureId}"), (entry.ById, entry.Comment, entry.CaseKey));
    }

    [Fact]
    public async Task Nudge_OnesOwnTask_IsNotFound()
    {
        var task = await TaskAsync("lead");
        var office = _review.World.People["office.uk"];
        await _review.Database.AskAsync(db => db.TaskAssignees.Where(a => a.TaskId == task && a.State == SeatState.Asked).ExecuteUpdateAsync(set => set.SetProperty(a => a.PersonId, office)));

        await Assert.ThrowsAsync<NotFoundException>(() => NudgeAsync("office.uk", [task]));
        Assert.Equal(1, (await NudgeAsync("programme", [task])).Mails);
    }

    [Fact]
    public async Task Nudge_FrenchReader_IsAskedInFrench()
    {
        await NudgeAsync("office.uk", [await TaskAsync("partner")]);

        var mail = await _review.Database.AskAsync(db => db.Notifications.SingleAsync(n => n.Kind == "TaskNudged"));
        Assert.Equal("fr", mail.Language);
        Assert.StartsWith("Rappel de", mail.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public async Task Nudge_AgainWithinAWeek_SaysWhenAgain(int days)
    {
        var task = await TaskAsync("lead");
        await NudgeAsync("office.uk", [task]);
        _review.Database.Clock.Advance(TimeSpan.FromDays(days));

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => NudgeAsync("programme", [task]));

        Assert.Equal(("NudgedAlready", new DateOnly(2026, 11, 30)), (refused.Code, refused.Arguments[0]));
        Assert.Equal(1, await MailsAsync());
    }

    [Fact]
    public async Task Nudge_AWeekLater_IsSentAgain()
    {
        var task = await TaskAsync("lead");
        await NudgeAsync("office.uk", [task]);
        _review.Database.Clock.Advance(TimeSpan.FromDays(7));

        await NudgeAsync("office.uk", [task]);

        Assert.Equal([1, 2], await _review.Database.AskAsync(db => db.TaskNudges.OrderBy(n => n.Number).Select(n => n.Number).ToListAsync()));
    }

    [Fact]
    public async Task Nudge_OneOfTwoTooSoon_NudgesTheOther()
    {
        var (lead, partner) = (await TaskAsync("lead"), await TaskAsync("partner"));
        await NudgeAsync("office.uk", [lead]);

        Assert.Equal(new Nudged(1, 1, 1, new DateOnly(2026, 11, 30)), await NudgeAsync("office.uk", [lead, partner]));
    }

    [Theory]
    [InlineData("auditor")]
    [InlineData("lead.uk")]
    [InlineData("student.uk")]
    [InlineData("other.director.uk")]
    [InlineData("school.fr")]
    [InlineData("admin")]
    [InlineData("nobody")]
    public async Task Nudge_PersonOutOfReach_FindsNoTask(string name)
    {
        var task = await TaskAsync("lead");

        await Assert.ThrowsAsync<NotFoundException>(() => NudgeAsync(name, [task]));
        Assert.Equal(0, await MailsAsync());
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("director.uk")]
    [InlineData("unit.uk")]
    public async Task Nudge_OfficeOrDirectorOfTheCase_IsSent(string name) => Assert.Equal(1, (await NudgeAsync(name, [await TaskAsync("lead")])).Mails);

    [Fact]
    public async Task Nudge_AnsweredMeanwhile_FindsNoTask()
    {
        var task = await TaskAsync("lead");
        await _review.DecideAsync("lead.uk", "lead", DecisionKind.Approved);

        await Assert.ThrowsAsync<NotFoundException>(() => NudgeAsync("office.uk", [task]));
    }

    [Fact]
    public async Task Nudge_BadInput_IsRefused()
    {
        var task = await TaskAsync("lead");

        Assert.Equal("NudgeReasonMissing", (await Assert.ThrowsAsync<DomainRuleException>(() => NudgeAsync("office.uk", [task], "  "))).Code);
        Assert.Equal("NudgeReasonTooLong", (await Assert.ThrowsAsync<DomainRuleException>(() => NudgeAsync("office.uk", [task], new string('x', 501)))).Code);
        Assert.Equal("NudgeTooMany", (await Assert.ThrowsAsync<DomainRuleException>(() => NudgeAsync("office.uk", [.. Enumerable.Range(1, 51)]))).Code);
        await Assert.ThrowsAsync<NotFoundException>(() => NudgeAsync("office.uk", [999_999]));
    }

    private async Task<int> TaskAsync(string activity) => (await _review.TaskAsync(activity)).Id;

    private Task<int> MailsAsync() => _review.Database.AskAsync(db => db.Notifications.CountAsync(n => n.Kind == "TaskNudged"));

    private Task<string> NameAsync(string name) => _review.Database.AskAsync(async db => (await db.Users.SingleAsync(p => p.Id == _review.World.People[name])).DisplayName);

    private Task<Nudged> NudgeAsync(string name, IReadOnlyCollection<int> tasks, string reason = Why) => new Acts(_review.Database, _review.World)
        .AsAsync(name, (services, by) => services.GetRequiredService<NudgeTasksHandler>().HandleAsync(new NudgeTasks(tasks, reason), by, default));
}
