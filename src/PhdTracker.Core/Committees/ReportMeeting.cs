using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Committees;

/// <summary>What a monitoring committee writes, in this order: a report of each part of its meeting, two of them in confidence, and its opinion.</summary>
public enum MeetingPart { Presentation, StudentAlone, SupervisorsAlone, Opinion }

/// <summary>A member writes for the whole committee.</summary>
/// <param name="Opinion">Of <see cref="MeetingPart.Opinion"/> only.</param>
/// <param name="ReaderIds">Of what is said in confidence: who of the doctoral school may read it beside the committee.</param>
public sealed record ReportMeeting(int MilestoneId, MeetingPart Part, CommitteeOpinion? Opinion, string Text, IReadOnlyList<int> ReaderIds);

/// <inheritdoc cref="ReportMeeting"/>
public sealed class ReportMeetingHandler(PhdTrackerDb db, CommitteeBook committees, Desks desks, ProcessRunner runner, TimeProvider clock)
{
    /// <summary>What a route calls the step of a part: <c>meeting/student-alone</c>.</summary>
    public static string Action(MeetingPart part) => part switch
    {
        MeetingPart.Presentation => "meeting/presentation",
        MeetingPart.StudentAlone => "meeting/student-alone",
        MeetingPart.SupervisorsAlone => "meeting/supervisors-alone",
        _ => "meeting/opinion",
    };

    /// <summary>The part whose notes are read only by those whom they name; null for a part that others read too.</summary>
    public static ConfidentialPart? Confidential(MeetingPart part) => part switch
    {
        MeetingPart.StudentAlone => ConfidentialPart.StudentAlone,
        MeetingPart.SupervisorsAlone => ConfidentialPart.SupervisorsAlone,
        _ => null,
    };

    /// <exception cref="NotFoundException">It is not asked of this person.</exception>
    /// <exception cref="TaskAlreadyClosedException">Another member wrote it.</exception>
    /// <exception cref="DomainRuleException"><c>ReaderNotOfSchool</c>, and those of <see cref="CommitteeReport"/>.</exception>
    public async Task HandleAsync(ReportMeeting command, Person by, CancellationToken ct)
    {
        var action = Action(command.Part);
        var task = await committees.AskedAsync(command.MilestoneId, action, by, ct);
        var milestone = task.Process.Milestone!;
        if (Confidential(command.Part) is { } part)
            await NoteAsync(milestone, part, command, by, ct);
        else
            db.CommitteeReports.Add(new CommitteeReport(
                milestone, task.SubmissionId, command.Part == MeetingPart.Opinion ? ReportPart.Opinion : ReportPart.Presentation, command.Opinion, command.Text, by, clock.UtcNow()));
        var outcome = command.Part == MeetingPart.Opinion ? command.Opinion.ToString()! : "Done";
        await runner.FulfilAsync(milestone, action, outcome, by, ct);
        db.Record(CaseKey.Candidature(milestone.CandidatureId), new Act(nameof(ReportMeeting), by.Id, SubjectKind: nameof(Milestone), SubjectId: milestone.Id));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Those of the student's doctoral school whom a note may name as its readers: nobody who supervises the student.</summary>
    public async Task<IReadOnlyList<Person>> SchoolAsync(int candidatureId, CancellationToken ct)
    {
        var supervisors = await db.SupervisorAssignments.Where(s => s.CandidatureId == candidatureId).Select(s => s.PersonId).ToListAsync(ct);
        return [.. (await desks.HoldersAsync(DeskCase.Candidature(candidatureId), "director:home", clock.Today(), ct)).Where(p => !supervisors.Contains(p.Id))];
    }

    private async Task NoteAsync(Milestone milestone, ConfidentialPart part, ReportMeeting command, Person by, CancellationToken ct)
    {
        var school = await SchoolAsync(milestone.CandidatureId, ct);
        if (command.ReaderIds.Any(id => school.All(p => p.Id != id)))
            throw new DomainRuleException("ReaderNotOfSchool") { Field = "Readers" };
        var committee = await CommitteeBook.Current(db, milestone.CandidatureId, CommitteeKind.Monitoring).Select(m => m.Person).ToListAsync(ct);
        db.ConfidentialNotes.Add(new ConfidentialNote(milestone, part, command.Text, by, committee.Concat(school.Where(p => command.ReaderIds.Contains(p.Id))), clock.UtcNow()));
    }
}
