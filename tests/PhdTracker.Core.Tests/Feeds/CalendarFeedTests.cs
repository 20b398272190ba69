using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Feeds;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Feeds;

public sealed class CalendarFeedTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private World _world = null!;
    private Acts _acts = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.SqliteAsync();
        _world = await World.CreateAsync(_database);
        _acts = new Acts(_database, _world);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Read_Student_HasTheirDeadlinesWithWhyAndWhere()
    {
        var calendar = await ReadAsync(await MakeAsync("student.uk"));

        var esa = calendar.Find($"milestone-{_world.EsaId}")!;
        Assert.Equal(("Early stage assessment", new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 1)), (esa.Title, esa.From, esa.To));
        Assert.StartsWith("State: Planned.\n12 months from 1 October 2025", esa["DESCRIPTION"], StringComparison.Ordinal);
        Assert.EndsWith("London time.", esa["DESCRIPTION"], StringComparison.Ordinal);
        Assert.Equal($"https://phd.example/milestones/{_world.EsaId}", esa["URL"]);
        Assert.Equal(("CONFIRMED", "TRANSPARENT"), (esa["STATUS"], esa["TRANSP"]));
        // One submission serves both: it stands there once. And nothing of anybody else.
        Assert.Null(calendar.Find($"milestone-{_world.JointReportId}"));
        Assert.Null(calendar.Find($"milestone-{_world.CsiId}"));
    }

    [Fact]
    public async Task Read_InFrench_IsFrench()
    {
        var calendar = await ReadAsync(await MakeAsync("student.uk", "fr"));

        var esa = calendar.Find($"milestone-{_world.EsaId}")!;
        Assert.Equal("Dates de thèse", calendar.Properties["NAME"]);
        Assert.Equal("Évaluation de première étape", esa.Title);
        Assert.StartsWith("État\u00A0: ", esa["DESCRIPTION"], StringComparison.Ordinal);
        Assert.EndsWith("heure de Londres.", esa["DESCRIPTION"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lead.uk", true, true, false)]
    [InlineData("lead.fr", true, true, false)]
    [InlineData("other.lead.uk", false, false, true)]
    [InlineData("office.uk", true, false, true)]
    [InlineData("office.fr", false, true, false)]
    [InlineData("programme", true, true, true)]
    [InlineData("legal.uk", false, false, false)]
    [InlineData("auditor", false, false, false)]
    [InlineData("nobody", false, false, false)]
    public async Task Read_AnybodyElse_HasWhatTheySuperviseOrTheirSide(string name, bool uk, bool fr, bool other)
    {
        // A day on which all three are within an office's window.
        _database.Clock.Set(new DateTimeOffset(2026, 10, 2, 9, 0, 0, TimeSpan.Zero));

        var calendar = await ReadAsync(await MakeAsync(name));

        Assert.Equal((uk, fr, other), (Has(_world.EsaId), Has(_world.CsiId), Has(_world.OtherEsaId)));
        if (uk)
            Assert.Equal("Early stage assessment · Freya Tanaka", calendar.Find($"milestone-{_world.EsaId}")!.Title);
        bool Has(int id) => calendar.Find($"milestone-{id}") is not null;
    }

    [Fact]
    public async Task Read_ByAnOffice_EndsAfterHalfAYear()
    {
        await ReplanAsync();

        var calendar = await ReadAsync(await MakeAsync("office.fr"));

        Assert.NotEmpty(calendar.Events);
        Assert.All(calendar.Events, e => Assert.InRange(e.From, new DateOnly(2026, 10, 23), new DateOnly(2027, 5, 23)));
        Assert.Contains((await ReadAsync(await MakeAsync("student.fr"))).Events, e => e.From > new DateOnly(2028, 1, 1));
    }

    [Fact]
    public async Task Read_AfterADateMoved_IsTheSameEventOfAHigherSequence()
    {
        await ReplanAsync();
        var token = await MakeAsync("student.uk");
        var before = await ReadAsync(token);
        await _acts.AsAsync("student.uk", async (services, _) =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var candidature = await PlanMilestones.WithPlan(db.Candidatures.Where(c => c.Id == _world.UkCandidatureId)).SingleAsync();
            candidature.Interrupt(new DateOnly(2027, 2, 1), new DateOnly(2027, 4, 30), new DateOnly(2026, 11, 23));
            services.GetRequiredService<PlanMilestones>().For(candidature);
            return await db.SaveChangesAsync();
        });

        var after = await ReadAsync(token);

        var moved = before.Events.Select(e => (Before: e, After: after.Events.Single(a => a["UID"] == e["UID"]))).Where(m => m.Before.From != m.After.From).ToList();
        Assert.NotEmpty(moved);
        Assert.All(moved, m => Assert.True(m.After.Sequence > m.Before.Sequence, m.Before.Title));
        Assert.All(before.Events, e => Assert.True(after.Events.Single(a => a["UID"] == e["UID"]).Sequence >= e.Sequence));
    }

    [Fact]
    public async Task Read_WhatIsDoneWaivedOrOver_MovesToItsDayOrIsCancelled()
    {
        var token = await MakeAsync("student.uk");
        var planned = (await ReadAsync(token)).Find($"milestone-{_world.EsaId}")!;
        await ChangeAsync(m => m.Record(new DateOnly(2026, 11, 20)));

        var done = (await ReadAsync(token)).Find($"milestone-{_world.EsaId}")!;
        Assert.Equal(("Done: Early stage assessment", new DateOnly(2026, 11, 20), false), (done.Title, done.From, done.IsCancelled));
        Assert.True(done.Sequence > planned.Sequence);

        await ChangeAsync(m => m.AskAgain());
        await ChangeAsync(m => m.Waive());
        var waived = (await ReadAsync(token)).Find($"milestone-{_world.EsaId}")!;
        Assert.True(waived is { IsCancelled: true } && waived.Sequence > done.Sequence);

        await ChangeAsync(m => m.AskAgain());
        await _acts.LeaveAsync("office.uk", _world.UkCandidatureId);
        var left = (await ReadAsync(token)).Find($"milestone-{_world.EsaId}")!;
        Assert.True(left is { IsCancelled: true } && left.Sequence > waived.Sequence);
    }

    [Fact]
    public async Task Read_Stay_IsForStudentAndSupervisors()
    {
        await _acts.AsAsync("student.uk", async (services, _) =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var candidature = await db.Candidatures.SingleAsync(c => c.Id == _world.UkCandidatureId);
            candidature.StayWith(await db.Parties.SingleAsync(p => p.Id == _world.FrPartyId), null, new DateOnly(2027, 3, 1), new DateOnly(2027, 5, 31), "Measure, in private.");
            return await db.SaveChangesAsync();
        });

        var stay = Assert.Single((await ReadAsync(await MakeAsync("lead.fr"))).Events, e => e["UID"].StartsWith("stay-", StringComparison.Ordinal));

        Assert.Equal(("Stay at the partner · Freya Tanaka", new DateOnly(2027, 3, 1), new DateOnly(2027, 5, 31), "CNRS"), (stay.Title, stay.From, stay.To, stay.Place));
        Assert.DoesNotContain("private", stay["DESCRIPTION"], StringComparison.Ordinal);
        Assert.DoesNotContain((await ReadAsync(await MakeAsync("other.lead.uk"))).Events, e => e["UID"] == stay["UID"]);
    }

    [Fact]
    public async Task Read_Examination_StandsOnItsDayInPlaceOfTheMilestone()
    {
        var examination = new ExaminationActs(_acts, _world, _database.Clock, french: true);
        await examination.HoldAsync();

        var calendar = await ReadAsync(await MakeAsync("student.fr"));

        var held = calendar.Find($"examination-{examination.Id}")!;
        Assert.Equal(("Thesis examination", "OPAQUE", $"https://phd.example/examinations/{examination.Id}"), (held.Title, held["TRANSP"], held["URL"]));
        Assert.DoesNotContain(calendar.Events, e => e["UID"] != held["UID"] && e.From == held.From && e.Title.Contains("efence", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_Meeting_MovesWithAHigherSequenceAndIsCancelled()
    {
        var meetings = new MeetingActs(_acts, _world);
        var token = await MakeAsync("student.fr", "fr");
        var id = await meetings.PlanAsync("lead.uk", meetings.Joint);

        var planned = (await ReadAsync(token)).Find($"meeting-{id}")!;
        await meetings.ChangeAsync(id, meetings.Joint with { Zone = "Europe/London" });
        var moved = (await ReadAsync(token)).Find($"meeting-{id}")!;
        await meetings.CancelAsync(id);
        var cancelled = (await ReadAsync(token)).Find($"meeting-{id}")!;

        Assert.Equal(("20261202T130000Z", "20261202T140000Z"), (planned["DTSTART"], planned["DTEND"]));
        Assert.Equal(("20261202T140000Z", "Room 3", "OPAQUE"), (moved["DTSTART"], moved.Place, moved["TRANSP"]));
        Assert.StartsWith("Project meeting · IC-CNRS-2025-01", moved.Title, StringComparison.Ordinal);
        Assert.StartsWith("Prévue le 2 déc. 2026 à 14:00 (Londres)", moved["DESCRIPTION"], StringComparison.Ordinal);
        Assert.True(moved.Sequence > planned.Sequence && cancelled.Sequence > moved.Sequence);
        Assert.True(cancelled.IsCancelled && !moved.IsCancelled);
        Assert.Equal(planned["UID"], cancelled["UID"]);
        Assert.Null((await ReadAsync(await MakeAsync("office.fr"))).Find($"meeting-{id}"));
    }

    [Fact]
    public async Task Read_RevokedClosedOrUnknown_IsNotFound()
    {
        var (token, kept) = (await MakeAsync("student.uk"), await MakeAsync("student.uk"));
        await RevokeAsync("student.uk", await IdAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => ReadAsync(token));
        await Assert.ThrowsAsync<NotFoundException>(() => ReadAsync("none"));
        await ReadAsync(kept);

        await CloseAsync(true);
        await Assert.ThrowsAsync<NotFoundException>(() => ReadAsync(kept));
        await CloseAsync(false);
        await ReadAsync(kept);

        Task<int> IdAsync() => _database.AskAsync(db => db.CalendarFeeds.MinAsync(f => f.Id));
        Task<int> CloseAsync(bool close) => _acts.AsAsync("admin", async (services, by) =>
        {
            await services.GetRequiredService<CloseAccountHandler>().HandleAsync(new CloseAccount(_world.People["student.uk"], close), by, default);
            return 0;
        });
    }

    [Fact]
    public async Task Revoke_AnothersOrTwice_IsNotFound()
    {
        var token = await MakeAsync("student.uk");
        var id = await _database.AskAsync(db => db.CalendarFeeds.Select(f => f.Id).SingleAsync());

        await Assert.ThrowsAsync<NotFoundException>(() => RevokeAsync("student.fr", id));
        await ReadAsync(token);
        await RevokeAsync("student.uk", id);
        await Assert.ThrowsAsync<NotFoundException>(() => RevokeAsync("student.uk", id));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Make_Feed_KeepsOnlyAHashAndTellsTheTrail(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);
        var acts = new Acts(database, world);
        var token = await acts.AsAsync("student.uk", (services, by) => services.GetRequiredService<MakeCalendarFeedHandler>().HandleAsync(new MakeCalendarFeed("en"), by, default));

        var feed = await database.AskAsync(db => db.CalendarFeeds.SingleAsync());
        Assert.DoesNotContain(token, feed.TokenHash, StringComparison.Ordinal);
        Assert.True(token.Length >= 43);
        var entry = await database.AskAsync(db => db.AuditEntries.SingleAsync(e => e.ActName == "MakeCalendarFeed"));
        Assert.Equal($"person:{world.People["student.uk"]}", entry.CaseKey);
        Assert.DoesNotContain(feed.TokenHash, entry.After + entry.Before, StringComparison.Ordinal);
        Assert.NotNull(await database.InScopeAsync(services => services.GetRequiredService<CalendarFeeds>().ReadAsync(token, default)));
    }

    [Fact]
    public async Task Make_BadLanguageOrTooMany_IsRefused()
    {
        Assert.Equal("CalendarLanguageMissing", (await Assert.ThrowsAsync<DomainRuleException>(() => MakeAsync("student.uk", "de"))).Code);
        for (var i = 0; i < CalendarFeed.Most; i++)
            await MakeAsync("student.uk");

        Assert.Equal("TooManyCalendarFeeds", (await Assert.ThrowsAsync<DomainRuleException>(() => MakeAsync("student.uk"))).Code);
    }

    private Task<string> MakeAsync(string name, string language = "en") =>
        _acts.AsAsync(name, (services, by) => services.GetRequiredService<MakeCalendarFeedHandler>().HandleAsync(new MakeCalendarFeed(language), by, default));

    private Task<int> RevokeAsync(string name, int id) => _acts.AsAsync(name, async (services, by) =>
    {
        await services.GetRequiredService<RevokeCalendarFeedHandler>().HandleAsync(new RevokeCalendarFeed(id), by, default);
        return id;
    });

    private async Task<ReadCalendar> ReadAsync(string token) =>
        ReadCalendar.Parse(await _database.InScopeAsync(services => services.GetRequiredService<CalendarFeeds>().ReadAsync(token, default)));

    private Task<int> ReplanAsync() => _database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        services.GetRequiredService<PlanMilestones>().For(await PlanMilestones.WithPlan(db.Candidatures.Where(c => c.Id == _world.UkCandidatureId)).SingleAsync());
        services.GetRequiredService<PlanMilestones>().For(await PlanMilestones.WithPlan(db.Candidatures.Where(c => c.Id == _world.FrCandidatureId)).SingleAsync());
        return await db.SaveChangesAsync();
    });

    private Task<int> ChangeAsync(Action<Milestone> change) => _database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        change(await db.Milestones.Include(m => m.Equivalents).SingleAsync(m => m.Id == _world.EsaId));
        return await db.SaveChangesAsync();
    });
}
