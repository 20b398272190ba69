using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Administration;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>The route of a case: its questions in order, and the whole as a diagram.</summary>
public sealed record WholeRoute(IReadOnlyList<RouteStep> Steps, RouteDiagram? Diagram)
{
    /// <summary>Of a case that follows none yet.</summary>
    public static WholeRoute None { get; } = new([], null);
}

/// <summary>A process with the way that it has gone.</summary>
/// <param name="Followed">The outcomes of its steps, as activity and port.</param>
/// <param name="Broken">Steps that failed and wait to be mended.</param>
/// <param name="DoneBy">Who last answered each step, by name.</param>
internal sealed record WalkedRoute(
    int ProcessId, WorkflowDefinition Definition, bool IsRunning, IReadOnlySet<(string Activity, string Port)> Followed, IReadOnlySet<string> Broken, IReadOnlyDictionary<string, string> DoneBy)
{
    /// <summary>Steps that were passed over, and not asked again since.</summary>
    public IReadOnlyDictionary<string, SkippedStep> Skipped { get; init; } = new Dictionary<string, SkippedStep>();

    /// <summary>Steps that wait for the end of a sub-route, with what is asked there now.</summary>
    public IReadOnlyDictionary<string, List<SubRouteQuestion>> Awaited { get; init; } = new Dictionary<string, List<SubRouteQuestion>>();
}

/// <summary>A step that somebody passed over, and as what the route then went on.</summary>
internal sealed record SkippedStep(string? By, ActivityDefinition Step, string Outcome)
{
    /// <summary>The step as the list of steps shows it.</summary>
    /// <param name="day">When, in words.</param>
    public RouteStep Shown(Texts texts, RouteStep step, string day) => step with
    {
        Said = texts["Route.Skipped"],
        Lines = [new RouteLine(By, null, texts["Route.SkippedAs", OutcomeWords.Of(texts, Step, Outcome) ?? texts["Journal.Done"], day])],
    };
}

/// <summary>A question that is open in a sub-route.</summary>
internal sealed record SubRouteQuestion(string TitleEn, string TitleFr);

/// <summary>Marks the diagram of a route with how a case stands.</summary>
internal static class CaseDiagrams
{
    private static readonly ConcurrentDictionary<string, WorkflowDefinition> Known = new(StringComparer.Ordinal);

    /// <summary>The first of these processes, with its definition and journal: three queries, one more where it waits for a sub-route. Null if there is none.</summary>
    /// <param name="withJournal">Whether it is to be drawn; the ways that were taken are in the journal.</param>
    public static async Task<WalkedRoute?> WalkedAsync(PhdTrackerDb db, IQueryable<Process> processes, CancellationToken ct, bool withJournal = true)
    {
        var process = await processes.AsNoTracking().AsSingleQuery().Select(p => new
        {
            p.Id,
            p.Status,
            p.DefinitionId,
            p.DefinitionVersion,
            Broken = db.Incidents.Where(i => i.ProcessId == p.Id && i.ResolvedAt == null).Select(i => i.ActivityId).ToList(),
            Awaits = db.Processes.Any(c => c.ParentId == p.Id && c.ParentBookmarkId != null && (c.Status == "Running" || c.SubStatus == "Faulted")),
        }).FirstOrDefaultAsync(ct);
        if (process is null)
            return null;
        var definition = await db.Definitions.AsNoTracking().Where(d => d.DefinitionId == process.DefinitionId && d.DefinitionVersion == process.DefinitionVersion)
            .Select(d => new { d.ContentHash, d.Json }).SingleAsync(ct);
        var walked = new WalkedRoute(
            process.Id, Parsed(definition.ContentHash, definition.Json), process.Status == "Running",
            new HashSet<(string, string)>(), process.Broken.ToHashSet(StringComparer.Ordinal), new Dictionary<string, string>())
        {
            Awaited = process.Awaits ? await AwaitedAsync(db, process.Id, ct) : new Dictionary<string, List<SubRouteQuestion>>(),
        };
        return withJournal ? await WithJournalAsync(db, walked, ct) : walked;
    }

