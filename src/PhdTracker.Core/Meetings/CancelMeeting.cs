using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Meetings;

/// <summary>A planned meeting does not take place; those who would have taken part are told.</summary>
/// <param name="Version">The version of the meeting that the page was loaded with.</param>
/// <param name="Reason">For those who would have taken part; may be empty.</param>
public sealed record CancelMeeting(int MeetingId, int Version, string? Reason);

/// <inheritdoc cref="CancelMeeting"/>
public sealed class CancelMeetingHandler(PhdTrackerDb db, MeetingBook book, MeetingMails mails)
{
    /// <exception cref="NotFoundException">There is no such meeting for this person to cancel.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Meeting.Cancel"/>.</exception>
    public async Task HandleAsync(CancelMeeting command, Person by, CancellationToken ct)
    {
        var meeting = await book.LoadAsync(command.MeetingId, by, ct);
        if (meeting.Version != command.Version)
            throw new StaleVersionException();
        meeting.Cancel(command.Reason);
        await mails.TellCancelledAsync(meeting, by, ct);
        db.Record(meeting.CaseKey, new Act(nameof(CancelMeeting), by.Id, SubjectKind: nameof(Meeting), SubjectId: meeting.Id));
        await db.SaveChangesAsync(ct);
    }
}
