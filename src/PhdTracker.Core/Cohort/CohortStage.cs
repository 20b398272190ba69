using System.Linq.Expressions;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.Cohort;

/// <summary>
/// A column of the table of cohorts: milestones of different rule sets that mean the same to both offices, such as the thesis being
/// handed in. Names are the texts <c>Cohort.Stage.{code}</c>.
/// </summary>
/// <param name="Code">Stable code, used in addresses.</param>
/// <param name="NameKey">Key of its name.</param>
/// <param name="RuleCodes">Rules whose milestones it counts.</param>
/// <param name="Occurrence">Which of a repeated rule's; null counts all.</param>
public sealed record CohortStage(string Code, string NameKey, IReadOnlyList<string> RuleCodes, int? Occurrence = null)
{
    /// <summary>All columns, in the order of a thesis.</summary>
    public static readonly IReadOnlyList<CohortStage> All =
    [
        new("plan", "Cohort.Stage.Plan", ["research-plan"]),
        new("esa", "Cohort.Stage.Esa", ["esa"]),
        new("csi-1", "Cohort.Stage.Csi1", ["csi"], 1),
        new("csi-2", "Cohort.Stage.Csi2", ["csi"], 2),
        new("lsr", "Cohort.Stage.Lsr", ["lsr"]),
        new("agreement", "Cohort.Stage.Agreement", ["agreement-in-force"]),
        new("exam-entry", "Cohort.Stage.ExamEntry", ["exam-entry", "jury-proposal"]),
        new("thesis", "Cohort.Stage.Thesis", ["thesis-submission", "thesis-deposit"]),
        new("viva", "Cohort.Stage.Viva", ["viva", "defence"]),
    ];

    /// <summary>The rules of all columns.</summary>
    public static readonly IReadOnlyList<string> AllRuleCodes = [.. All.SelectMany(s => s.RuleCodes)];

    public static CohortStage? ByCode(string code) => All.FirstOrDefault(s => s.Code == code);

    /// <summary>Whether a milestone belongs to the column.</summary>
    public Expression<Func<MilestoneRow, bool>> Covers => r => RuleCodes.Contains(r.RuleCode) && (Occurrence == null || r.Occurrence == Occurrence);

    /// <inheritdoc cref="Covers"/>
    public bool Includes(string ruleCode, int occurrence) => RuleCodes.Contains(ruleCode) && (Occurrence is null || Occurrence == occurrence);
}
