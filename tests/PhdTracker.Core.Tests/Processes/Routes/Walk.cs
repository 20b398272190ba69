using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Processes.Routes;

/// <summary>One step that a process took: an activity with an outcome; no outcome where it only began.</summary>
internal sealed record Taken(string ActivityId, string? Outcome);

/// <summary>
/// A shipped route in a world of its own, walked by the app's own commands. Answers that no form offers, such as a refusal where one can only
/// endorse or return, are given to the process directly.
/// </summary>
internal abstract class Walk(TestDatabase database, World world) : IAsyncDisposable
{
    protected TestDatabase Database => database;
    protected World World => world;
    protected Acts Acts { get; } = new(database, world);

    /// <summary>Hands in, sends, enters: what begins the route.</summary>
    public abstract Task BeginAsync();

    /// <summary>The name of the state in which the case stands.</summary>
    public abstract Task<string> StatusAsync();

    /// <summary>Does what a step with a page of its own asks for; false where no command of the app comes to this outcome.</summary>
    protected abstract Task<bool> ActAsync(ProcessTask task, string outcome);

    /// <summary>The processes of the case.</summary>
    protected abstract IQueryable<Process> Of(PhdTrackerDb db);

    public static async Task<Walk> OnAsync(string route)
    {
        var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        return route switch
        {
            "proposal" => new ProposalWalk(database, world),
            "cosupervision-agreement" => new AgreementWalk(database, world, AgreementKind.CoSupervision),
            "cotutelle" => new AgreementWalk(database, world, AgreementKind.Cotutelle),
            "examination" => new ExaminationWalk(database, world, french: false),
            "soutenance" => new ExaminationWalk(database, world, french: true),
            "monitoring-committee" or "re-registration" => new MilestoneWalk(database, world, route, world.CsiId),
            _ => new MilestoneWalk(database, world, route, world.EsaId),
        };
    }

    /// <summary>Takes one step.</summary>
    /// <param name="step">The activity and its outcome, such as <c>lead:Approved</c>.</param>
    public async Task TakeAsync(string step)
    {
        var (activity, outcome) = (step.Split(':')[0], step.Split(':')[1]);
        if (await HappensAsync(activity))
            return;
        var task = await Database.AskAsync(async db =>
        {
            var open = await db.Tasks.AsNoTracking().Include(t => t.Assignees).Where(t => t.State == TaskState.Open && Of(db).Any(p => p.Id == t.ProcessId)).ToListAsync();
            return open.Find(t => t.ActivityId == activity) ?? throw new InvalidOperationException($"{step}: asked are {string.Join(", ", open.Select(t => t.ActivityId))}.");
        });
        if (outcome == "Lapsed")
            await LapseAsync();
        else if (task.Kind is TaskKind.Decision or TaskKind.Opinion ? !await DecideAsync(task, outcome) : !await ActAsync(task, outcome))
            await AnswerDirectlyAsync(task.Id, outcome);
    }

    /// <summary>What the journals of the case say, and that nothing failed.</summary>
    public Task<List<Taken>> JournalAsync() => Database.AskAsync(async db =>
    {
        Assert.Empty(await db.Incidents.Select(i => i.ActivityId + ": " + i.Message).ToListAsync());
        var lines = await db.Journal.Where(j => Of(db).Any(p => p.Id == j.ProcessId)).OrderBy(j => j.ProcessId).ThenBy(j => j.Sequence).Select(j => j.Lines).ToListAsync();
        return lines.SelectMany(Read).ToList();
    });

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>Something other than a person's task; false if the step is none.</summary>
    protected virtual Task<bool> HappensAsync(string activity) => Task.FromResult(false);

    /// <summary>Does something as one of the people whom a task asks.</summary>
    protected Task<T> AsAskedAsync<T>(ProcessTask task, Func<IServiceProvider, Person, Task<T>> act) =>
        Acts.AsAsync(world.People.First(p => p.Value == task.Assignees.Min(a => a.PersonId)).Key, act);

