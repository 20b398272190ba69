using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes.Administration;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>How an entry is marked, besides its words.</summary>
public enum HistoryMark { Plain, Good, Back, Bad }

/// <summary>One thing that happened to a milestone.</summary>
/// <param name="Who">Null where nobody did it.</param>
/// <param name="Comment">Only for those who may read what was written.</param>
/// <param name="When">In the reader's language, on the clock of the side that acted.</param>
/// <param name="TaskId">The question that it answers, where somebody may want to reverse it.</param>
public sealed record HistoryEntry(DateTime At, HistoryMark Mark, string? Who, string What, string? Comment, string When, int? TaskId = null);

/// <summary>Reads what happened to a milestone, newest first: always five queries.</summary>
public sealed class CaseHistories(PhdTrackerDb db, TimeProvider clock)
{
    /// <summary>Acts of the audit trail that the history tells beside submissions and answers.</summary>
    private static readonly string[] ShownActs = ["RecordMilestone", "WaiveMilestone", "RequireMilestone", "FixMilestoneDate", "ReleaseMilestoneDate", "ReverseDecision", "RecallDecision", "WithdrawSubmission", "NamePanel", "ReportAssessment", "ReportMeeting"];

    /// <param name="withComments">Whether the reader may read what was handed in and written about it.</param>
    public async Task<IReadOnlyList<HistoryEntry>> OfAsync(int milestoneId, Texts texts, bool withComments, CancellationToken ct)
    {
        var about = await db.Milestones.AsNoTracking().Where(m => m.Id == milestoneId)
            .Select(m => new { Followed = m.EquivalentToId ?? m.Id, m.OpensOn, Zone = m.Candidature.Studentship.Party.Institution.TimeZone }).SingleOrDefaultAsync(ct);
        if (about is null)
            return [];
        var entries = new List<HistoryEntry>();
        entries.AddRange(await SubmissionsAsync(db.Submissions.Where(s => s.MilestoneId == about.Followed), about.Zone, texts, ct));
        entries.AddRange(await AnswersAsync(db.Tasks.Where(t => t.Process.MilestoneId == about.Followed), texts, new CaseReading(withComments), ct));
        entries.AddRange(await OfficeActsAsync(db, milestoneId, about.Zone, texts, withComments, ct));
        entries.AddRange(await ProcessHistory.ActsAsync(db, db.Processes.Where(p => p.MilestoneId == about.Followed), texts, about.Zone, withComments, names: true, ct));
        if (about.OpensOn is { } opened && opened <= clock.Today())
            entries.Add(new HistoryEntry(opened.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), HistoryMark.Plain, null, texts["History.Opened"], null, texts.ShortDate(opened)));
        return entries.OrderByDescending(e => e.At).ToList();
    }

    /// <summary>What was handed in.</summary>
    internal static async Task<IEnumerable<HistoryEntry>> SubmissionsAsync(IQueryable<Submission> submissions, string zone, Texts texts, CancellationToken ct)
    {
        var sent = await submissions.AsNoTracking().Where(s => s.SubmittedAt != null)
            .Select(s => new { s.Number, At = s.SubmittedAt!.Value, Who = (s.Author.Title == null ? "" : s.Author.Title + " ") + s.Author.GivenName + " " + s.Author.FamilyName }).ToListAsync(ct);
        return sent.Select(s => new HistoryEntry(s.At, HistoryMark.Good, s.Who, texts["History.Sent", s.Number], null, texts.DateTimeIn(s.At, zone)));
    }

    /// <summary>What was answered of these tasks, and what lapsed.</summary>
    internal static async Task<IEnumerable<HistoryEntry>> AnswersAsync(IQueryable<ProcessTask> tasks, Texts texts, CaseReading reading, CancellationToken ct)
    {
        var told = tasks.AsNoTracking().Where(t => reading.SideDecisions || t.Choices != TaskChoices.Side);
        var lapsed = await told.Where(t => t.State == TaskState.Lapsed && t.ClosedAt != null).Select(t => new
        {
            t.AskedOf,
            At = t.ClosedAt!.Value,
            Side = t.Party != null ? t.Party.Side : t.Process.Candidature!.Studentship.Party.Side,
            Zone = t.Party != null ? t.Party.Institution.TimeZone : t.Process.Candidature!.Studentship.Party.Institution.TimeZone,
        }).ToListAsync(ct);
        var answers = await told.SelectMany(t => t.Decisions, (t, d) => new
        {
            t.Id,
            t.AskedOf,
            Side = d.Party != null ? d.Party.Side : t.Party != null ? t.Party.Side : t.Process.Candidature!.Studentship.Party.Side,
            Reversible = t.Kind == TaskKind.Decision && t.State == TaskState.Done,
            d.At,
            Zone = d.Party != null ? d.Party.Institution.TimeZone : t.Party != null ? t.Party.Institution.TimeZone : t.Process.Candidature!.Studentship.Party.Institution.TimeZone,
            Answer = d.Kind,
            d.Comment,
            Who = (d.By.Title == null ? "" : d.By.Title + " ") + d.By.GivenName + " " + d.By.FamilyName,
            For = d.OnBehalfOf == null ? null : d.OnBehalfOf.GivenName + " " + d.OnBehalfOf.FamilyName,
        }).ToListAsync(ct);
        return answers.Select(t => new HistoryEntry(
                t.At, MarkOf(t.Answer), reading.Names ? t.Who : Capital(texts, DeskWords.Role(texts, t.AskedOf, t.Side)), Said(texts, t.Answer) + (t.For is null || !reading.Names ? "" : texts["History.For", t.For]), reading.Comments && t.Comment.Length > 0 ? t.Comment : null,
                texts.DateTimeIn(t.At, t.Zone), t.Reversible ? t.Id : null))
            .Concat(lapsed.Select(t => new HistoryEntry(t.At, HistoryMark.Plain, null, texts["History.Lapsed", DeskWords.Role(texts, t.AskedOf, t.Side)], null, texts.DateTimeIn(t.At, t.Zone))));
    }

    /// <summary>What the office did by hand and what committees wrote: it is in the audit trail only.</summary>
    internal static async Task<IEnumerable<HistoryEntry>> OfficeActsAsync(PhdTrackerDb db, int milestoneId, string zone, Texts texts, bool withComments, CancellationToken ct)
    {
        var acts = await db.AuditEntries.AsNoTracking()
            .Where(e => e.SubjectKind == nameof(Milestone) && e.SubjectId == milestoneId && ShownActs.Contains(e.ActName))
            .Select(e => new { e.ActName, e.At, e.Comment, Who = e.By == null ? null : (e.By.Title == null ? "" : e.By.Title + " ") + e.By.GivenName + " " + e.By.FamilyName }).ToListAsync(ct);
        return acts.Select(a => new HistoryEntry(
            a.At, a.ActName switch { "ReverseDecision" or "RecallDecision" or "WithdrawSubmission" => HistoryMark.Back, "RecordMilestone" or "WaiveMilestone" => HistoryMark.Good, _ => HistoryMark.Plain }, a.Who,
            a.ActName switch { "RecordMilestone" => texts["History.Recorded"], "WaiveMilestone" => texts["History.Waived"], "ReverseDecision" => texts["History.Reversed"], "RecallDecision" => texts["History.Recalled"], "WithdrawSubmission" => texts["History.Withdrawn"], var act => texts["Act." + act] }, withComments ? a.Comment : null, texts.DateTimeIn(a.At, zone)));
    }

    /// <summary>How a decision is marked wherever it is shown.</summary>
    public static HistoryMark MarkOf(DecisionKind kind) => kind switch
    {
        DecisionKind.Approved or DecisionKind.ApprovedWithConditions or DecisionKind.Favourable => HistoryMark.Good,
        DecisionKind.Returned or DecisionKind.Reserved => HistoryMark.Back,
        _ => HistoryMark.Bad,
    };

    private static string Capital(Texts texts, string role) => char.ToUpper(role[0], texts.Culture) + role[1..];

    private static string Said(Texts texts, DecisionKind kind) => kind switch
    {
        DecisionKind.Approved => texts["History.Said.Approved"],
        DecisionKind.ApprovedWithConditions => texts["History.Said.ApprovedWithConditions"],
        DecisionKind.Returned => texts["History.Said.Returned"],
        DecisionKind.Rejected => texts["History.Said.Rejected"],
        DecisionKind.Favourable => texts["History.Said.Favourable"],
        DecisionKind.Reserved => texts["History.Said.Reserved"],
        _ => texts["History.Said.Unfavourable"],
    };
}
