using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Meetings;

/// <summary>Changes a planned meeting. What it is about stays.</summary>
/// <param name="Version">The version of the meeting that the page was loaded with.</param>
public sealed record ChangeMeeting(int MeetingId, int Version, MeetingDetails Details);

/// <inheritdoc cref="ChangeMeeting"/>
public sealed class ChangeMeetingHandler(PhdTrackerDb db, MeetingBook book, MeetingMails mails, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such meeting for this person to change.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Meeting.Plan"/>.</exception>
    public async Task HandleAsync(ChangeMeeting command, Person by, CancellationToken ct)
    {
        var meeting = await book.LoadAsync(command.MeetingId, by, ct);
        if (meeting.Version != command.Version)
            throw new StaleVersionException();
        var change = meeting.Plan(command.Details, await book.PeopleOfAsync(meeting, ct), clock.UtcNow());
        await mails.TellAsync(meeting, change, by, ct);
        db.Record(meeting.CaseKey, new Act(nameof(ChangeMeeting), by.Id, SubjectKind: nameof(Meeting), SubjectId: meeting.Id));
        await db.SaveChangesAsync(ct);
    }
}
