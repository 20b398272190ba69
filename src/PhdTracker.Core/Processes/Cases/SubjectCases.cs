using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Administration;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>Whose desk a case lies on, in words.</summary>
public sealed record SubjectDesk(IReadOnlyList<DeskLine> Lines, DeskTone Tone, IReadOnlyList<DeskTask> Tasks)
{
    /// <summary>What the reader is asked, where they are.</summary>
    public DeskTask? Mine(int? readerId) => Tasks.FirstOrDefault(t => t.Holders.Any(h => h.Id == readerId));
}

/// <summary>What a reader of a case may read besides that it goes on.</summary>
/// <param name="Comments">What was written with the answers.</param>
/// <param name="SideDecisions">What one side decided, which is not known outside the offices before both sides publish.</param>
/// <param name="Names">Who was asked and who answered; else they are called by what they were asked as.</param>
public sealed record CaseReading(bool Comments, bool SideDecisions = true, bool Names = true);

/// <summary>Reads whose desk a case lies on, its route and its history, whatever it is about. Milestones have readers of their own.</summary>
public sealed class SubjectCases(PhdTrackerDb db)
{
    /// <summary>The desk: a sentence for each open question, or one that says that none is open.</summary>
    /// <param name="names">Whether the reader may read who is asked.</param>
    public async Task<SubjectDesk> DeskAsync(SubjectKind kind, int id, Texts texts, int? readerId, CancellationToken ct, bool names = true)
    {
        var tasks = await CaseDesks.OpenAsync(db.Tasks.About(kind, id), ct);
        if (!names)
            tasks = [.. tasks.Select(t => Unnamed(texts, t, readerId))];
        if (tasks.Count > 0)
            return new SubjectDesk(DeskWords.Lines(texts, tasks, readerId), tasks.Any(t => t.Holders.Count == 0) ? DeskTone.Bad : DeskTone.Waiting, tasks);
        var stopped = await db.Processes.About(kind, id).AnyAsync(p => db.Incidents.Any(i => i.ProcessId == p.Id && i.ResolvedAt == null), ct);
        return stopped
            ? new SubjectDesk([new DeskLine(texts["Desk.Stopped"], texts["Desk.StoppedRest"])], DeskTone.Bad, [])
            : new SubjectDesk([new DeskLine(texts["Desk.Over"], texts["Desk.OverRest"])], DeskTone.Done, []);
    }

    /// <summary>One sentence for a message: where the case lies now; empty where nothing is open.</summary>
    /// <param name="names">Whether the reader may read who is asked.</param>
    public async Task<string> SentenceAsync(SubjectKind kind, int id, Texts texts, int? readerId, CancellationToken ct, bool names = true) =>
        await DeskAsync(kind, id, texts, readerId, ct, names) is { Tasks.Count: > 0 } desk ? desk.Lines[0].ToString() : "";

    /// <summary>The questions and acts of the newest process about the case, in order, with what became of them. Empty before one has begun.</summary>
    public async Task<IReadOnlyList<RouteStep>> RouteAsync(SubjectKind kind, int id, Texts texts, CaseReading reading, CancellationToken ct) =>
        (await WholeAsync(kind, id, texts, reading, ct)).Steps;

    /// <summary>The route of the newest process about the case, as steps and as a diagram: always six queries. Empty before one has begun.</summary>
    public Task<WholeRoute> WholeAsync(SubjectKind kind, int id, Texts texts, CaseReading reading, CancellationToken ct) =>
        WholeAsync(db.Processes.About(kind, id).Where(p => p.ParentId == null).OrderByDescending(p => p.Id), texts, reading, ct);

    /// <summary>The route of one process.</summary>
    public Task<WholeRoute> OfProcessAsync(int processId, Texts texts, CaseReading reading, CancellationToken ct) =>
        WholeAsync(db.Processes.Where(p => p.Id == processId), texts, reading, ct);

