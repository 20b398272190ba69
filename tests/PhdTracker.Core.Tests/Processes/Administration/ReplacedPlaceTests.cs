using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Delegations;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.Administration;

/// <summary>Where several people or both sides must answer, somebody else takes one place, and no place counts twice.</summary>
public sealed class ReplacedPlaceTests
{
    [Theory]
    [InlineData("lead:both", "any", null, "unit.uk", "NotAskedNow", "InsteadOfId")]
    [InlineData("lead:either", "any", null, "unit.uk", "NotAskedNow", "InsteadOfId")]
    [InlineData("group:panel", "all", null, "director.uk", "NotAskedNow", "InsteadOfId")]
    [InlineData("group:panel", "2", null, "director.uk", "NotAskedNow", "InsteadOfId")]
    [InlineData("group:panel", "any", "lead.uk", "director.uk", "NotAskedNow", "InsteadOfId")]
    [InlineData("lead:both", "any", "lead.fr", "unit.uk", "OtherSideAsked", "PersonId")]
    [InlineData("lead:both", "any", "lead.uk", "lead.fr", "AskedAlready", "PersonId")]
    [InlineData("group:panel", "all", "unit.uk", "registry.uk", "AskedAlready", "PersonId")]
    public async Task Reassign_WithoutAPlaceThatFits_IsRefused(string assignee, string complete, string? insteadOf, string to, string code, string field)
    {
        await using var shared = await SharedTask.AskedAsync(assignee, $"\"complete\": \"{complete}\"");

        var refused = await Repair.RefusedAsync(code, () => ReassignAsync(shared, to, insteadOf));

        Assert.Equal(field, refused.Field);
        Assert.Empty(await shared.Database.AskAsync(db => db.ProcessReplacements.ToListAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Reassign_PlaceOfOneSide_AnswersForThatSide(DatabaseProvider provider)
    {
        await using var shared = await SharedTask.AskedAsync("lead:both", provider: provider);

        await ReassignAsync(shared, "unit.uk", "lead.uk");
        Assert.Equal(["lead.fr", "unit.uk"], await shared.AskedAsync());
        Assert.Equal(0, await shared.ReaskAsync());
        await shared.DecideAsync("unit.uk");

        Assert.Equal(shared.World.UkPartyId, Assert.Single((await shared.ReadAsync()).Decisions).PartyId);
        Assert.Equal(["lead.fr"], await shared.AskedAsync());
        await shared.DecideAsync("lead.fr");
        Assert.Equal(MilestoneState.Passed, await shared.OutcomeAsync());
    }

    [Fact]
    public async Task Reassign_PartnersPlaceWhoseHolderLosesTheRole_StaysThePartners()
    {
        await using var shared = await SharedTask.AskedAsync("lead:both");
        await ReassignAsync(shared, "programme", "lead.fr");
        await shared.Database.AskAsync(async db =>
        {
            foreach (var supervision in await db.SupervisorAssignments.Where(s => s.PersonId == shared.World.People["lead.fr"]).ToListAsync())
                supervision.End(new DateOnly(2026, 11, 20));
            return await db.SaveChangesAsync();
        });
        await shared.ReaskAsync();

        await shared.DecideAsync("lead.uk");
        Assert.Equal(TaskState.Open, (await shared.ReadAsync()).State);
        await shared.DecideAsync("programme");

        Assert.Equal(MilestoneState.Passed, await shared.OutcomeAsync());
    }

    [Fact]
    public async Task Reassign_OneOfSeveralLeft_TakesThatPlaceOnly()
    {
        await using var shared = await SharedTask.AskedAsync("group:panel", "\"complete\": \"all\"");
        await shared.DecideAsync("unit.uk");
        await shared.DecideAsync("newcomer.uk");

        await ReassignAsync(shared, "director.uk", null);

        Assert.Equal(["director.uk"], await shared.AskedAsync());
        await shared.DecideAsync("director.uk");
        Assert.Equal(MilestoneState.Passed, await shared.OutcomeAsync());
    }

    [Fact]
    public async Task Delegate_OfWhoIsAsked_HasNoPlaceOfTheirOwnAndGoesWithThem()
    {
        await using var shared = await SharedTask.AskedAsync("lead:home");
        await DelegateAsync(shared, "lead.uk", "unit.uk");
        Assert.Equal(["lead.uk", "unit.uk"], await shared.AskedAsync());

        await Repair.RefusedAsync("NotAskedNow", () => ReassignAsync(shared, "registry.uk", "unit.uk"));
        await Repair.RefusedAsync("NotAskedInRoute", () => ReplaceAsync(shared, "unit.uk", "registry.uk"));
        await ReassignAsync(shared, "registry.uk", "lead.uk");

        Assert.Equal(["registry.uk"], await shared.AskedAsync());
    }

    [Theory]
    [InlineData("group:panel", "unit.uk", "registry.uk", "AskedAlready")]
    [InlineData("lead:both", "lead.fr", "unit.uk", "OtherSideAsked")]
    [InlineData("lead:both", "lead.uk", "lead.fr", "OtherSideAsked")]
    public async Task Replace_ByWhoIsAskedToOrOfTheOtherSide_IsRefused(string assignee, string insteadOf, string to, string code)
    {
        await using var shared = await SharedTask.AskedAsync(assignee, "\"complete\": \"all\"");

        Assert.Equal("PersonId", (await Repair.RefusedAsync(code, () => ReplaceAsync(shared, insteadOf, to))).Field);
    }

    [Fact]
    public async Task Replace_WhoHasAnsweredAmongSeveral_CountsNoPlaceTwice()
    {
        await using var shared = await SharedTask.AskedAsync("group:panel", "\"complete\": \"2\"");
        await shared.DecideAsync("unit.uk");

        var refused = await Repair.RefusedAsync("AnsweredAlready", () => ReplaceAsync(shared, "unit.uk", "director.uk"));
        Assert.Equal("InsteadOfId", refused.Field);
        await ReplaceAsync(shared, "registry.uk", "director.uk");

        Assert.Equal(["director.uk", "newcomer.uk"], await shared.AskedAsync());
        await shared.DecideAsync("director.uk");
        Assert.Equal(MilestoneState.Passed, await shared.OutcomeAsync());
    }

    private static async Task ReassignAsync(SharedTask shared, string to, string? insteadOf)
    {
        var (id, version) = await shared.Database.ProcessAsync();
        var command = new ReassignTask(id, version, shared.Id, insteadOf is null ? null : shared.World.People[insteadOf], shared.World.People[to], Repair.Why);
        await shared.Database.AsAsync<ReassignTaskHandler, Core.People.Person>(shared.World, "programme", (handler, me) => handler.HandleAsync(command, me, default));
    }

    private static async Task ReplaceAsync(SharedTask shared, string insteadOf, string to)
    {
        var (id, version) = await shared.Database.ProcessAsync();
        var command = new ReplacePerson(id, version, shared.World.People[insteadOf], shared.World.People[to], Repair.Why);
        await shared.Database.AsAsync<ReplacePersonHandler, Core.People.Person>(shared.World, "programme", (handler, me) => handler.HandleAsync(command, me, default));
    }

    private static Task<int> DelegateAsync(SharedTask shared, string from, string to) => shared.Acts.AsAsync(from, async (services, by) =>
    {
        var today = shared.Database.Clock.Today();
        return (await services.GetRequiredService<CreateDelegationHandler>().HandleAsync(new CreateDelegation(shared.World.People[to], null, today, today.AddDays(9), "Away."), by, default)).Id;
    });
}
