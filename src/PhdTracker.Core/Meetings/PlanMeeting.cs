using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Meetings;

/// <summary>Plans a meeting; those who take part are invited.</summary>
public sealed record PlanMeeting(int ProjectId, MeetingDetails Details);

/// <inheritdoc cref="PlanMeeting"/>
public sealed class PlanMeetingHandler(PhdTrackerDb db, MeetingBook book, MeetingMails mails, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The meetings of the project are not this person's to plan, or the student is not theirs to meet about.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Meeting.Plan"/>.</exception>
    public async Task<Meeting> HandleAsync(PlanMeeting command, Person by, CancellationToken ct)
    {
        var meeting = await book.NewAsync(command.ProjectId, command.Details.CandidatureId, by, ct);
        var change = meeting.Plan(command.Details, await book.PeopleAsync(command.ProjectId, ct), clock.UtcNow());
        db.Add(meeting);
        await mails.TellAsync(meeting, change, by, ct);
        db.Record(() => meeting.CaseKey, () => new Act(nameof(PlanMeeting), by.Id, SubjectKind: nameof(Meeting), SubjectId: meeting.Id));
        await db.SaveChangesAsync(ct);
        return meeting;
    }
}
