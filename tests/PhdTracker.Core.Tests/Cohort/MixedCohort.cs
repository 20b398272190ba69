using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Cohort;

/// <summary>A cohort in which everything occurs that numbers tell apart: part time, waived, met on unknown days, left, answered tasks.</summary>
internal sealed class MixedCohort : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private MixedCohort(TestDatabase database, PhdTrackerDb db, Access access) => (_database, Db, Access) = (database, db, access);

    public PhdTrackerDb Db { get; }
    public Access Access { get; }
    public DateOnly Today => _database.Clock.Today();
    public int UnitId { get; private set; }
    public int SupervisorId { get; private set; }

    public static async Task<MixedCohort> CreateAsync(DatabaseProvider provider, int projects)
    {
        var (database, _) = await CohortDatabase.CreateAsync(provider, projects);
        var options = new DbContextOptionsBuilder<PhdTrackerDb>();
        options.UseDatabase(database.Provider, database.ConnectionString);
        var db = new PhdTrackerDb(options.Options, database.Clock);
        var cohort = new MixedCohort(database, db, await database.AccessAsync(db, "programme"));
        await cohort.MixAsync();
        return cohort;
    }

    /// <summary>Everybody, with all that numbers hang on.</summary>
    public Task<List<Candidature>> CandidaturesAsync() => Db.Candidatures.AsNoTracking().Include(c => c.Milestones).Include(c => c.StatusPeriods).Include(c => c.Stays).Include(c => c.Supervisors).ThenInclude(s => s.Person)
        .Include(c => c.Studentship).ThenInclude(s => s.Project).Include(c => c.Studentship).ThenInclude(s => s.Party).OrderBy(c => c.Id).AsSplitQuery().ToListAsync();

    private async Task MixAsync()
    {
        var unit = await Db.Units.OrderBy(u => u.Id).FirstAsync();
        var candidatures = await Db.Candidatures.Include(c => c.Milestones).Include(c => c.StatusPeriods).Include(c => c.Supervisors).ThenInclude(s => s.Person).Include(c => c.Studentship).ThenInclude(s => s.Project).Include(c => c.Studentship).ThenInclude(s => s.Party).Where(c => c.Student.GivenName.StartsWith("Zoé")).OrderBy(c => c.Id).AsSplitQuery().ToListAsync();
        (UnitId, SupervisorId) = (unit.Id, candidatures[0].Supervisors[0].PersonId);
        foreach (var (n, candidature) in candidatures.Index())
        {
            var first = candidature.Milestones.First(m => m.RuleCode is "esa" or "csi");
            if (n % 5 == 0)
                candidature.ChangeMode(Today.AddDays(-100), 0.5m);
            if (n % 7 == 0)
                candidature.Place(null, unit, null);
            if (n % 3 == 0)
                candidature.Fund(null, null, Today.AddDays(n % 2 == 0 ? 10 : 700));
            if (n % 4 == 2)
                candidature.StayWith(candidature.Studentship.Party, null, Today.AddDays(-20), Today.AddDays(n), "Measurements.");
            candidature.Supervisors[0].Carry(n % 6 == 0 ? null : 60);
            if (n > 3 && n % 8 < 2)
                candidature.Supervise(candidatures[0].Supervisors[0].Person, SupervisorKind.CoSupervisor, candidature.Studentship.Party, candidature.StartOn).Carry(70);
            if (n % 9 == 0 && !first.IsClosed)
                first.Waive();
            else if (n % 10 == 0 && !first.IsClosed)
                first.Record(null);
            if (candidature.State == CandidatureState.Withdrawn)
                candidature.MoveTo(CandidatureState.Withdrawn, candidature.StartOn.AddDays(200 + n));
        }
        var tasks = await Db.Tasks.Include(t => t.Process).Include(t => t.Assignees).Where(t => t.State == TaskState.Open && t.Process.Candidature!.Student.GivenName.StartsWith("Zoé")).OrderBy(t => t.Id).ToListAsync();
        foreach (var (n, task) in tasks.Index().Where(t => t.Index % 2 == 0))
            task.Fulfil(task.OpenedAt.AddDays(n % 5));
        foreach (var task in tasks.Where(t => t.State == TaskState.Open).Take(3))
        {
            task.Decide(DecisionKind.Returned, "Once more.", candidatures[0].Supervisors[0].Person, null, task.OpenedAt);
            var again = new ProcessTask(task.Process, "lead", $"again-{task.BookmarkId}", TaskKind.Decision, "lead:home", null, null, task.OpenedAt, null, null);
            again.Name(task.TitleEn, task.TitleFr);
            again.Decide(DecisionKind.Returned, "And once more.", candidatures[0].Supervisors[0].Person, null, task.OpenedAt);
            task.Process.Tasks.Add(again);
        }
        await AgreeAsync([.. candidatures.Select(c => c.Studentship.Project).Distinct().Take(6)]);
        await Db.SaveChangesAsync();
        Db.ChangeTracker.Clear();
    }

    /// <summary>Agreements in force of these projects: every second ends within the year.</summary>
    private async Task AgreeAsync(IReadOnlyList<Project> projects)
    {
        foreach (var (n, project) in projects.Index())
        {
            var agreement = new Agreement(project);
            agreement.Write(new AgreementDraft("Text.", "Texte.", Today.AddYears(-1), Today.AddDays(n % 2 == 0 ? 15 + n : 900), AuthoritativeText.English));
            Db.Add(agreement);
        }
        await Db.SaveChangesAsync();
        await Db.Agreements.Where(a => a.TextEn == "Text.").ExecuteUpdateAsync(s => s.SetProperty(a => a.State, AgreementState.InForce).SetProperty(a => a.InForceAt, _database.Clock.UtcNow()));
    }

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        await _database.DisposeAsync();
    }
}
