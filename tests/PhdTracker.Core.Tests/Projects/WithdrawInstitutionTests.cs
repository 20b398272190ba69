using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Projects;

public sealed class WithdrawInstitutionTests
{
    private static readonly DateOnly LastDay = new(2026, 11, 30);

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Withdraw_TheProjectGoesOn_ClosesThePlaceForGood(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(database);

        Assert.Null(await WithdrawAsync(database, world));

        var place = await database.AskAsync(db => db.Studentships.Include(s => s.Candidatures).SingleAsync(s => s.ProjectId == world.ProjectId && s.PartyId == world.FrPartyId));
        Assert.Equal(((DateOnly?)LastDay, "The laboratory closes"), (place.ClosedOn, place.CloseReason));
        Assert.Equal(CandidatureState.Terminated, Assert.Single(place.Candidatures).State);
        Assert.Equal(CandidatureState.Active, await StateAsync(database, world.UkCandidatureId));
        Assert.True(await database.AskAsync(db => db.Notifications.AnyAsync(n => n.Kind == "InstitutionWithdraws" && n.RecipientId == world.People["office.fr"])));
    }

    [Fact]
    public async Task Withdraw_StudentGoesOver_GoesOnUntilTheTransfer()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await new Acts(database, world).LeaveAsync("office.uk", world.UkCandidatureId);

        var waiting = await WithdrawAsync(database, world, student: StudentFate.Transfers);

        Assert.Equal(world.FrCandidatureId, waiting);
        Assert.Equal(CandidatureState.Active, await StateAsync(database, world.FrCandidatureId));
    }

    [Theory]
    [InlineData(StudentFate.Transfers, ProjectFate.Ends, "The laboratory closes", true, "TransferNeedsProject")]
    [InlineData(StudentFate.Transfers, ProjectFate.GoesOn, "The laboratory closes", true, "NoPlaceToGoTo")]
    [InlineData(StudentFate.Ends, ProjectFate.GoesOn, " ", true, "OfficeReasonMissing")]
    [InlineData(StudentFate.Ends, ProjectFate.GoesOn, "The laboratory closes", false, "NotUnderstood")]
    public async Task Withdraw_WhatCannotBe_IsRefused(StudentFate student, ProjectFate rest, string reason, bool understood, string code)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => WithdrawAsync(database, world, student: student, rest: rest, reason: reason, understood: understood));

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task Withdraw_Twice_IsRefused()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        await WithdrawAsync(database, world);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => WithdrawAsync(database, world));

        Assert.Equal("PlaceClosed", refused.Code);
    }

    [Theory]
    [InlineData("lead.fr")]
    [InlineData("student.fr")]
    [InlineData("auditor")]
    public async Task Withdraw_ByAnybodyElse_IsNotFound(string who)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await Assert.ThrowsAsync<NotFoundException>(() => WithdrawAsync(database, world, who));
    }

    private static Task<CandidatureState> StateAsync(TestDatabase database, int id) => database.AskAsync(db => db.Candidatures.Where(c => c.Id == id).Select(c => c.State).SingleAsync());

    private static Task<int?> WithdrawAsync(TestDatabase database, World world, string who = "office.uk", StudentFate student = StudentFate.Ends, ProjectFate rest = ProjectFate.GoesOn,
        string reason = "The laboratory closes", bool understood = true) => new Acts(database, world).AsAsync(who, async (services, by) =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var version = await db.Projects.Where(p => p.Id == world.ProjectId).Select(p => p.Version).SingleAsync();
        var place = await db.Studentships.Where(s => s.ProjectId == world.ProjectId && s.PartyId == world.FrPartyId).Select(s => s.Id).SingleAsync();
        var waiting = await services.GetRequiredService<WithdrawInstitutionHandler>().HandleAsync(new WithdrawInstitution(world.ProjectId, version, place, LastDay, student, rest, reason, understood), by, default);
        return waiting?.Id;
    });
}