    /// <summary>The route with what its journal says: one query.</summary>
    public static async Task<WalkedRoute> WithJournalAsync(PhdTrackerDb db, WalkedRoute walked, CancellationToken ct)
    {
        var bursts = await BurstsAsync(db, walked.ProcessId, ct);
        var (doneBy, skipped) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, SkippedStep>(StringComparer.Ordinal));
        foreach (var (by, lines) in bursts)
        {
            // The first thing that a burst does is what was answered.
            if (by is not null && lines.Find(IsFollowed) is { } first)
                doneBy[first[0]] = by;
            foreach (var line in lines)
            {
                skipped.Remove(line[0]);
                if (line[1] == "skipped" && walked.Definition.Activities.FirstOrDefault(a => a.Id == line[0]) is { } step)
                    skipped[line[0]] = new SkippedStep(by, step, line[2]);
            }
        }
        return walked with { Followed = bursts.SelectMany(burst => burst.Lines).SelectMany(Followed).ToHashSet(), DoneBy = doneBy, Skipped = skipped };
    }

    /// <summary>Burst by burst, who led to it and what was done.</summary>
    private static async Task<List<(string? By, List<string[]> Lines)>> BurstsAsync(PhdTrackerDb db, int processId, CancellationToken ct)
    {
        var bursts = await db.Journal.AsNoTracking().Where(j => j.ProcessId == processId).OrderBy(j => j.Sequence).Select(j => new
        {
            j.Lines,
            By = db.Users.Where(u => u.Id == j.ById).Select(u => (u.Title == null ? "" : u.Title + " ") + u.GivenName + " " + u.FamilyName).FirstOrDefault(),
        }).ToListAsync(ct);
        return [.. bursts.Select(burst => (burst.By, ProcessHistory.Lines(burst.Lines)))];
    }

    private static async Task<Dictionary<string, List<SubRouteQuestion>>> AwaitedAsync(PhdTrackerDb db, int processId, CancellationToken ct) =>
        (await db.Processes.AsNoTracking().Where(c => c.ParentId == processId && c.ParentBookmarkId != null && (c.Status == "Running" || c.SubStatus == "Faulted"))
            .Select(c => new { c.ParentStep, Asked = c.Tasks.Where(t => t.State == TaskState.Open).OrderBy(t => t.Id).Select(t => new SubRouteQuestion(t.TitleEn, t.TitleFr)).ToList() }).ToListAsync(ct))
        .GroupBy(c => c.ParentStep!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.SelectMany(c => c.Asked).ToList(), StringComparer.Ordinal);

    /// <summary>A stored definition; read once for each content.</summary>
    public static WorkflowDefinition Parsed(string contentHash, string json) => Known.GetOrAdd(contentHash, _ => WorkflowDefinition.Parse(json));

    /// <summary>The diagram of a process.</summary>
    /// <param name="steps">How its questions stand.</param>
    /// <param name="hidden">Steps whose answers the reader may not know: no way out of them is marked.</param>
    public static RouteDiagram Of(WalkedRoute walked, Texts texts, IEnumerable<RouteStep> steps, IReadOnlySet<string>? hidden = null)
    {
        var marks = steps.Where(step => step.ActivityId is not null).ToDictionary(step => step.ActivityId!, Mark, StringComparer.Ordinal);
        foreach (var done in walked.Followed.Select(f => f.Activity).Where(activity => !marks.ContainsKey(activity)))
            marks[done] = walked.Skipped.ContainsKey(done) ? new NodeMark(NodeState.Neutral, [], texts["Route.Skipped"]) : new NodeMark(NodeState.Done, []);
        foreach (var (step, asked) in walked.Awaited)
            marks[step] = new NodeMark(NodeState.Now, [.. asked.Select(question => texts.Of(question.TitleEn, question.TitleFr))]);
        foreach (var broken in walked.Broken)
            marks[broken] = new NodeMark(NodeState.Failed, marks.GetValueOrDefault(broken)?.Lines ?? [], texts["Diagram.Stopped"]);
        return RouteDiagrams.Of(walked.Definition, texts, marks, hidden is null ? walked.Followed : walked.Followed.Where(f => !hidden.Contains(f.Activity)).ToHashSet(), isOver: !walked.IsRunning);
    }

    /// <summary>How a step of the list is marked on the diagram.</summary>
    public static NodeMark Mark(RouteStep step) => new(
        step.State switch
        {
            StepState.Done => NodeState.Done,
            StepState.Now => NodeState.Now,
            StepState.Back => NodeState.Back,
            StepState.Bad => NodeState.Failed,
            _ => NodeState.Later,
        },
        [.. step.Lines.Select(Said).Where(line => line.Length > 0 && line != OutcomeWords.Upper(step.Said ?? ""))], step.Said);

    /// <summary>New versions that are asked for now: steps of the diagram, though not of the list, in which handing in comes first.</summary>
    public static IEnumerable<RouteStep> Submissions(Texts texts, IEnumerable<DeskTask> open) => open.Where(task => task.Kind == TaskKind.Submission)
        .Select(task => new RouteStep(
            texts.Of(task.TitleEn, task.TitleFr), StepState.Now, [.. task.Holders.Select(h => new RouteLine(h.Name, task.Side, texts["Route.NewVersion"]))], -1, task.ActivityId));

    private static string Said(RouteLine line) => OutcomeWords.Upper(string.Join(" · ", new[] { line.Name, line.Side, line.Text }.Where(part => !string.IsNullOrEmpty(part))));

    /// <summary>Whether a line of the journal says that a step has ended.</summary>
    private static bool IsFollowed(string[] line) => line[1] is "completed" or "skipped";

    /// <summary>What a line of the journal says was followed; an end has no outcome and is followed as itself.</summary>
    private static IEnumerable<(string Activity, string Port)> Followed(string[] line) =>
        IsFollowed(line) ? line.Skip(2).Prepend("").Select(port => (line[0], port)) : [];
}
