using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.Demo;

/// <summary>A demo student, what is to become of them, and the ids that the history needs.</summary>
internal sealed record DemoStudent(Candidature Candidature, DemoCourse Course, int Call, int Project, bool French)
{
    /// <summary>Whether it is the student of a demo account.</summary>
    public bool IsAccount => Call == DemoProjects.AccountsCall && Project == 0;
}

/// <summary>The projects of the demo programme with their students and plans.</summary>
internal sealed class DemoProjects(PhdTrackerDb db, PlanMilestones plans, DemoAgreements agreements, DemoCast cast, DateOnly today)
{
    /// <summary>Index of the call whose first project is that of the demo accounts.</summary>
    public const int AccountsCall = 5;

    /// <summary>Offices number their projects from 01; the demo's begin higher, so that a real sheet can be imported beside them.</summary>
    private const int FirstNumber = 21;

    /// <summary>The academic year that began last: starts of the newest call.</summary>
    public static int NewestYear(DateOnly today) => today.Month >= 10 ? today.Year : today.Year - 1;

    public async Task<List<DemoStudent>> CreateAsync(CancellationToken ct)
    {
        var calls = await db.Calls.Where(c => c.ProgrammeId == cast.Programme.Id).OrderBy(c => c.Number).ToListAsync(ct);
        var themes = await db.Themes.ToDictionaryAsync(t => t.NameEn, ct);
        var structures = await db.Structures.ToDictionaryAsync(s => s.Code, ct);
        var students = new List<DemoStudent>();
        var number = 0;
        for (var call = 0; call < DemoPlan.Calls.Length; call++)
        {
            for (var project = 0; project < DemoPlan.Calls[call].Length; project++, number++)
            {
                var (title, goals) = DemoNames.Projects[number];
                var department = IsAccounts(call, project) ? 0 : number % cast.Departments.Count;
                var row = new Project(cast.Programme, calls[call], $"IC-CNRS-{calls[call].Year}-{FirstNumber + project:D2}", title);
                row.Describe(goals, number % 5 == 0 ? structures["FLAG-NEURO"] : null, [themes[DemoNames.Departments[department].Theme], .. number % 4 == 0 ? new[] { themes["Connectivity"] } : []]);
                db.Projects.Add(row);
                var both = AddStudents(row, call, project, department, number % cast.Laboratories.Count);
                students.AddRange(both);
                agreements.Add(row, number, (LeadOf(both[0]), LeadOf(both[1])), isOpen: call == DemoPlan.Calls.Length - 1 && project >= DemoPlan.Calls[call].Length - 2);
                db.Record(() => CaseKey.Project(row.Id), () => new Act("StartProject", cast["programme"].Id, SubjectKind: nameof(Project), SubjectId: row.Id));
            }
        }
        return students;
    }

    private static Person LeadOf(DemoStudent student) => student.Candidature.Supervisors.First(s => s.Kind == SupervisorKind.Lead).Person;

    private static bool IsAccounts(int call, int project) => call == AccountsCall && project == 0;

    private List<DemoStudent> AddStudents(Project project, int call, int index, int department, int laboratory)
    {
        var accounts = IsAccounts(call, index);
        laboratory = accounts ? 0 : laboratory;
        // The demo leads have a second and a third project, so that their queues and lists look like those of real leads.
        var led = accounts || (call == AccountsCall - 1 && index == 0) || (call == AccountsCall - 2 && index == 1);
        var (ukLead, frLead) = led ? (cast["lead.uk"], cast["lead.fr"]) : (cast.Next(cast.Uk, false), cast.Next(cast.Fr, false));
        var (uk, fr) = DemoPlan.Calls[call][index];
        var start = StartOf(call, accounts);
        var ukStudent = Register(project, cast.Uk, accounts ? cast["student.uk"] : cast.Next(cast.Uk, true), uk, uk.State == CandidatureState.Offered ? Coming : start, ukLead, cast.Fr, frLead);
        ukStudent.Place(cast.Uk.Institution, cast.Departments[department], null);
        ukStudent.Describe(studentNumber: $"0{2000000 + (project.Code.GetHashCode(StringComparison.Ordinal) & 0xFFFF)}");
        var frStart = accounts || call % 2 == 0 ? start : start.AddMonths(index % 3 == 0 ? -1 : 1);
        var frStudent = Register(project, cast.Fr, accounts ? cast["student.fr"] : cast.Next(cast.Fr, true), fr, fr.State == CandidatureState.Offered ? Coming : frStart, frLead, cast.Uk, ukLead);
        frStudent.Place(cast.Universities[laboratory], cast.Laboratories[laboratory], cast.Schools[laboratory]);
        frStudent.Describe(contractEndsOn: frStudent.StartOn.AddYears(3).AddDays(-1), trainingHours: 30 * (DemoPlan.Calls.Length - call));
        if (uk.State == CandidatureState.Terminated && fr.State == CandidatureState.Terminated)
            project.Terminate();
        else if (call < DemoPlan.Calls.Length - 1 || index < DemoPlan.Calls[call].Length - 1) // The newest project of all is still being set up.
            project.Follow([uk.State, fr.State]);
        foreach (var (candidature, lead) in new[] { (ukStudent, ukLead), (frStudent, frLead) })
        {
            candidature.Student.BelongTo(null, candidature.Unit);
            lead.BelongTo(null, lead.Unit ?? candidature.Unit);
            plans.For(candidature);
        }
        return [new(ukStudent, uk, call, index, false), new(frStudent, fr, call, index, true)];
    }

    /// <summary>Offered students begin in two months.</summary>
    private DateOnly Coming => new DateOnly(today.Year, today.Month, 1).AddMonths(2);

    /// <summary>The first of October; for the demo accounts eleven months ago, so that something is always due soon.</summary>
    private DateOnly StartOf(int call, bool accounts) => accounts
        ? new DateOnly(today.Year, today.Month, 1).AddMonths(-11)
        : new DateOnly(NewestYear(today) - (DemoPlan.Calls.Length - 1) + call, 10, 1);

    private Candidature Register(Project project, ProgrammeParty party, Person student, DemoCourse course, DateOnly start, Person lead, ProgrammeParty partner, Person partnerLead)
    {
        var state = course.State is CandidatureState.Offered ? CandidatureState.Offered : CandidatureState.Registered;
        var candidature = new Candidature(project.AddStudentship(party), student, start, course.Fte, state);
        candidature.Studentship.Candidatures.Add(candidature);
        candidature.Supervise(lead, SupervisorKind.Lead, party, start, party.Side == "FR" ? true : null);
        candidature.Supervise(partnerLead, SupervisorKind.PartnerSupervisor, partner, start);
        if (course.Interruption is { } pause)
        {
            var from = start.AddMonths(pause.From);
            candidature.AddPeriod(StatusKind.Interrupted, from, from.AddMonths(pause.Months).AddDays(-1));
        }
        if (start.AddMonths(13) < today && !Candidature.IsClosed(course.State))
            candidature.AddPeriod(StatusKind.OnMobility, start.AddMonths(8), start.AddMonths(11).AddDays(-1));
        db.Record(() => CaseKey.Candidature(candidature.Id), () => new Act("RegisterStudent", (party.Side == "FR" ? cast["office.fr"] : cast["office.uk"]).Id, SubjectKind: nameof(Candidature), SubjectId: candidature.Id));
        return candidature;
    }
}
