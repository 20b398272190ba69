using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Meetings;

/// <summary>Somebody of a project who can take part in its meetings.</summary>
/// <param name="PartyId">The side on which they do.</param>
/// <param name="IsStudent">A student of the project; else somebody who supervises or leads it.</param>
public sealed record MeetingPerson(int Id, string Name, int PartyId, string Side, bool IsStudent);

/// <summary>A student about whom a meeting can be.</summary>
/// <param name="PersonIds">The student and those who supervise them today.</param>
public sealed record MeetingStudent(int CandidatureId, string Name, string Side, IReadOnlyList<int> PersonIds);

/// <summary>A project for whose people somebody plans meetings.</summary>
/// <param name="Zones">Time zones of its sides; the planner's own first.</param>
/// <param name="Students">Those whom the planner may hold meetings about.</param>
public sealed record MeetingProject(int Id, string Code, string Title, IReadOnlyList<string> Zones, IReadOnlyList<MeetingPerson> People, IReadOnlyList<MeetingStudent> Students);

/// <summary>Which meetings a person may see and hold, and with whom.</summary>
public sealed class MeetingBook(PhdTrackerDb db, AccessReader access, TimeProvider clock)
{
    /// <summary>
    /// Those in which the person takes part or that they planned; those of projects that they may follow; and of those about one student, the
    /// ones of students whom they follow: the twin student sees them only by taking part.
    /// </summary>
    public static IQueryable<Meeting> Visible(PhdTrackerDb db, Access mine)
    {
        var (projects, candidatures, me) = (Followed(db, mine, Permission.ViewMeetings), mine.Filter(db.Candidatures, Permission.ViewMeetings), mine.PersonId);
        return db.Meetings.Where(m => m.OrganiserId == me || m.Participants.Any(p => p.PersonId == me)
            || (m.CandidatureId == null && projects.Any(p => p.Id == m.ProjectId)) || candidatures.Any(c => c.Id == m.CandidatureId));
    }

    /// <summary>Projects that go on and whose meetings a person may plan and record.</summary>
    public static IQueryable<Project> Holdable(PhdTrackerDb db, Access mine) =>
        Changeable(db, mine).Where(p => p.State != ProjectState.Completed && p.State != ProjectState.Terminated);

    /// <summary>Projects whose meetings a person may change.</summary>
    internal static IQueryable<Project> Changeable(PhdTrackerDb db, Access mine) => Followed(db, mine, Permission.HoldMeetings);

    /// <summary>Projects for whose meetings a person has a permission, but for those that they finished or left as a student.</summary>
    private static IQueryable<Project> Followed(PhdTrackerDb db, Access mine, Permission permission)
    {
        var (me, closed) = (mine.PersonId, Candidature.ClosedStates);
        return mine.Filter(db.Projects, permission).Where(p =>
            p.Studentships.Any(s => s.Candidatures.Any(c => c.StudentId == me && !closed.Contains(c.State))) || !p.Studentships.Any(s => s.Candidatures.Any(c => c.StudentId == me)));
    }

    /// <summary>A meeting for somebody who changes it, with its project and who takes part.</summary>
    /// <exception cref="NotFoundException">It does not exist, or this person may not see it, or not change it.</exception>
    public async Task<Meeting> LoadAsync(int id, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        var projects = Changeable(db, mine);
        return await Visible(db, mine).Where(m => projects.Any(p => p.Id == m.ProjectId))
            .Include(m => m.Project).ThenInclude(p => p.Programme)
            .Include(m => m.Project).ThenInclude(p => p.Studentships).ThenInclude(s => s.Party).ThenInclude(p => p.Institution)
            .Include(m => m.Participants).ThenInclude(p => p.Person)
            .Include(m => m.Actions)
            .AsSplitQuery().SingleOrDefaultAsync(m => m.Id == id, ct) ?? throw new NotFoundException();
    }

