using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Supervision;

public sealed class ReplaceSupervisorTests
{
    private static readonly DateOnly LastDay = new(2026, 11, 30);

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Replace_HereOrEverywhere_PutsTheSuccessorInThePlace(bool everywhere, int students)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await ReplaceAsync(database, world, "office.uk", "newcomer.uk@test.example", everywhere);

        var taken = await database.AskAsync(db => db.SupervisorAssignments.Where(s => s.PersonId == world.People["newcomer.uk"]).Select(s => new { s.Kind, s.From, s.CandidatureId }).ToListAsync());
        Assert.Equal(students, taken.Count);
        Assert.Contains(taken, s => s.Kind == SupervisorKind.Lead && s.CandidatureId == world.UkCandidatureId && s.From == LastDay.AddDays(1));
        Assert.Equal(2 - students, await database.AskAsync(db => db.SupervisorAssignments.CountAsync(s => s.PersonId == world.People["lead.uk"] && s.To == null)));
    }

    [Theory]
    [InlineData("stranger@test.example", "SupervisorUnknown")]
    [InlineData("lead.uk@test.example", "SuccessorIsSame")]
    [InlineData("student.uk@test.example", "SupervisorIsStudent")]
    public async Task Replace_BadSuccessor_IsRefused(string email, string code)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => ReplaceAsync(database, world, "office.uk", email, false));

        Assert.Equal((code, "SuccessorEmail"), (refused.Code, refused.Field));
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("lead.uk")]
    public async Task Replace_ByAnybodyElse_IsNotFound(string who)
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);

        await Assert.ThrowsAsync<NotFoundException>(() => ReplaceAsync(database, world, who, "newcomer.uk@test.example", false));
    }

    private static Task<int> ReplaceAsync(TestDatabase database, World world, string who, string email, bool everywhere) => new Acts(database, world).AsAsync(who, async (services, by) =>
    {
        var leaving = await services.GetRequiredService<PhdTrackerDb>().SupervisorAssignments.Where(s => s.CandidatureId == world.UkCandidatureId && s.PersonId == world.People["lead.uk"])
            .Select(s => new { s.Id, s.Version }).SingleAsync();
        await services.GetRequiredService<ReplaceSupervisorHandler>().HandleAsync(new ReplaceSupervisor(leaving.Id, leaving.Version, email, false, LastDay, everywhere, "Moves to another institution"), by, default);
        return 0;
    });
}
