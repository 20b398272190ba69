using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Cohort;

/// <summary>Why a student is at risk. A new reason is a value here, a query in <see cref="RiskReader.Hits"/> and a sentence.</summary>
public enum RiskReason { Overdue, Funding, Agreement, Returns, Meetings }

/// <summary>One reason of one student, with what its sentence needs.</summary>
/// <param name="TitleEn">Of the milestone, where it is about one.</param>
/// <param name="On">When it was due, when money or agreement end, or when they last met; null for never.</param>
/// <param name="ThesisOn">When the thesis is due.</param>
/// <param name="Count">How often, or how many more.</param>
public sealed record RiskDetail(RiskReason Reason, int? MilestoneId = null, string TitleEn = "", string TitleFr = "", DateOnly? On = null, DateOnly? ThesisOn = null, int Count = 0);

/// <summary>A student at risk, with every reason.</summary>
public sealed record RiskRow(int CandidatureId, PersonName Student, string Side, CandidatureState State, int ProjectId, string ProjectCode, IReadOnlyList<RiskDetail> Reasons);

/// <summary>Who is at risk by the rules that are set, found by the database. There is no score: only reasons, and who has more of them comes first.</summary>
public sealed class RiskReader(PhdTrackerDb db, CohortRules rules, DateOnly today)
{
    private static readonly List<MilestoneState> Closed = [.. Milestone.ClosedStates];
    private static readonly List<string> ThesisRules = ["thesis-submission", "defence"];

    /// <summary>Who is to meet their supervisors: those who work on the thesis, writing up or not, and not those who are away or have handed it in.</summary>
    private static readonly List<CandidatureState> Working = [CandidatureState.Active, CandidatureState.WritingUp];

    /// <summary>Of these students, who has one reason; nobody where its rule is switched off.</summary>
    public IQueryable<Candidature> With(IQueryable<Candidature> candidatures, RiskReason reason)
    {
        var here = candidatures.Where(c => !Candidature.ClosedStates.Contains(c.State));
        return reason switch
        {
            RiskReason.Overdue => rules.OverdueDays is { } days ? Overdue(here, today.AddDays(-days)) : here.Where(c => false),
            RiskReason.Funding => rules.WatchesFunding ? here.Where(c => c.FundingEndsOn != null && c.Milestones.Any(m => ThesisRules.Contains(m.RuleCode) && !Closed.Contains(m.State) && m.DueOn > c.FundingEndsOn)) : here.Where(c => false),
            RiskReason.Agreement => rules.AgreementDays is { } days ? Ending(here, today.AddDays(days)) : here.Where(c => false),
            RiskReason.Meetings => rules.MeetingDays is { } days ? Unmet(here, today.AddDays(-days)) : here.Where(c => false),
            _ => rules.Returns is { } returns ? SentBack(here, returns) : here.Where(c => false),
        };
    }

    private const int Lot = 500;

    /// <summary>Reasons that count, with the rules that are set.</summary>
    public static IReadOnlyList<RiskReason> All { get; } = Enum.GetValues<RiskReason>();

    /// <summary>One row for each student and reason.</summary>
    public IQueryable<RiskHit> Hits(IQueryable<Candidature> candidatures) =>
        All.Select(reason => With(candidatures, reason).Select(c => new RiskHit { Id = c.Id, Mask = 1 << (int)reason })).Aggregate((one, other) => one.Concat(other));

    /// <summary>How many students have each reason, and how many have any.</summary>
    public async Task<(int Students, IReadOnlyDictionary<RiskReason, int> ByReason)> CountAsync(IQueryable<Candidature> candidatures, CancellationToken ct)
    {
        var counts = await Hits(candidatures).GroupBy(h => h.Id).Select(g => new { Mask = g.Sum(h => h.Mask) }).GroupBy(s => s.Mask).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return (counts.Sum(c => c.Count), All.ToDictionary(r => r, r => counts.Where(c => (c.Key & (1 << (int)r)) != 0).Sum(c => c.Count)));
    }

