using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.People.Merging;

/// <summary>
/// Makes one of two records of a person. What the one holds moves to the other; it stays itself as a closed record that leads there, so that
/// what was done under it can still be read.
/// </summary>
/// <param name="KeptStamp">The version of the kept record that the page was loaded with.</param>
/// <param name="ClosedStamp">The same of the one that is closed.</param>
public sealed record MergePeople(int KeptId, string? KeptStamp, int ClosedId, string? ClosedStamp);

/// <inheritdoc cref="MergePeople"/>
public sealed class MergePeopleHandler(PhdTrackerDb db, MergePairs pairs)
{
    /// <exception cref="NotFoundException">One of them is not there, or not for this person; or was merged already.</exception>
    /// <exception cref="StaleVersionException">One of them was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException">
    /// <c>NotAllowed</c>; <c>MergeOutOfReach</c>, <c>MergeOwnRecord</c>, <c>MergeBothSignIn</c>, <c>MergeKeepsWhoSignsIn</c>, <c>MergeStudentsOfOneProject</c>, <c>MergeSupervisesThemselves</c>,
    /// <c>MergeSupervisesTwice</c>, <c>MergeJudgesOwnStudent</c>, <c>MergeLeadsBothSides</c>, <c>MergeAppliedTwice</c>, <c>MergeDelegates</c>, <c>MergeStandsIn</c>, <c>MergeAnsweredTwice</c>.
    /// </exception>
    public async Task HandleAsync(MergePeople command, Person by, CancellationToken ct)
    {
        var (kept, closed) = await pairs.FindAsync(command.KeptId, command.ClosedId, by, ct);
        if (kept.ConcurrencyStamp != command.KeptStamp || closed.ConcurrencyStamp != command.ClosedStamp)
            throw new StaleVersionException();
        if ((await pairs.ObstaclesAsync(kept, closed, by, ct)).FirstOrDefault() is { } obstacle)
            throw obstacle;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await MoveKeysAsync(kept.Id, closed.Id, ct);
        await MoveSupervisionAsync(kept, closed, ct);
        foreach (var reference in PersonReferences.Moving)
            await reference.MoveAsync(db, closed.Id, kept.Id, ct);
        closed.MergeInto(kept);
        foreach (var earlier in await db.Users.Where(p => p.MergedIntoId == closed.Id).ToListAsync(ct))
            earlier.MergeInto(kept);
        db.Record(CaseKey.Person(kept.Id), new Act(nameof(MergePeople), by.Id, SubjectKind: nameof(Person), SubjectId: closed.Id, Comment: closed.DisplayName));
        db.Record(CaseKey.Person(closed.Id), new Act(nameof(MergePeople), by.Id, SubjectKind: nameof(Person), SubjectId: kept.Id, Comment: kept.DisplayName));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Seats and readers, whose person is part of their key. Of two seats in a task that is over, the one stays as it was.</summary>
    private async Task MoveKeysAsync(int kept, int closed, CancellationToken ct)
    {
        var seats = db.TaskAssignees.Where(a => a.PersonId == closed);
        await db.TaskAssignees.Where(k => k.PersonId == kept && k.State == SeatState.Released && k.Task.State == TaskState.Open && k.Task.Assignees.Any(a => a.PersonId == closed && a.State == SeatState.Asked))
            .ExecuteUpdateAsync(s => s.SetProperty(k => k.State, SeatState.Asked), ct);
        await seats.Where(a => a.Task.State == TaskState.Open && a.Task.Assignees.Any(k => k.PersonId == kept)).ExecuteDeleteAsync(ct);
        await seats.Where(a => !a.Task.Assignees.Any(k => k.PersonId == kept)).ExecuteUpdateAsync(s => s.SetProperty(a => a.PersonId, kept), ct);
        await db.TaskAssignees.Where(a => a.OnBehalfOfId == closed).ExecuteUpdateAsync(s => s.SetProperty(a => a.OnBehalfOfId, kept), ct);
        var readers = db.Set<ConfidentialReader>().Where(r => r.PersonId == closed);
        await readers.Where(r => r.Note.Readers.Any(k => k.PersonId == kept)).ExecuteDeleteAsync(ct);
        await readers.ExecuteUpdateAsync(s => s.SetProperty(r => r.PersonId, kept), ct);
    }

    /// <summary>Where both supervise a student in the same way at the same time, as two sheets told it, the two rows become one.</summary>
    private async Task MoveSupervisionAsync(Person kept, Person closed, CancellationToken ct)
    {
        var rows = await db.SupervisorAssignments.Where(s => s.PersonId == kept.Id || s.PersonId == closed.Id).OrderBy(s => s.From).ThenBy(s => s.Id).ToListAsync(ct);
        var own = rows.FindAll(s => s.PersonId == kept.Id);
        foreach (var row in rows.Except(own))
        {
            if (own.Find(row.Repeats) is { } same)
            {
                same.Absorb(row);
                db.Remove(row);
            }
            else
            {
                db.Entry(row).Property(s => s.PersonId).CurrentValue = kept.Id;
            }
        }
    }
}
