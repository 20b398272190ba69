using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules;

namespace PhdTracker.Core.Milestones;

/// <summary>What a rule needs before its milestone can be handed in.</summary>
public sealed class MilestoneGates(PhdTrackerDb db, Lazy<RuleSetLibrary> library)
{
    /// <summary>Refuses while something that the rule needs is missing. Hours that nobody counted are not held against the student.</summary>
    /// <param name="milestone">Loaded with its candidature.</param>
    /// <param name="draft">What is to be handed in, with its documents.</param>
    /// <exception cref="DomainRuleException"><c>GateTrainingHours</c>, <c>GateDocuments</c>, <c>GateMilestones</c>.</exception>
    public async Task RequireOpenAsync(Milestone milestone, Submission draft, CancellationToken ct)
    {
        var set = library.Value.Find(milestone.RuleSetCode, milestone.RuleSetVersion);
        if (set?.Rule(milestone.RuleCode)?.Needs is not { } needs)
            return;
        if (milestone.Candidature.TrainingHours is { } hours && hours < needs.TrainingHours)
            throw new DomainRuleException("GateTrainingHours", hours, needs.TrainingHours);
        if (draft.Documents.Count < needs.Documents.Count)
            throw new GateException("GateDocuments", needs.Documents) { Field = "Files" };
        if (needs.Milestones.Count == 0)
            return;
        var open = await db.Milestones.AsNoTracking()
            .Where(m => m.CandidatureId == milestone.CandidatureId && m.RuleSetCode == set.Code && needs.Milestones.Contains(m.RuleCode)
                && (m.Occurrence == 0 || m.Occurrence == milestone.Occurrence)
                && m.State != MilestoneState.Passed && m.State != MilestoneState.PassedWithConditions && m.State != MilestoneState.Waived && m.State != MilestoneState.Skipped)
            .OrderBy(m => m.DueOn).Select(m => new LocalText(m.TitleEn, m.TitleFr)).ToListAsync(ct);
        if (open.Count > 0)
            throw new GateException("GateMilestones", open);
    }

    /// <summary>A gate that is closed by things with names in both languages.</summary>
    private sealed class GateException(string code, IReadOnlyList<LocalText> names) : DomainRuleException(code)
    {
        public override string In(Texts texts) => texts["Error." + Code, string.Join(", ", names.Select(n => n.In(texts)))];
    }
}
