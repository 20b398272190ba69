using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.People;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Meetings;

public sealed class MeetingTests : IAsyncLifetime
{
    private static readonly DateTime Now = new(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);
    private TestDatabase _database = null!;
    private World _world = null!;
    private MeetingActs _meetings = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.SqliteAsync();
        _world = await World.CreateAsync(_database);
        _meetings = new MeetingActs(new Acts(_database, _world), _world);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public static TheoryData<string, string, bool> BadDetails => new()
    {
        { "kind", "MeetingKindMissing", false },
        { "subject", "MeetingSubjectMissing", false },
        { "long", "MeetingTextTooLong", false },
        { "no hour", "MeetingTimeMissing", false },
        { "1925", "DateOutOfRange", true },
        { "zone", "TimeZoneUnknown", false },
        { "spring", "TimeDoesNotExist", false },
        { "past", "MeetingInPast", false },
        { "future", "MeetingInFuture", true },
        { "short", "MeetingLengthOutOfRange", false },
        { "endless", "MeetingLengthOutOfRange", false },
        { "alone", "MeetingNeedsPeople", false },
    };

    [Theory]
    [MemberData(nameof(BadDetails))]
    public void Problems_BadDetails_AreTold(string what, string code, bool held)
    {
        var good = _meetings.Details;
        var bad = what switch
        {
            "kind" => good with { Kind = null },
            "subject" => good with { Kind = MeetingKind.Other, Subject = " " },
            "long" => good with { Place = new string('x', MeetingDetails.LongestPlace + 1) },
            "no hour" => good with { Starts = null },
            "1925" => good with { Starts = new DateTime(1925, 1, 5, 10, 0, 0) },
            "zone" => good with { Zone = "Europe/Nowhere" },
            "spring" => good with { Starts = new DateTime(2027, 3, 28, 1, 30, 0) },
            "past" => good with { Starts = new DateTime(2026, 11, 23, 8, 59, 0) },
            "short" => good with { Minutes = 4 },
            "endless" => good with { Minutes = 1441 },
            "alone" => good with { PersonIds = [1, 1] },
            _ => good,
        };

        Assert.Equal(code, Assert.Single(bad.Problems(Now, held)).Code);
        Assert.Empty(good.Problems(Now, held: false));
    }