    private async Task<bool> DecideAsync(ProcessTask task, string outcome)
    {
        if (ProcessTask.Answers(task.Kind, task.Choices).Where(k => Decision.Outcome(k) == outcome).Cast<DecisionKind?>().FirstOrDefault() is not { } kind)
            return false;
        await AsAskedAsync(task, (services, by) => services.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(task.Id, task.Version, kind, "Because."), by, default));
        return true;
    }

    private async Task LapseAsync()
    {
        Database.Clock.Advance(TimeSpan.FromDays(30));
        await Database.InScopeAsync(services => services.GetRequiredService<ResumeDueHandler>().HandleAsync(default));
    }

    private Task AnswerDirectlyAsync(int taskId, string outcome) => Database.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var task = await db.Tasks.Include(t => t.Process).SingleAsync(t => t.Id == taskId);
        task.Fulfil(Database.Clock.UtcNow());
        await services.GetRequiredService<ProcessRunner>().ResumeAsync(task, outcome, null, default);
        await db.SaveChangesAsync();
    });

    private static IEnumerable<Taken> Read(string lines)
    {
        foreach (var line in JsonDocument.Parse(lines).RootElement.EnumerateArray().Select(l => l.EnumerateArray().Select(v => v.GetString()!).ToList()))
        {
            yield return new Taken(line[0], null);
            foreach (var outcome in line.Skip(2))
                yield return new Taken(line[0], outcome);
        }
    }
}

/// <summary>A milestone that is handed in and decided.</summary>
internal sealed class MilestoneWalk(TestDatabase database, World world, string route, int milestoneId) : Walk(database, world)
{
    private string Student => milestoneId == World.CsiId ? "student.fr" : "student.uk";

    public override async Task BeginAsync()
    {
        await Database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var milestone = await db.Milestones.SingleAsync(m => m.Id == milestoneId);
            milestone.Plan(new MilestonePlan(null, milestone.DueOn, "Because.", "Parce que.", "{}", true, route, milestone.RetakeMonths));
            await db.SaveChangesAsync();
        });
        if (milestoneId == World.CsiId)
            await Acts.NameCommitteeAsync("school.fr", World.FrCandidatureId, "newcomer.fr", "other.lead.fr");
        await Acts.HandInAsync(Student, milestoneId);
    }

    public override Task<string> StatusAsync() => Database.AskAsync(async db => (await db.Milestones.SingleAsync(m => m.Id == milestoneId)).State.ToString());

    protected override async Task<bool> ActAsync(ProcessTask task, string outcome)
    {
        switch (task.Action)
        {
            case null when outcome == "Submitted":
                await Acts.HandInAsync(Student, milestoneId, "Again.");
                return true;
            case NamePanelHandler.Action:
                await Acts.NamePanelAsync("office.uk", milestoneId, "newcomer.uk", "other.lead.uk");
                return true;
            case ReportAssessmentHandler.Action:
                Assert.Equal(1, await Acts.ReportAsync("newcomer.uk", milestoneId, CommitteeOpinion.Favourable));
                Assert.Equal(0, await Acts.ReportAsync("other.lead.uk", milestoneId, CommitteeOpinion.Reserved));
                return true;
            case { } action:
                var part = Enum.GetValues<MeetingPart>().Single(p => ReportMeetingHandler.Action(p) == action);
                await Acts.MeetAsync("newcomer.fr", milestoneId, part, part == MeetingPart.Opinion ? Enum.Parse<CommitteeOpinion>(outcome) : null);
                return true;
            default:
                return false;
        }
    }

    protected override IQueryable<Process> Of(PhdTrackerDb db) => db.Processes.Where(p => p.MilestoneId == milestoneId);
}

/// <summary>An agreement that is reviewed and signed.</summary>
internal sealed class AgreementWalk(TestDatabase database, World world, AgreementKind kind) : Walk(database, world)
{
    private int _id;