    private async Task<WholeRoute> WholeAsync(IQueryable<Process> processes, Texts texts, CaseReading reading, CancellationToken ct)
    {
        if (await CaseDiagrams.WalkedAsync(db, processes, ct) is not { } walked)
            return WholeRoute.None;
        var asked = (await AskedAsync(walked.ProcessId, ct)).GroupBy(a => a.ActivityId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        var open = (await CaseDesks.OpenAsync(db.Tasks.Where(t => t.ProcessId == walked.ProcessId), ct)).DistinctBy(t => t.ActivityId, StringComparer.Ordinal).ToDictionary(t => t.ActivityId, StringComparer.Ordinal);
        var outline = RouteOutline.Of(walked.Definition);
        // A side that was asked once tells what its people are called in the steps to come.
        var sides = asked.Values.Where(a => a.Side is not null).GroupBy(a => SideOf(a.AskedOf), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Side!, StringComparer.Ordinal);
        // What was answered before an earlier question was asked anew will be asked again.
        bool IsPast(OutlineStep step) => asked.GetValueOrDefault(step.ActivityId)?.ClosedAt is { } closed && !open.ContainsKey(step.ActivityId)
            && outline.Any(s => s.Level < step.Level && open.TryGetValue(s.ActivityId, out var again) && again.OpenedAt >= closed);
        var steps = outline
            .Select(s => (Outline: s, Step: Step(texts, s, IsPast(s) ? null : asked.GetValueOrDefault(s.ActivityId) is { } task ? task with { DoneBy = walked.DoneBy.GetValueOrDefault(s.ActivityId), Skipped = walked.Skipped.GetValueOrDefault(s.ActivityId) } : null, open.GetValueOrDefault(s.ActivityId), sides.GetValueOrDefault(SideOf(s.AskedOf), ""), reading)))
            .Select(s => reading.Names ? s : s with { Step = s.Step with { Lines = [.. s.Step.Lines.Select(l => l with { Name = null })] } })
            .ToList();
        var hidden = reading.SideDecisions ? [] : asked.Values.Where(a => a.Choices == TaskChoices.Side).Select(a => a.ActivityId).ToHashSet(StringComparer.Ordinal);
        return new WholeRoute(
            // Ways back are shown once they were taken; when all is over, only what was.
            [.. steps.Where(s => asked.ContainsKey(s.Outline.ActivityId) || (!s.Outline.IsBack && walked.IsRunning)).Select(s => s.Step)],
            CaseDiagrams.Of(walked, texts, [.. steps.Select(s => s.Step), .. CaseDiagrams.Submissions(texts, open.Values)], hidden));
    }

    /// <summary>The question for a reader who learns that somebody is asked, but not who.</summary>
    private static DeskTask Unnamed(Texts texts, DeskTask task, int? readerId) => task.Holders.Count == 0
        ? task
        : task with { Holders = [.. task.Holders.Where(h => h.Id == readerId), .. task.Holders.Where(h => h.Id != readerId).Take(1).Select(h => h with { Name = DeskWords.Role(texts, task.AskedOf, task.Side), IsRole = true })] };

    /// <summary>What happened to the case, newest first: answers, lapses, and the acts of the audit trail about it.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(SubjectKind kind, int id, Texts texts, CaseReading reading, CancellationToken ct)
    {
        var zone = await db.Tasks.About(kind, id).OrderBy(t => t.AskedOf.EndsWith(":partner")).ThenBy(t => t.Id).Select(t => t.Party!.Institution.TimeZone).FirstOrDefaultAsync(ct) ?? "Europe/London";
        var entries = (await CaseHistories.AnswersAsync(db.Tasks.About(kind, id), texts, reading, ct)).ToList();
        entries.AddRange(await ActsAsync(db, kind, id, zone, texts, reading, ct));
        entries.AddRange(await ProcessHistory.ActsAsync(db, db.Processes.About(kind, id), texts, zone, reading is { Comments: true, SideDecisions: true }, reading.Names, ct));
        return [.. entries.OrderByDescending(e => e.At)];
    }

    /// <summary>The acts of the audit trail about a case, but for answers.</summary>
    /// <param name="zone">IANA zone on whose clock it is told.</param>
    internal static async Task<IEnumerable<HistoryEntry>> ActsAsync(PhdTrackerDb db, SubjectKind kind, int id, string zone, Texts texts, CaseReading reading, CancellationToken ct)
    {
        // That a side took its decision back says what it had decided.
        string[] hidden = ["DecideTask", "LapseTask", "ContinueRoute", .. reading.SideDecisions ? [] : new[] { "ReverseDecision", "RecallDecision" }];
        var name = kind.ToString();
        var acts = await db.AuditEntries.AsNoTracking().Where(e => e.SubjectKind == name && e.SubjectId == id && !hidden.Contains(e.ActName))
            .Select(e => new { e.ActName, e.At, e.Comment, Who = e.By == null ? null : (e.By.Title == null ? "" : e.By.Title + " ") + e.By.GivenName + " " + e.By.FamilyName }).ToListAsync(ct);
        return acts.Select(a => new HistoryEntry(a.At, HistoryMark.Plain, reading.Names ? a.Who : null, texts["Act." + a.ActName], reading.Comments ? a.Comment : null, texts.DateTimeIn(a.At, zone)));
    }

    /// <summary><c>home</c> or <c>partner</c>.</summary>
    private static string SideOf(string askedOf) => askedOf[(askedOf.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private Task<List<Asked>> AskedAsync(int processId, CancellationToken ct) =>
        db.Tasks.AsNoTracking().Where(t => t.ProcessId == processId).OrderBy(t => t.Id).Select(t => new Asked(
            t.ActivityId, t.AskedOf, t.State, t.Kind, t.Choices, t.ClosedAt,
            t.Party != null ? t.Party.Side : t.Process.Candidature!.Studentship.Party.Side, t.Party != null ? t.Party.Institution.TimeZone : t.Process.Candidature!.Studentship.Party.Institution.TimeZone,
            t.Decisions.AsQueryable().Where(d => d.Recall == null).OrderBy(d => d.At).ThenBy(d => d.Id).Select(RouteAnswer.Read).ToList())).ToListAsync(ct);

    private static RouteStep Step(Texts texts, OutlineStep step, Asked? asked, DeskTask? open, string side, CaseReading reading)
    {
        var title = texts.Of(step.TitleEn, step.TitleFr);
        RouteStep As(StepState state, params RouteLine[] lines) => new(title, state, lines, step.Level, step.ActivityId);
        if (open is not null)
        {
            var what = open.Kind == TaskKind.Action ? texts["Route.Acts"] : open.Kind == TaskKind.Opinion ? texts["Route.GivesOpinion"] : texts["Route.Decides"];
            IEnumerable<RouteLine> awaited = open.Holders.Count == 0 ? [new RouteLine(null, null, texts["Route.Nobody"])]
                : reading.Names ? open.Holders.Select(h => new RouteLine(h.Name, h.Side ?? open.Side, what))
                : [new RouteLine(null, open.Side, texts["Route.RoleActs", DeskWords.Role(texts, open.AskedOf, open.Side), what])];
            return As(StepState.Now, [.. asked is null || Hidden(asked, reading) ? [] : RouteAnswer.Lines(texts, asked.Answers, asked.Side, asked.Zone ?? "Europe/London"), .. awaited]);
        }
        if (asked is null)
            return As(StepState.Later, new RouteLine(null, null, DeskWords.Role(texts, step.AskedOf, side)));
        var day = asked.ClosedAt is { } at ? texts.ShortDate(Dates.DayIn(at, asked.Zone ?? "Europe/London")) : "";
        return asked switch
        {
            { State: TaskState.Lapsed } => As(StepState.Later, new RouteLine(null, asked.Side, texts["Route.Lapsed", day])) with { Said = texts["Way.Lapsed"] },
            { Answers.Count: > 0 } when Hidden(asked, reading) => As(StepState.Done, new RouteLine(null, asked.Side, day)),
            { State: TaskState.Done, Answers.Count: > 0 } => As(RouteAnswer.StateOf(asked.Answers), [.. RouteAnswer.Lines(texts, asked.Answers, asked.Side, asked.Zone ?? "Europe/London")]),
            { State: TaskState.Done } => As(StepState.Done, new RouteLine(asked.DoneBy, asked.Side, day)),
            { Skipped: { } skipped } => skipped.Shown(texts, As(StepState.Later), day),
            _ => As(StepState.Later, new RouteLine(null, null, texts["Route.NotNeeded"])) with { Said = texts["Route.NotNeeded"] },
        };
    }

    private static bool Hidden(Asked asked, CaseReading reading) => asked.Choices == TaskChoices.Side && !reading.SideDecisions;

    private sealed record Asked(string ActivityId, string AskedOf, TaskState State, TaskKind Kind, TaskChoices Choices, DateTime? ClosedAt, string? Side, string? Zone, List<RouteAnswer> Answers)
    {
        /// <summary>Who did what was asked for, where it was not answered.</summary>
        public string? DoneBy { get; init; }

        /// <summary>How it was passed over, where it was.</summary>
        public SkippedStep? Skipped { get; init; }
    }
}