    [Fact]
    public async Task Plan_Joint_IsAtThatHourAndInvitesTheOthersInTheirLanguage()
    {
        var id = await _meetings.PlanAsync("lead.uk", _meetings.Joint);

        var meeting = await _database.AskAsync(db => db.Meetings.Include(m => m.Participants).SingleAsync(m => m.Id == id));
        Assert.Equal((new DateTime(2026, 12, 2, 13, 0, 0, DateTimeKind.Utc), true), (meeting.StartsAt, meeting.IsJoint));
        Assert.True(await _database.AskAsync(db => db.Meetings.Where(Meeting.Joint).AnyAsync(m => m.Id == id)));
        var mails = await MailsAsync("MeetingPlanned");
        Assert.Equal(_meetings.Ids("student.uk", "student.fr", "lead.fr").Order(), mails.Select(m => m.To).Order());
        var french = mails.Single(m => m.To == _world.People["lead.fr"]);
        Assert.Equal("Project meeting\u00a0: 2 déc. 2026 à 14:00 (Paris) · 13:00 (Londres)", french.Subject);
        Assert.Contains("Prof Niamh Sutcliffe vous invite", french.Text, StringComparison.Ordinal);
        Assert.Contains($"/meetings/{id}", french.Text, StringComparison.Ordinal);
        Assert.Contains("invites you", mails.Single(m => m.To == _world.People["student.uk"]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_OfOneSide_IsNotJoint()
    {
        await _meetings.PlanAsync();

        Assert.False(await _database.AskAsync(db => db.Meetings.AnyAsync(Meeting.Joint)));
    }

    [Fact]
    public async Task Meetings_OfAProjectThatAStudentLeft_AreNotTheirsToHold()
    {
        var id = await _meetings.PlanAsync(details: _meetings.Joint);
        await new Acts(_database, _world).LeaveAsync("office.uk", _world.UkCandidatureId);

        await Assert.ThrowsAsync<NotFoundException>(() => _meetings.CancelAsync(id, "student.uk"));
        await Assert.ThrowsAsync<NotFoundException>(() => _meetings.PlanAsync("student.uk", _meetings.Joint));
        await _meetings.CancelAsync(id, "student.fr");
    }

    [Fact]
    public async Task Plan_BeforeTheProgrammeIsLive_MailsNobody()
    {
        await _database.AskAsync(db => db.Programmes.ExecuteUpdateAsync(s => s.SetProperty(p => p.GoLiveOn, new DateOnly(2026, 12, 1))));

        await _meetings.CancelAsync(await _meetings.PlanAsync());

        Assert.Empty(await _database.AskAsync(db => db.Notifications.ToListAsync()));
    }

    [Theory]
    [InlineData("student.uk", true)]
    [InlineData("lead.fr", true)]
    [InlineData("office.uk", true)]
    [InlineData("office.fr", true)]
    [InlineData("programme", true)]
    [InlineData("student.fr", false)]
    [InlineData("director.uk", false)]
    [InlineData("auditor", false)]
    [InlineData("legal.uk", false)]
    [InlineData("other.lead.uk", false)]
    [InlineData("nobody", false)]
    public async Task Plan_AboutTheUkStudent_IsForTheStudentWhoSupervisesAndTheOffices(string name, bool may)
    {
        if (may)
            await _meetings.PlanAsync(name);
        else
            await Assert.ThrowsAsync<NotFoundException>(() => _meetings.PlanAsync(name));
    }

    [Fact]
    public async Task Plan_WithSomebodyFromElsewhere_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => _meetings.PlanAsync("lead.uk", _meetings.Details with { PersonIds = _meetings.Ids("student.uk", "other.lead.uk") }));

        Assert.Equal(("MeetingPersonUnknown", "People"), (refused.Code, refused.Field));
    }

    [Theory]
    [InlineData("student.uk", true)]
    [InlineData("lead.fr", true)]
    [InlineData("office.fr", true)]
    [InlineData("auditor", true)]
    [InlineData("student.fr", false)]
    [InlineData("director.uk", false)]
    [InlineData("other.student.uk", false)]
    public async Task Read_AboutTheUkStudent_NotByTheTwinUnlessTheyTakePart(string name, bool may)
    {
        var id = await _meetings.PlanAsync();
        var joined = await _meetings.PlanAsync("lead.uk", _meetings.Details with { PersonIds = _meetings.Ids("student.uk", "lead.uk", "student.fr") });

        Assert.Equal(may, await MayReadAsync(name, id));
        Assert.Equal(may || name == "student.fr", await MayReadAsync(name, joined));
        Assert.Equal(name is "director.uk" or "other.student.uk" ? 0 : may ? 2 : 1, await InShortAsync(name));
    }

    [Fact]
    public async Task Change_TellsEachWhatItMeansForThem()
    {
        var id = await _meetings.PlanAsync("lead.uk", _meetings.Details with { PersonIds = _meetings.Ids("student.uk", "lead.uk", "student.fr") });
        await ForgetMailsAsync();
        await _meetings.ChangeAsync(id, _meetings.Details with { Agenda = "Only the agenda", PersonIds = _meetings.Ids("student.uk", "lead.uk", "student.fr") });
        Assert.Empty(await MailsAsync("MeetingChanged"));

        await _meetings.ChangeAsync(id, _meetings.Details with { Minutes = 90, PersonIds = _meetings.Ids("student.uk", "lead.uk", "lead.fr") });

        Assert.Equal(_world.People["student.uk"], Assert.Single(await MailsAsync("MeetingChanged")).To);
        Assert.Equal(_world.People["lead.fr"], Assert.Single(await MailsAsync("MeetingPlanned")).To);
        Assert.Equal(_world.People["student.fr"], Assert.Single(await MailsAsync("MeetingWithoutYou")).To);
        Assert.False(await MayReadAsync("student.fr", id));
    }

    [Fact]
    public async Task Change_StaleOrBySomebodyElse_IsRefused()
    {
        var id = await _meetings.PlanAsync();
        await _meetings.ChangeAsync(id, _meetings.Details with { PersonIds = _meetings.Ids("student.uk", "lead.fr") });

        await Assert.ThrowsAsync<StaleVersionException>(() => _meetings.ChangeAsync(id, _meetings.Details, version: 0));
        await Assert.ThrowsAsync<NotFoundException>(() => _meetings.ChangeAsync(id, _meetings.Details, "student.fr"));
        await Assert.ThrowsAsync<NotFoundException>(() => _meetings.ChangeAsync(id, _meetings.Details, "auditor"));
    }

    [Fact]
    public async Task Cancel_TellsThoseWhoWouldHaveCome_Once()
    {
        var id = await _meetings.PlanAsync();

        await _meetings.CancelAsync(id);

        var mail = Assert.Single(await MailsAsync("MeetingCancelled"));
        Assert.Equal(_world.People["student.uk"], mail.To);
        Assert.Contains("I am ill.", mail.Text, StringComparison.Ordinal);
        Assert.Equal("MeetingNotPlanned", (await Assert.ThrowsAsync<DomainRuleException>(() => _meetings.CancelAsync(id))).Code);
        Assert.Equal("MeetingNotPlanned", (await Assert.ThrowsAsync<DomainRuleException>(() => _meetings.ChangeAsync(id, _meetings.Details))).Code);
        Assert.Equal("MeetingCancelled", (await Assert.ThrowsAsync<DomainRuleException>(() => _meetings.AgreeAsync(id))).Code);
    }

    [Fact]
    public async Task Record_KeepsNotesOutOfTheTrailAndMailsNobody()
    {
        var id = await _meetings.HoldAsync("student.uk");

        var (meeting, entry) = await _database.AskAsync(async db => (await db.Meetings.SingleAsync(m => m.Id == id), await db.AuditEntries.SingleAsync(e => e.ActName == "RecordMeeting")));
        Assert.Equal((MeetingState.Held, "We agreed on the outline."), (meeting.State, meeting.Notes));
        Assert.Equal($"candidature:{_world.UkCandidatureId}", entry.CaseKey);
        Assert.DoesNotContain("outline", entry.After, StringComparison.Ordinal);
        Assert.Empty(await _database.AskAsync(db => db.Notifications.ToListAsync()));
        Assert.Equal("MeetingInFuture", (await Assert.ThrowsAsync<DomainRuleException>(() => _meetings.HoldAsync("lead.uk", _meetings.Details))).Code);
    }

    [Fact]
    public async Task Agree_ThenComplete_IsDoneOnce()
    {
        var id = await _meetings.HoldAsync();
        var action = await _meetings.AgreeAsync(id, due: new DateOnly(2026, 11, 20));

        Assert.Equal((1, $"/meetings/{id}"), await NextAsync("student.uk"));
        await Assert.ThrowsAsync<NotFoundException>(() => _meetings.CompleteAsync(id, action, "student.fr"));
        await _meetings.CompleteAsync(id, action);

        Assert.Equal(new DateOnly(2026, 11, 23), await _database.AskAsync(db => db.MeetingActions.Where(a => a.Id == action).Select(a => a.DoneOn).SingleAsync()));
        Assert.Equal("MeetingActionDone", (await Assert.ThrowsAsync<DomainRuleException>(() => _meetings.CompleteAsync(id, action))).Code);
        await Assert.ThrowsAsync<NotFoundException>(() => _meetings.CompleteAsync(id, 999_999));
        Assert.Equal((0, null), await NextAsync("student.uk"));
        Assert.Equal("MeetingPersonUnknown", (await Assert.ThrowsAsync<DomainRuleException>(() => _meetings.AgreeAsync(id, "student.fr"))).Code);
        Assert.Equal("MeetingActionMissing", (await Assert.ThrowsAsync<DomainRuleException>(() => _meetings.AgreeAsync(id, what: " "))).Code);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Lists_OnEveryDatabase_ShowWhatIsThere(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var meetings = new MeetingActs(new Acts(database, world), world);
        var (planned, held, joint) = (await meetings.PlanAsync(), await meetings.HoldAsync(), await meetings.PlanAsync("lead.fr", meetings.Joint));
        await meetings.AgreeAsync(held, due: new DateOnly(2026, 12, 1));

        var (coming, past, onlyJoint, actions, summary) = await database.InScopeAsync(async services =>
        {
            var (reader, mine) = (services.GetRequiredService<MeetingReader>(), await services.GetRequiredService<AccessReader>().ForAsync(world.People["office.uk"], default));
            return (await reader.Of(new MeetingFilter(), mine).ToListAsync(), await reader.Of(new MeetingFilter(MeetingsShown.Past), mine).ToListAsync(), await reader.Of(new MeetingFilter(OnlyJoint: true), mine).ToListAsync(),
                await reader.ActionsOf(new MeetingFilter(MeetingsShown.Actions), mine).ToListAsync(), await reader.SummaryAsync(world.ProjectId, world.UkCandidatureId, mine, default));
        });

        Assert.Equal([joint, planned], coming.Select(m => m.Id));
        Assert.Equal(1, Assert.Single(past).OpenActions);
        Assert.Equal(joint, Assert.Single(onlyJoint).Id);
        Assert.Equal(("Send the outline", "Freya Tanaka"), (Assert.Single(actions).What, actions[0].Person));
        Assert.Equal((joint, held, 1, 3), (summary.Next!.Id, summary.Last!.Id, summary.OpenActions, summary.All));
    }

    private Task<bool> MayReadAsync(string name, int id) => _database.InScopeAsync(async services =>
    {
        try
        {
            await services.GetRequiredService<MeetingReader>().ReadAsync(id, await services.GetRequiredService<AccessReader>().ForAsync(_world.People[name], default), default);
            return true;
        }
        catch (NotFoundException)
        {
            return false;
        }
    });

    private Task<int> InShortAsync(string name) => _database.InScopeAsync(async services => (await services.GetRequiredService<MeetingReader>()
        .SummaryAsync(_world.ProjectId, null, await services.GetRequiredService<AccessReader>().ForAsync(_world.People[name], default), default)).All);

    private Task<(int Count, string? Path)> NextAsync(string name) => _database.InScopeAsync(async services =>
    {
        var steps = await services.GetRequiredService<Core.NextSteps.NextStepReader>().OfMeetingsAsync(await services.GetRequiredService<AccessReader>().ForAsync(_world.People[name], default), default);
        return (steps.Count, steps.Count == 0 ? null : steps[0].Path);
    });

    private Task<List<(int To, string Subject, string Text)>> MailsAsync(string kind) => _database.AskAsync(async db =>
        (await db.Notifications.Where(n => n.Kind == kind).Select(n => new { n.RecipientId, n.Subject, n.Text }).ToListAsync()).Select(n => (n.RecipientId!.Value, n.Subject, n.Text)).ToList());

    private Task<int> ForgetMailsAsync() => _database.AskAsync(db => db.Notifications.ExecuteDeleteAsync());
}
