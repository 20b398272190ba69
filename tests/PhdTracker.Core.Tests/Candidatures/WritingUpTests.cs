using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Candidatures;

/// <summary>Writing up is a state and a period at once.</summary>
public sealed class WritingUpTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 11, 2);
    private TestDatabase _database = null!;
    private World _world = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.SqliteAsync();
        _world = await World.CreateAsync(_database);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task MoveTo_WritingUpAndOn_OpensAPeriodAndEndsIt()
    {
        await ChangeAsync(c => c.MoveTo(CandidatureState.WritingUp, Day));
        await ChangeAsync(c => c.MoveTo(CandidatureState.WritingUp, Day.AddDays(3)));
        Assert.Equal([(StatusKind.WritingUp, Day, null)], await PeriodsAsync());

        await ChangeAsync(c => c.MoveTo(CandidatureState.Submitted, Day.AddDays(10)));

        Assert.Equal([(StatusKind.WritingUp, Day, Day.AddDays(9))], await PeriodsAsync());
    }

    [Fact]
    public async Task Interrupt_WhileWritingUp_LeavesThePeriodOpen()
    {
        await ChangeAsync(c => c.MoveTo(CandidatureState.WritingUp, Day));
        await ChangeAsync(c => c.Interrupt(Day.AddDays(5), Day.AddDays(60), Day.AddDays(6)));

        Assert.Contains((StatusKind.WritingUp, Day, null), await PeriodsAsync());
    }

    [Fact]
    public async Task Leave_WhileWritingUp_EndsThePeriodWithTheLastDay()
    {
        await ChangeAsync(c => c.MoveTo(CandidatureState.WritingUp, Day));

        await new Acts(_database, _world).LeaveAsync("office.uk", _world.UkCandidatureId);

        Assert.Equal([(StatusKind.WritingUp, Day, new DateOnly(2026, 11, 20))], await PeriodsAsync());
    }

    [Fact]
    public async Task WithdrawnExamination_AfterTheThesis_WritesUpAgainFromThatDay()
    {
        var examination = new ExaminationActs(new Acts(_database, _world), _world, _database.Clock);
        await ChangeAsync(c => c.MoveTo(CandidatureState.WritingUp, Day));
        await examination.ApproveAsync();
        await examination.HandInAsync();
        Assert.Equal([(StatusKind.WritingUp, Day, new DateOnly(2026, 11, 22))], await PeriodsAsync());

        await examination.WithdrawAsync("student.uk");

        Assert.Equal([(StatusKind.WritingUp, Day, new DateOnly(2026, 11, 22)), (StatusKind.WritingUp, new DateOnly(2026, 11, 23), null)], await PeriodsAsync());
    }

    private Task<int> ChangeAsync(Action<Candidature> change) => _database.AskAsync(async db =>
    {
        change(await db.Candidatures.Include(c => c.StatusPeriods).SingleAsync(c => c.Id == _world.UkCandidatureId));
        return await db.SaveChangesAsync();
    });

    private Task<List<(StatusKind, DateOnly, DateOnly?)>> PeriodsAsync() => _database.AskAsync(async db =>
        (await db.StatusPeriods.Where(p => p.CandidatureId == _world.UkCandidatureId).OrderBy(p => p.From).ToListAsync()).Select(p => (p.Kind, p.From, p.To)).ToList());
}
