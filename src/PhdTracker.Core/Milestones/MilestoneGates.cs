using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Training;

namespace PhdTracker.Core.Milestones;

/// <summary>What a rule needs before its milestone can be handed in, or met by an act elsewhere such as the proposal of a jury.</summary>
public sealed class MilestoneGates(PhdTrackerDb db, Lazy<RuleSetLibrary> library, TrainingBook training)
{
    /// <summary>Refuses while something that the rule needs is missing.</summary>
    /// <param name="draft">What is to be handed in, with its documents.</param>
    /// <exception cref="DomainRuleException"><c>GateTrainingHours</c>, <c>GateTrainingAmong</c>, <c>GateDocuments</c>, <c>GateMilestones</c>.</exception>
    public async Task RequireOpenAsync(Milestone milestone, Submission draft, CancellationToken ct)
    {
        if (await MissingAsync(milestone, draft.Documents.Count, ct) is { } missing)
            throw missing;
    }

    /// <summary>What is still missing before an act meets the milestones of these codes, but for documents, which the act has of its own; null where nothing is.</summary>
    public async Task<DomainRuleException?> MissingAsync(int candidatureId, IReadOnlyCollection<string> ruleCodes, CancellationToken ct)
    {
        var closed = Milestone.ClosedStates;
        foreach (var milestone in await db.Milestones.AsNoTracking().Where(m => m.CandidatureId == candidatureId && ruleCodes.Contains(m.RuleCode) && !closed.Contains(m.State)).ToListAsync(ct))
        {
            if (await MissingAsync(milestone, int.MaxValue, ct) is { } missing)
                return missing;
        }
        return null;
    }

    private async Task<DomainRuleException?> MissingAsync(Milestone milestone, int documents, CancellationToken ct)
    {
        var set = library.Value.Find(milestone.RuleSetCode, milestone.RuleSetVersion);
        if (set?.Rule(milestone.RuleCode)?.Needs is not { } needs)
            return null;
        if (needs.TrainingHours is { } hours && await TrainingAsync(milestone.CandidatureId, hours, needs, ct) is { } untrained)
            return untrained;
        if (documents < needs.Documents.Count)
            return new GateException("GateDocuments", needs.Documents) { Field = "Files" };
        if (needs.Milestones.Count == 0)
            return null;
        var open = await db.Milestones.AsNoTracking()
            .Where(m => m.CandidatureId == milestone.CandidatureId && m.RuleSetCode == set.Code && needs.Milestones.Contains(m.RuleCode)
                && (m.Occurrence == 0 || m.Occurrence == milestone.Occurrence)
                && m.State != MilestoneState.Passed && m.State != MilestoneState.PassedWithConditions && m.State != MilestoneState.Waived && m.State != MilestoneState.Skipped)
            .OrderBy(m => m.DueOn).Select(m => new LocalText(m.TitleEn, m.TitleFr)).ToListAsync(ct);
        return open.Count > 0 ? new GateException("GateMilestones", open) : null;
    }

    private async Task<DomainRuleException?> TrainingAsync(int candidatureId, int hours, GateTerm needs, CancellationToken ct)
    {
        var counted = await training.CountAsync(candidatureId, ct);
        if (counted.Hours < hours)
            return new DomainRuleException("GateTrainingHours", counted.Hours, hours);
        var missing = counted.Missing(needs.TrainingAmong);
        return missing.Count == 0 ? null : new GateException("GateTrainingAmong", [.. missing.Select(c => new LocalText(Texts.English.Enum(c), Texts.French.Enum(c)))]);
    }

    /// <summary>A gate that is closed by things with names in both languages.</summary>
    private sealed class GateException(string code, IReadOnlyList<LocalText> names) : DomainRuleException(code)
    {
        public override string In(Texts texts) => texts["Error." + Code, string.Join(", ", names.Select(n => n.In(texts)))];
    }
}
