using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>One line of the journal in words: a step and what it did.</summary>
public sealed record JournalLine(string Step, string What);

/// <summary>What the steps of a process did from one answer until everything waited again.</summary>
/// <param name="By">Who gave the answer; null where the app itself went on.</param>
public sealed record JournalBurst(DateTime At, string? By, string When, IReadOnlyList<JournalLine> Lines);

/// <summary>What happened to processes.</summary>
public static class ProcessHistory
{
    /// <summary>How many bursts of a journal are shown, the newest.</summary>
    public const int MostBursts = 100;

    /// <summary>The acts of administrators on a running process, as the audit trail names them.</summary>
    public static IReadOnlyList<string> Acts { get; } =
        [nameof(ReassignTask), nameof(ReplacePerson), nameof(MoveBack), nameof(SkipStep), nameof(CancelProcess), nameof(RestartProcess), "MoveProcess", nameof(MendIncident)];

    /// <summary>What administrators did to these processes.</summary>
    /// <param name="zone">IANA zone on whose clock it is told.</param>
    /// <param name="withReasons">Whether the reader may read why.</param>
    /// <param name="names">Whether the reader may know who did it, and to whom.</param>
    public static async Task<IEnumerable<HistoryEntry>> ActsAsync(PhdTrackerDb db, IQueryable<Process> processes, Texts texts, string zone, bool withReasons, bool names, CancellationToken ct)
    {
        var acts = await db.AuditEntries.AsNoTracking().Where(e => e.SubjectKind == nameof(Process) && processes.Any(p => p.Id == e.SubjectId) && Acts.Contains(e.ActName)).OrderBy(e => e.Id)
            .Select(e => new { e.Id, ProcessId = e.SubjectId!.Value, e.ActName, e.At, e.Comment, Who = e.By == null ? null : (e.By.Title == null ? "" : e.By.Title + " ") + e.By.GivenName + " " + e.By.FamilyName }).ToListAsync(ct);
        var told = await ActWords.OfAsync(db, [.. acts.Select(a => new ActWords.Done(a.Id, a.ProcessId, a.ActName, a.Comment is not null))], texts, names, ct);
        return acts.Select(a => new HistoryEntry(
            a.At, a.ActName is nameof(MoveBack) or nameof(CancelProcess) or nameof(RestartProcess) ? HistoryMark.Back : HistoryMark.Plain, names ? a.Who : null,
            told.GetValueOrDefault(a.Id) ?? texts["Act." + a.ActName], withReasons ? a.Comment : null, texts.DateTimeIn(a.At, zone)));
    }

    /// <summary>The journal, the newest first.</summary>
    /// <param name="reading">Whether the reader may know what one side decided, and who did what.</param>
    public static async Task<IReadOnlyList<JournalBurst>> JournalAsync(PhdTrackerDb db, int processId, CompiledWorkflow workflow, CaseReading reading, Texts texts, string zone, CancellationToken ct)
    {
        var bursts = await db.Journal.AsNoTracking().Where(j => j.ProcessId == processId).OrderByDescending(j => j.Sequence).Take(MostBursts)
            .Select(j => new
            {
                j.At,
                j.Lines,
                By = db.Users.Where(p => p.Id == j.ById).Select(p => (p.Title == null ? "" : p.Title + " ") + p.GivenName + " " + p.FamilyName).FirstOrDefault(),
            }).ToListAsync(ct);
        return [.. bursts.Select(b => (Row: b, By: b.By is null || reading.Names ? b.By : texts["Journal.Unnamed"])).Select(b =>
            new JournalBurst(b.Row.At, b.By, texts.DateTimeIn(b.Row.At, zone), [.. Lines(b.Row.Lines).Select(line => Said(line, b.By, workflow, reading.SideDecisions, texts))]))];
    }

    /// <summary>The lines of a burst, each a list: the activity, what it did, its outcomes.</summary>
    internal static List<string[]> Lines(string json) => JsonSerializer.Deserialize<List<string[]>>(json) ?? [];

    private static JournalLine Said(string[] line, string? by, CompiledWorkflow workflow, bool sideDecisions, Texts texts)
    {
        var isHidden = !sideDecisions && workflow.Find(line[0])?.Definition.Text("choices") == nameof(TaskChoices.Side);
        var outcomes = texts.List(line.Skip(2).Where(o => o != "Done" && !isHidden).Select(o => ProcessWords.Outcome(texts, workflow, line[0], o)));
        return new JournalLine(ProcessWords.Step(texts, workflow, line[0]), line[1] switch
        {
            "started" => texts["Journal.Started"],
            "reopened" => texts["Journal.Reopened"],
            "skipped" => texts["Journal.Skipped", by ?? texts["Journal.Unnamed"], outcomes.Length == 0 ? texts["Journal.Done"] : outcomes],
            "completed" => outcomes.Length == 0 ? texts["Journal.Done"] : texts["Journal.Completed", outcomes],
            "cancelled" => texts["Journal.Cancelled"],
            _ => texts["Journal.Failed"],
        });
    }
}
