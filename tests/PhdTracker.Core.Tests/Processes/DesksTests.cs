using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes;

public sealed class DesksTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private TestDatabase _database = null!;
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.SqliteAsync();
        _world = await World.CreateAsync(_database);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData("lead:home", "lead.uk", "lead.fr")]
    [InlineData("lead:partner", "lead.fr", "lead.uk")]
    [InlineData("director:home", "director.uk", "school.fr")]
    [InlineData("director:partner", "school.fr", "director.uk")]
    [InlineData("unit:home", "unit.uk", "unit.fr")]
    [InlineData("office:home", "office.uk", "office.fr")]
    [InlineData("office:partner", "office.fr", "office.uk")]
    [InlineData("student", "student.uk", "student.fr")]
    public async Task HoldersAsync_EachRole_IsThatOfTheSide(string askedOf, string ofUk, string ofFrench)
    {
        Assert.Equal([_world.People[ofUk]], await HoldersAsync(_world.UkCandidatureId, askedOf, Today));
        Assert.Equal([_world.People[ofFrench]], await HoldersAsync(_world.FrCandidatureId, askedOf, Today));
    }

    [Fact]
    public async Task HoldersAsync_RoleEndedYesterday_IsNobody()
    {
        await ChangeAsync(async db => (await db.RoleAssignments.SingleAsync(r => r.PersonId == _world.People["director.uk"])).End(Today.AddDays(-1)));

        Assert.Empty(await HoldersAsync(_world.UkCandidatureId, "director:home", Today));
        Assert.Equal([_world.People["director.uk"]], await HoldersAsync(_world.UkCandidatureId, "director:home", Today.AddDays(-1)));
    }

    [Fact]
    public async Task HoldersAsync_SupervisionEndedYesterday_IsNobody()
    {
        await ChangeAsync(async db => (await db.SupervisorAssignments.SingleAsync(s => s.PersonId == _world.People["lead.uk"] && s.CandidatureId == _world.UkCandidatureId)).End(Today.AddDays(-1)));

        Assert.Empty(await HoldersAsync(_world.UkCandidatureId, "lead:home", Today));
    }

    [Fact]
    public async Task HoldersAsync_NoPartnerSupervisorNamed_IsTheOtherSidesLead()
    {
        await ChangeAsync(async db => (await db.SupervisorAssignments.SingleAsync(s => s.PersonId == _world.People["lead.fr"] && s.CandidatureId == _world.UkCandidatureId)).End(Today.AddDays(-1)));

        Assert.Equal([_world.People["lead.fr"]], await HoldersAsync(_world.UkCandidatureId, "lead:partner", Today));
    }

    [Fact]
    public async Task HoldersAsync_UnitHasNoDirector_IsTheOneOfTheWholeSide()
    {
        await ChangeAsync(async db =>
        {
            (await db.RoleAssignments.SingleAsync(r => r.PersonId == _world.People["director.uk"])).End(Today.AddDays(-1));
            db.RoleAssignments.Add(await RoleAsync(db, "nobody", Role.DirectorOfPostgraduateStudies, Today));
        });

        Assert.Equal([_world.People["nobody"]], await HoldersAsync(_world.UkCandidatureId, "director:home", Today));
    }

    [Fact]
    public async Task HoldersAsync_UnknownRole_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(() => HoldersAsync(_world.UkCandidatureId, "dean:home", Today));

    [Theory]
    [InlineData("lead:home", true)]
    [InlineData("office:partner", true)]
    [InlineData("student", true)]
    [InlineData("dean:home", false)]
    [InlineData("lead", true)]
    [InlineData("lead:nowhere", false)]
    public void Knows_WhatARouteMaySay_IsThis(string askedOf, bool known) => Assert.Equal(known, Desks.Knows(askedOf));

    [Fact]
    public async Task PartyAsync_Partner_IsTheOtherSide()
    {
        await using var scope = _database.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        var candidature = await db.Candidatures.SingleAsync(c => c.Id == _world.UkCandidatureId);
        var desks = scope.ServiceProvider.GetRequiredService<Desks>();

        Assert.Equal(_world.UkPartyId, (await desks.PartyAsync(DeskCase.Candidature(candidature.Id), "director:home", default))!.Id);
        Assert.Equal(_world.FrPartyId, (await desks.PartyAsync(DeskCase.Candidature(candidature.Id), "lead:partner", default))!.Id);
    }

    [Fact]
    public async Task ReaskAsync_RoleGivenInTheSameTransaction_MovesTheTask()
    {
        var task = await _database.OpenTaskAsync(_world, "director:home", TaskKind.Decision, "director.uk");
        await using var scope = _database.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        (await db.RoleAssignments.SingleAsync(r => r.PersonId == _world.People["director.uk"])).End(Today.AddDays(-1));
        var given = await RoleAsync(db, "nobody", Role.DirectorOfPostgraduateStudies, Today);
        db.RoleAssignments.Add(given);

        var moved = await scope.ServiceProvider.GetRequiredService<TaskDesks>().ReaskAsync(default);
        await db.SaveChangesAsync();

        Assert.Equal(1, moved);
        Assert.Equal([_world.People["nobody"]], await _database.AskAsync(fresh => fresh.TaskAssignees.Where(a => a.TaskId == task && a.State == SeatState.Asked).Select(a => a.PersonId).ToListAsync()));
    }

    [Fact]
    public async Task ReaskAsync_NothingChanged_LeavesTheTask()
    {
        await _database.OpenTaskAsync(_world, "director:home", TaskKind.Decision, "director.uk");

        Assert.Equal(0, await _database.InScopeAsync(services => services.GetRequiredService<TaskDesks>().ReaskAsync(default)));
    }

    private async Task<RoleAssignment> RoleAsync(PhdTrackerDb db, string name, Role role, DateOnly from)
    {
        var party = await db.Set<ProgrammeParty>().SingleAsync(p => p.Id == _world.UkPartyId);
        return new RoleAssignment(await db.Users.SingleAsync(p => p.Id == _world.People[name]), role, null, party, null, from, null);
    }

    private Task<List<int>> HoldersAsync(int candidatureId, string askedOf, DateOnly on) =>
        _database.InScopeAsync(async services => (await services.GetRequiredService<Desks>().HoldersAsync(DeskCase.Candidature(candidatureId), askedOf, on, default)).Select(p => p.Id).ToList());

    private Task ChangeAsync(Func<PhdTrackerDb, Task> change) => _database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        await change(db);
        await db.SaveChangesAsync();
    });
}
