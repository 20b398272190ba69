using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Testing;

/// <summary>Adds projects to a <see cref="World"/> whose students are in every state and late with everything that one can be late with. Dates suit <see cref="TestClock"/>.</summary>
public sealed class LargerCohort(PhdTrackerDb db)
{
    private static readonly CandidatureState[] States = Enum.GetValues<CandidatureState>();

    /// <summary>Adds a number of projects with a student on each side, and open tasks of every age.</summary>
    public static async Task AddAsync(PhdTrackerDb db, int programmeId, int projects, DateOnly today)
    {
        var cohort = new LargerCohort(db);
        var programme = await db.Programmes.Include(p => p.Parties).ThenInclude(p => p.Institution).SingleAsync(p => p.Id == programmeId);
        var calls = await db.Calls.Where(c => c.ProgrammeId == programmeId).OrderBy(c => c.Number).ToListAsync();
        var themes = await db.Set<Theme>().OrderBy(t => t.Id).ToListAsync();
        var before = await db.Projects.CountAsync();
        for (var n = 0; n < projects; n++)
        {
            var project = new Project(programme, calls[n % calls.Count], $"IC-CNRS-T{before + n:000}-01", n % 2 == 0 ? $"Écoulement turbulent {n}" : $"Turbulent flow {n}");
            project.Describe([1 + (n % 17), 13], null, themes.Count == 0 ? [] : [themes[n % themes.Count]]);
            db.Add(project);
            foreach (var party in programme.Parties.OrderBy(p => p.Id))
                cohort.AddStudent(project, party, (2 * n) + (party.Side == "FR" ? 1 : 0), today);
        }
        await db.SaveChangesAsync();
    }

    private void AddStudent(Project project, Core.Calls.ProgrammeParty party, int n, DateOnly today)
    {
        var student = new Person($"Zoé{n}", n % 3 == 0 ? "Lévêque" : "Okonkwo", $"student.{Guid.NewGuid():N}@test.example", "en");
        var lead = new Person("Ida", $"Péron{n}", $"lead.{Guid.NewGuid():N}@test.example", "en", "Dr");
        var candidature = new Candidature(project.AddStudentship(party), student, new DateOnly(today.Year - 1 - (n % 5), 10, 1), 1, States[n % States.Length]);
        candidature.Supervise(lead, SupervisorKind.Lead, party, candidature.StartOn);
        db.Add(candidature);
        var uk = party.Side == "UK";
        var esa = Add(candidature, uk ? "esa" : "csi", uk ? 0 : 1, today.AddDays(-40));
        Add(candidature, "joint-report", 1, today.AddDays(-40)).CountAs(esa);
        Add(candidature, uk ? "lsr" : "csi", uk ? 0 : 2, today.AddDays(-10 + (n % 30)));
        Add(candidature, uk ? "thesis-submission" : "thesis-deposit", 0, today.AddDays(20 + (n / 2 * 2 % 80)));
        Add(candidature, "derogation-4", 0, today.AddDays(-5), optional: true);
        Add(candidature, "stay-plan", 0, today.AddDays(-300)).Record(today.AddDays(n % 2 == 0 ? -310 : -250));
        if (n % 4 == 0)
            esa.Record(today.AddDays(-60 + (n % 40)));
        if (n % 4 == 1)
            AddTask(candidature, esa, lead, n, today);
        Add(candidature, "viva", 0, null);
    }

    private static Milestone Add(Candidature candidature, string rule, int occurrence, DateOnly? due, bool optional = false)
    {
        var milestone = new Milestone(candidature, null, new MilestoneRuleRef("test", 1, rule, occurrence), $"Milestone {rule}", $"Étape {rule}");
        milestone.Plan(new MilestonePlan(null, due, "Because.", "Parce que.", "{}", true, "milestone-review", null, optional));
        candidature.Milestones.Add(milestone);
        return milestone;
    }

    private void AddTask(Candidature candidature, Milestone milestone, Person holder, int n, DateOnly today)
    {
        var opened = today.AddDays(-(n % 30)).ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc);
        var process = new Process("milestone-review", 1, candidature, milestone, opened);
        var task = new ProcessTask(process, "lead", $"bookmark-{n}", TaskKind.Decision, "lead:home", candidature.Studentship.Party, null, opened, null, null);
        task.Name("Approve the report", "Valider le rapport");
        task.Ask(n % 8 == 1 ? [holder] : []);
        process.Tasks.Add(task);
        db.Add(process);
    }
}