    /// <summary>One page: those with most reasons first, then by name; three commands, and two more for each five hundred further students of a whole list.</summary>
    public async Task<IReadOnlyList<RiskRow>> ReadAsync(IQueryable<Candidature> candidatures, RiskReason? only, int skip, int take, CancellationToken ct)
    {
        var asked = only is { } reason ? With(candidatures, reason) : candidatures;
        var reasons = Hits(asked).GroupBy(h => h.Id).Select(g => new { Id = g.Key, Count = g.Count(), Mask = g.Sum(h => h.Mask) });
        // Who comes first is found before anything else of them: SQLite works out the columns of every row before it sorts.
        var found = await db.Candidatures.AsNoTracking().Join(reasons, c => c.Id, r => r.Id, (c, r) => new { c.Id, c.Student.FamilyName, r.Count, r.Mask })
            .OrderByDescending(x => x.Count).ThenBy(x => x.FamilyName).ThenBy(x => x.Id).Skip(skip).Take(take).Select(x => new { x.Id, x.Mask }).ToListAsync(ct);
        var rows = new List<RiskRow>();
        foreach (var lot in found.Chunk(Lot))
        {
            List<int> ids = [.. lot.Select(f => f.Id)];
            var students = (await StudentsAsync(ids, ct)).ToDictionary(s => s.Id);
            var milestones = (await MilestonesAsync(ids, ct)).ToLookup(m => m.CandidatureId);
            rows.AddRange(lot.Select(f => students[f.Id].With([.. All.Where(h => (f.Mask & (1 << (int)h)) != 0).Select(h => Detail(h, students[f.Id], [.. milestones[f.Id]]))])));
        }
        return rows;
    }

