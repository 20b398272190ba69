using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Meetings;

/// <summary>Somebody who takes part in a meeting is to do something.</summary>
/// <param name="DueOn">By when; null for no day in particular.</param>
public sealed record AgreeAction(int MeetingId, string? What, int? PersonId, DateOnly? DueOn);

/// <summary>What was agreed is done.</summary>
public sealed record CompleteAction(int MeetingId, int ActionId);

/// <summary>What was agreed is not to be done after all, or was written down wrongly.</summary>
public sealed record DropAction(int MeetingId, int ActionId);

/// <summary>What is to be done after a meeting: whoever may change the meeting agrees, ticks off and drops it.</summary>
public sealed class MeetingActionsHandler(PhdTrackerDb db, MeetingBook book, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such meeting for this person to change.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Meeting.Agree"/>.</exception>
    public async Task HandleAsync(AgreeAction command, Person by, CancellationToken ct)
    {
        var meeting = await book.LoadAsync(command.MeetingId, by, ct);
        meeting.Agree(command.What, command.PersonId, command.DueOn);
        db.Record(meeting.CaseKey, new Act(nameof(AgreeAction), by.Id, SubjectKind: nameof(Meeting), SubjectId: meeting.Id));
        await db.SaveChangesAsync(ct);
    }

    /// <exception cref="NotFoundException">There is no such meeting for this person to change, or nothing of this number was agreed there.</exception>
    /// <exception cref="DomainRuleException"><c>MeetingActionDone</c>.</exception>
    public async Task HandleAsync(CompleteAction command, Person by, CancellationToken ct)
    {
        var (meeting, action) = await LoadAsync(command.MeetingId, command.ActionId, by, ct);
        action.Complete(clock.TodayIn(meeting.Zone));
        db.Record(meeting.CaseKey, new Act(nameof(CompleteAction), by.Id, SubjectKind: nameof(Meeting), SubjectId: meeting.Id));
        await db.SaveChangesAsync(ct);
    }

    /// <exception cref="NotFoundException">There is no such meeting for this person to change, or nothing of this number was agreed there.</exception>
    /// <exception cref="DomainRuleException"><c>MeetingActionDone</c>.</exception>
    public async Task HandleAsync(DropAction command, Person by, CancellationToken ct)
    {
        var (meeting, action) = await LoadAsync(command.MeetingId, command.ActionId, by, ct);
        action.EnsureOpen();
        db.Remove(action);
        db.Record(meeting.CaseKey, new Act(nameof(DropAction), by.Id, SubjectKind: nameof(Meeting), SubjectId: meeting.Id));
        await db.SaveChangesAsync(ct);
    }

    private async Task<(Meeting Meeting, MeetingAction Action)> LoadAsync(int meetingId, int actionId, Person by, CancellationToken ct)
    {
        var meeting = await book.LoadAsync(meetingId, by, ct);
        return (meeting, meeting.Actions.Find(a => a.Id == actionId) ?? throw new NotFoundException());
    }
}