    /// <summary>A project for somebody who plans a meeting of it.</summary>
    /// <exception cref="NotFoundException">It does not exist, is over, or its meetings are not this person's to plan.</exception>
    public async Task<MeetingProject> ProjectAsync(int id, Access mine, CancellationToken ct)
    {
        var project = await Holdable(db, mine).AsNoTracking().Where(p => p.Id == id).Select(p => new
        {
            p.Code,
            p.Title,
            Sides = p.Studentships.OrderBy(s => s.PartyId).Select(s => new { s.PartyId, s.Party.Institution.TimeZone }).ToList(),
        }).SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        var own = mine.Grants.Select(g => g.PartyId).OfType<int>().ToHashSet();
        var about = mine.Filter(db.Candidatures, Permission.ViewMeetings);
        var (today, closed) = (clock.Today(), Candidature.ClosedStates);
        var students = await about.AsNoTracking().Where(c => c.Studentship.ProjectId == id && !closed.Contains(c.State)).OrderBy(c => c.Studentship.PartyId).Select(c => new
        {
            c.Id,
            c.StudentId,
            Name = c.Student.GivenName + " " + c.Student.FamilyName,
            c.Studentship.Party.Side,
            Supervisors = c.Supervisors.Where(s => s.From <= today && (s.To == null || s.To >= today)).Select(s => s.PersonId).ToList(),
        }).AsSplitQuery().ToListAsync(ct);
        return new MeetingProject(
            id, project.Code, project.Title, [.. project.Sides.OrderBy(s => !own.Contains(s.PartyId)).Select(s => s.TimeZone).Distinct()], await PeopleAsync(id, ct),
            [.. students.Select(s => new MeetingStudent(s.Id, s.Name, s.Side, [s.StudentId, .. s.Supervisors]))]);
    }

    /// <summary>The students of a project and those who supervise them or lead it today; each once.</summary>
    public async Task<List<MeetingPerson>> PeopleAsync(int projectId, CancellationToken ct)
    {
        var (today, closed) = (clock.Today(), Candidature.ClosedStates);
        var present = db.Candidatures.AsNoTracking().Where(c => c.Studentship.ProjectId == projectId && !closed.Contains(c.State));
        var students = await present.Select(c => new { c.Student, c.Studentship.PartyId, c.Studentship.Party.Side })
            .Select(x => new MeetingPerson(x.Student.Id, x.Student.GivenName + " " + x.Student.FamilyName, x.PartyId, x.Side, true)).ToListAsync(ct);
        var supervisors = await present.SelectMany(c => c.Supervisors).Where(s => s.From <= today && (s.To == null || s.To >= today))
            .Select(s => new MeetingPerson(s.PersonId, (s.Person.Title == null ? "" : s.Person.Title + " ") + s.Person.GivenName + " " + s.Person.FamilyName, s.PartyId, s.Party.Side, false)).ToListAsync(ct);
        var leaders = await db.Studentships.AsNoTracking().Where(s => s.ProjectId == projectId && s.InvestigatorId != null)
            .Select(s => new MeetingPerson(s.Investigator!.Id, (s.Investigator.Title == null ? "" : s.Investigator.Title + " ") + s.Investigator.GivenName + " " + s.Investigator.FamilyName, s.PartyId, s.Party.Side, false)).ToListAsync(ct);
        return [.. students.Concat(supervisors).Concat(leaders).DistinctBy(p => p.Id).OrderBy(p => p.PartyId).ThenBy(p => !p.IsStudent).ThenBy(p => p.Name, StringComparer.Ordinal)];
    }

    /// <summary>Who can take part in a meeting: the project's people of today, and whoever takes part already.</summary>
    public async Task<IReadOnlyList<MeetingPerson>> PeopleOfAsync(Meeting meeting, CancellationToken ct)
    {
        var people = await PeopleAsync(meeting.ProjectId, ct);
        return [.. people, .. meeting.Participants.Where(p => people.TrueForAll(x => x.Id != p.PersonId)).Select(p => new MeetingPerson(p.PersonId, p.Person.DisplayName, p.PartyId, "", false))];
    }

    /// <summary>A new meeting of a project, its details yet to be given.</summary>
    /// <exception cref="NotFoundException">It does not exist, is over, or its meetings are not this person's to plan; or the student is not theirs to meet about.</exception>
    public async Task<Meeting> NewAsync(int projectId, int? candidatureId, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        var project = await Holdable(db, mine).Include(p => p.Programme).Include(p => p.Studentships).ThenInclude(s => s.Party).ThenInclude(p => p.Institution)
            .SingleOrDefaultAsync(p => p.Id == projectId, ct) ?? throw new NotFoundException();
        var candidature = candidatureId is null ? null
            : await mine.Filter(db.Candidatures, Permission.ViewMeetings).SingleOrDefaultAsync(c => c.Id == candidatureId && c.Studentship.ProjectId == projectId, ct) ?? throw new NotFoundException();
        return new Meeting(project, candidature, by);
    }
}