    private Agreeing Agreeing => new(Acts, World);

    public override async Task BeginAsync() => await Agreeing.SendAsync(_id = await Agreeing.DraftAsync(kind: kind));

    public override Task<string> StatusAsync() => Database.AskAsync(async db => (await db.Agreements.SingleAsync(a => a.Id == _id)).State.ToString());

    protected override async Task<bool> ActAsync(ProcessTask task, string outcome)
    {
        var name = World.People.First(p => p.Value == task.Assignees.Single().PersonId).Key;
        switch (task.Action, outcome)
        {
            case ("sign", "Signed"): await Agreeing.SignAsync(_id, name); return true;
            case ("sign", "Declined"): await Agreeing.DeclineAsync(_id, name, "Not like this."); return true;
            case ("edit", _): await Agreeing.SendAsync(_id, name); return true;
            default: return false;
        }
    }

    protected override IQueryable<Process> Of(PhdTrackerDb db) => db.Processes.Where(p => p.AgreementId == _id);
}

/// <summary>A proposal from two newcomers.</summary>
internal sealed class ProposalWalk(TestDatabase database, World world) : Walk(database, world)
{
    private Applying _applying = null!;
    private int _id;

    public override async Task BeginAsync()
    {
        _applying = await Applying.ToAsync(Database, World);
        _id = await _applying.SentAsync();
    }

    public override Task<string> StatusAsync() => Database.AskAsync(async db => (await db.Proposals.SingleAsync(p => p.Id == _id)).State.ToString());

    protected override async Task<bool> HappensAsync(string activity)
    {
        if (activity != "published")
            return false;
        Database.Clock.Set(Applying.Closes);
        await _applying.PublishAsync();
        return true;
    }

    protected override async Task<bool> ActAsync(ProcessTask task, string outcome)
    {
        await AsAskedAsync(task, async (services, by) =>
        {
            await services.GetRequiredService<SendProposalHandler>().HandleAsync(new SendProposal(_id), by, default);
            return true;
        });
        return true;
    }

    protected override IQueryable<Process> Of(PhdTrackerDb db) => db.Processes.Where(p => p.ProposalId == _id);
}

/// <summary>The examination of one of the two students.</summary>
internal sealed class ExaminationWalk(TestDatabase database, World world, bool french) : Walk(database, world)
{
    private ExaminationActs _acts = null!;
    private int _versions;

    public override async Task BeginAsync()
    {
        _acts = new ExaminationActs(Acts, World, Database.Clock, french);
        await _acts.EnterAsync();
    }

    public override Task<string> StatusAsync() => Database.AskAsync(async db => (await db.Examinations.SingleAsync(e => e.Id == _acts.Id)).State.ToString());

    protected override async Task<bool> ActAsync(ProcessTask task, string outcome)
    {
        switch (task.Action)
        {
            case "nominate": await _acts.NominateAsync(); break;
            case "thesis": await _acts.HandInAsync($"version {++_versions}"); break;
            case "corrections": await _acts.HandInAsync($"version {++_versions}", corrected: true); break;
            case "reports": await _acts.ReportsAsync(); break;
            case "date": await _acts.DateAsync(); break;
            case "outcome":
                var day = await Database.AskAsync(db => db.Examinations.Where(e => e.Id == _acts.Id).Select(e => e.DefenceOn).SingleAsync());
                Database.Clock.Set(new DateTimeOffset(day!.Value.ToDateTime(new TimeOnly(15, 0)), TimeSpan.Zero));
                await _acts.OutcomeAsync(Enum.Parse<ExaminationOutcome>(outcome));
                break;
            case "award": await _acts.AwardAsync(); break;
            default: return false;
        }
        return true;
    }

    protected override IQueryable<Process> Of(PhdTrackerDb db) => db.Processes.Where(p => p.ExaminationId == _acts.Id);
}