    private Task<List<AtRisk>> StudentsAsync(List<int> ids, CancellationToken ct) => db.Candidatures.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new AtRisk(
        c.Id, new PersonName(c.StudentId, c.Student.Title, c.Student.GivenName, c.Student.FamilyName), c.Studentship.Party.Side, c.State, c.Studentship.ProjectId, c.Studentship.Project.Code, c.FundingEndsOn,
        db.Agreements.Where(a => a.ProjectId == c.Studentship.ProjectId).Where(Agreement.Signed).Max(a => a.EndsOn),
        db.Meetings.Where(m => m.State == MeetingState.Held && m.ProjectId == c.Studentship.ProjectId && (m.CandidatureId == c.Id || m.Participants.Any(p => p.PersonId == c.StudentId))).Max(m => (DateTime?)m.StartsAt)))
        .ToListAsync(ct);

    private RiskDetail Detail(RiskReason reason, AtRisk student, IReadOnlyList<AskedFor> milestones)
    {
        var thesis = milestones.Where(m => ThesisRules.Contains(m.RuleCode)).Max(m => m.DueOn);
        var late = milestones.Where(m => m.IsOverdue && m.DueOn < today.AddDays(-(rules.OverdueDays ?? 0))).OrderBy(m => m.DueOn).ToList();
        return reason switch
        {
            RiskReason.Overdue => new RiskDetail(reason, late[0].Id, late[0].TitleEn, late[0].TitleFr, late[0].DueOn, Count: late.Count - 1),
            RiskReason.Funding => new RiskDetail(reason, On: student.FundingEndsOn, ThesisOn: thesis),
            RiskReason.Agreement => new RiskDetail(reason, On: student.AgreementEndsOn, ThesisOn: thesis),
            RiskReason.Meetings => new RiskDetail(reason, On: student.LastMetAt is { } at ? DateOnly.FromDateTime(at) : null),
            _ => milestones.MaxBy(m => m.Returns) is { } returned ? new RiskDetail(reason, returned.Id, returned.TitleEn, returned.TitleFr, Count: returned.Returns) : new RiskDetail(reason),
        };
    }

    /// <summary>What is still asked of these students.</summary>
    private Task<List<AskedFor>> MilestonesAsync(List<int> ids, CancellationToken ct) => db.Milestones.AsNoTracking().Where(m => ids.Contains(m.CandidatureId) && !Closed.Contains(m.State) && m.EquivalentToId == null)
        .Select(m => new AskedFor(
            m.Id, m.CandidatureId, m.RuleCode, m.TitleEn, m.TitleFr, m.DueOn,
            !m.IsOptional && MilestoneList.Asked.Contains(m.State) && m.Candidature.State != CandidatureState.Interrupted,
            Returned.Count(t => t.Process.MilestoneId == m.Id)))
        .ToListAsync(ct);

    /// <summary>Answers that sent a milestone back to its student, and count.</summary>
    private IQueryable<ProcessTask> Returned => db.Tasks.Where(t => t.State == TaskState.Done && t.Decisions.Any(d => d.Kind == DecisionKind.Returned && d.Recall == null));

    // Found from the milestones, which few are: the database need not look at the plan of each student.
    private IQueryable<Candidature> Overdue(IQueryable<Candidature> here, DateOnly before)
    {
        var late = db.Milestones.Where(m => m.EquivalentToId == null && !m.IsOptional && MilestoneList.Asked.Contains(m.State) && m.DueOn < before).Select(m => m.CandidatureId);
        return here.Where(c => c.State != CandidatureState.Interrupted && late.Contains(c.Id));
    }

    /// <summary>Nobody has recorded a meeting about them, or of their project in which they took part, since; and they have been here all that time.</summary>
    private IQueryable<Candidature> Unmet(IQueryable<Candidature> here, DateOnly since)
    {
        var from = since.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var held = db.Meetings.Where(m => m.State == MeetingState.Held && m.StartsAt >= from);
        return here.Where(c => Working.Contains(c.State) && c.StartOn < since
            && !c.StatusPeriods.Any(p => p.Kind == StatusKind.Interrupted && p.From <= today && (p.To == null || p.To >= since))
            && !held.Any(m => m.ProjectId == c.Studentship.ProjectId && (m.CandidatureId == c.Id || m.Participants.Any(p => p.PersonId == c.StudentId))));
    }

    private IQueryable<Candidature> SentBack(IQueryable<Candidature> here, int returns)
    {
        var often = Returned.Where(t => t.Process.MilestoneId != null).GroupBy(t => t.Process.MilestoneId!.Value).Where(g => g.Count() >= returns).Select(g => g.Key);
        var students = db.Milestones.Where(m => often.Contains(m.Id) && !Closed.Contains(m.State)).Select(m => m.CandidatureId);
        return here.Where(c => students.Contains(c.Id));
    }

    /// <summary>The last of the agreements that are signed ends by then, and before the thesis is due.</summary>
    private IQueryable<Candidature> Ending(IQueryable<Candidature> here, DateOnly by)
    {
        var signed = db.Agreements.Where(Agreement.Signed);
        return here.Where(c => signed.Any(a => a.ProjectId == c.Studentship.ProjectId && a.EndsOn <= by && !signed.Any(later => later.ProjectId == a.ProjectId && later.EndsOn > a.EndsOn)
            && c.Milestones.Any(m => ThesisRules.Contains(m.RuleCode) && !Closed.Contains(m.State) && m.DueOn > a.EndsOn)));
    }

    private sealed record AtRisk(int Id, PersonName Student, string Side, CandidatureState State, int ProjectId, string ProjectCode, DateOnly? FundingEndsOn, DateOnly? AgreementEndsOn, DateTime? LastMetAt)
    {
        public RiskRow With(IReadOnlyList<RiskDetail> reasons) => new(Id, Student, Side, State, ProjectId, ProjectCode, reasons);
    }

    private sealed record AskedFor(int Id, int CandidatureId, string RuleCode, string TitleEn, string TitleFr, DateOnly? DueOn, bool IsOverdue, int Returns);
}

/// <summary>A student has a reason.</summary>
public sealed record RiskHit
{
    public required int Id { get; init; }

    /// <summary>The bit of its <see cref="RiskReason"/>: a sum of them tells all reasons of a student.</summary>
    public required int Mask { get; init; }
}
