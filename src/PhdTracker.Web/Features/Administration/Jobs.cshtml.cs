using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Jobs;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Jobs;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;
using Quartz;

namespace PhdTracker.Web.Features.Administration;

/// <summary>The background jobs: when each ran last and runs next, how it ended, and a button to run it now.</summary>
public sealed class JobsModel(CurrentPerson current, PhdTrackerDb db, ISchedulerFactory schedulers, TimeProvider clock, Texts texts) : ListPageModel
{
    private const int ShownRuns = 20;

    public IReadOnlyList<JobRow> Jobs { get; private set; } = [];
    public IReadOnlyList<RunRow> Runs { get; private set; } = [];

    /// <summary>Nobody can run a programme yet, as after the first start: this is the page that its administrator comes to.</summary>
    public bool LacksOffices { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        await AuthoriseAsync(ct);
        LacksOffices = !await db.RoleAssignments.AnyAsync(r => r.Role == Role.Office || r.Role == Role.ProgrammeManager, ct);
        var scheduler = await schedulers.GetScheduler(ct);
        var lastIds = await db.JobRuns.GroupBy(r => r.Job).Select(g => g.Max(r => r.Id)).ToListAsync(ct);
        var last = await db.JobRuns.AsNoTracking().Where(r => lastIds.Contains(r.Id)).ToDictionaryAsync(r => r.Job, ct);
        var jobs = new List<JobRow>();
        foreach (var name in JobsSetup.Names)
        {
            var trigger = await scheduler.GetTrigger(new TriggerKey(name), ct);
            jobs.Add(new JobRow(name, last.GetValueOrDefault(name), At(trigger?.NextFireTimeUtc)));
        }
        Jobs = jobs;
        Runs = await RunsAsync(ShownRuns, ct);
    }

    /// <summary>The runs that did something, those before the last ones too.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        await AuthoriseAsync(ct);
        var sheet = new ListSheet(texts, texts["Jobs.Job"], texts["Export.StartedUtc"], texts["Export.EndedUtc"], texts["Jobs.StartedBy"], texts["Jobs.Outcome"]);
        var runs = await RunsAsync(ListSheet.MostLines, ct);
        foreach (var run in runs)
        {
            sheet.AddLine(texts["Job." + run.Job], run.StartedAt, run.FinishedAt, run.By ?? texts["Jobs.BySchedule"],
                run.Outcome == JobOutcome.Failed ? texts["Jobs.FailedWith", run.Message] : run.Done == 0 ? texts["Jobs.NothingToDo"] : texts.Count("Jobs.Did", run.Done));
        }
        sheet.AddEnd(runs.Count < ListSheet.MostLines ? runs.Count : await Told().CountAsync(ct));
        return (texts["Export.JobRuns"], clock.Today(), sheet);
    }

    public async Task<IActionResult> OnPostAsync(string job, CancellationToken ct)
    {
        await AuthoriseAsync(ct);
        if (!JobsSetup.Names.Contains(job))
            return NotFound();
        var scheduler = await schedulers.GetScheduler(ct);
        var data = new JobDataMap { [JobsSetup.StartedBy] = current.Id!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        await scheduler.TriggerJob(new JobKey(job), data, ct);
        this.Done(texts["Jobs.Started", texts["Job." + job]]);
        return RedirectToPage();
    }

    /// <summary>The scheduler counts by the machine's clock; the page by the app's, which Development may have moved.</summary>
    private DateTime? At(DateTimeOffset? fire) => fire is { } at ? clock.UtcNow() + (at - TimeProvider.System.GetUtcNow()) : null;

    /// <summary>Runs that did something, failed, or were started by somebody.</summary>
    private IQueryable<JobRun> Told() => db.JobRuns.AsNoTracking().Where(r => r.Done > 0 || r.Outcome == JobOutcome.Failed || r.StartedById != null);

    private Task<List<RunRow>> RunsAsync(int most, CancellationToken ct) => Told().OrderByDescending(r => r.Id).Take(most)
        .Select(r => new RunRow(r.Job, r.StartedAt, r.FinishedAt, r.Outcome, r.Done, r.Message, db.Users.Where(p => p.Id == r.StartedById).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault()))
        .ToListAsync(ct);

    private async Task AuthoriseAsync(CancellationToken ct)
    {
        if (!(await current.AccessAsync(ct)).MayAnywhere(Permission.ManageSystem))
            throw new NotFoundException();
    }

    public sealed record JobRow(string Name, JobRun? Last, DateTime? NextAt);

    public sealed record RunRow(string Job, DateTime StartedAt, DateTime? FinishedAt, JobOutcome Outcome, int Done, string? Message, string? By);
}
