using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Meetings;

/// <summary>Records a meeting that took place without having been planned here.</summary>
public sealed record RecordHeldMeeting(int ProjectId, MeetingDetails Details, string? Notes);

/// <summary>Records that a planned meeting took place, or corrects what was recorded.</summary>
/// <param name="Version">The version of the meeting that the page was loaded with.</param>
public sealed record RecordMeeting(int MeetingId, int Version, MeetingDetails Details, string? Notes);

/// <inheritdoc cref="RecordMeeting"/>
public sealed class RecordMeetingHandler(PhdTrackerDb db, MeetingBook book, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The meetings of the project are not this person's to record, or the student is not theirs to meet about.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Meeting.Hold"/>.</exception>
    public async Task<Meeting> HandleAsync(RecordHeldMeeting command, Person by, CancellationToken ct)
    {
        var meeting = await book.NewAsync(command.ProjectId, command.Details.CandidatureId, by, ct);
        meeting.Hold(command.Details, command.Notes, await book.PeopleAsync(command.ProjectId, ct), clock.UtcNow());
        db.Add(meeting);
        await SaveAsync(meeting, by, ct);
        return meeting;
    }

    /// <exception cref="NotFoundException">There is no such meeting for this person to record.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Meeting.Hold"/>.</exception>
    public async Task<Meeting> HandleAsync(RecordMeeting command, Person by, CancellationToken ct)
    {
        var meeting = await book.LoadAsync(command.MeetingId, by, ct);
        if (meeting.Version != command.Version)
            throw new StaleVersionException();
        meeting.Hold(command.Details, command.Notes, await book.PeopleOfAsync(meeting, ct), clock.UtcNow());
        await SaveAsync(meeting, by, ct);
        return meeting;
    }

    private Task SaveAsync(Meeting meeting, Person by, CancellationToken ct)
    {
        db.Record(() => meeting.CaseKey, () => new Act(nameof(RecordMeeting), by.Id, SubjectKind: nameof(Meeting), SubjectId: meeting.Id));
        return db.SaveChangesAsync(ct);
    }
}
