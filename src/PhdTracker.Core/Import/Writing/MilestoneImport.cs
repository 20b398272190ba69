using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Import.Cells;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.Import.Writing;

/// <summary>
/// Records the milestones that a row says are met, on the plan that its dates give. What fell due before the import and no column
/// speaks of is waived: nobody knows, and a cohort that is late with everything tells nobody anything.
/// </summary>
internal sealed class MilestoneImport(PlanMilestones planner, DateOnly today)
{
    /// <summary>One milestone that the row says is met.</summary>
    /// <param name="On">The day, or null where only the fact is known.</param>
    private sealed record Met(SheetColumn Column, string Rule, int Occurrence, DateOnly? On);

    public void Write(RowOutcome outcome, Candidature candidature)
    {
        if (outcome.Result is RowResult.Created or RowResult.Changed)
            planner.For(candidature);
        var changed = false;
        foreach (var met in MetBy(outcome))
            changed |= Record(outcome, candidature, met);
        if (outcome.Result == RowResult.Created)
            WaiveWhatIsPast(outcome, candidature);
        if (changed)
            planner.For(candidature);
    }

    private static IEnumerable<Met> MetBy(RowOutcome outcome)
    {
        var row = outcome.Row;
        if (row.EsaPassedOn is { } esa)
            yield return new Met(SheetColumn.EsaPassedOn, "esa", 0, esa);
        if (row.LsrPassedOn is { } lsr)
            yield return new Met(SheetColumn.LsrPassedOn, "lsr", 0, lsr);
        foreach (var opinion in row.Opinions)
        {
            if (opinion.Opinion is SheetOpinion.Favourable or SheetOpinion.Reserved)
                yield return new Met(SheetColumn.CsiOpinions, "csi", opinion.Year, null);
            else
                outcome.Tell(SheetColumn.CsiOpinions, opinion.Opinion == SheetOpinion.Incomplete ? "Import.Problem.OpinionIncomplete" : "Import.Problem.OpinionUnfavourable", opinion.Year);
        }
        var state = StateOfStatus.Of(row.Status);
        var isUk = row.Side == SheetSide.UnitedKingdom;
        var isExamined = state is CandidatureState.Examined or CandidatureState.Corrections or CandidatureState.Awarded;
        if (isUk && (isExamined || state == CandidatureState.Submitted))
            yield return new Met(SheetColumn.Status, "thesis-submission", 0, null);
        if (isExamined)
            yield return new Met(SheetColumn.Status, isUk ? "viva" : "defence", 0, row.DefenceOn);
    }

    private static bool Record(RowOutcome outcome, Candidature candidature, Met met)
    {
        var milestone = candidature.Milestones.FirstOrDefault(each => each.RuleCode == met.Rule && each.Occurrence == met.Occurrence);
        if (milestone is null)
        {
            outcome.Tell(met.Column, met.Rule == "csi" ? "Import.Problem.OpinionWithoutCampaign" : "Import.Problem.MilestoneNotInPlan", met.Occurrence);
            return false;
        }
        if (milestone.State == MilestoneState.Submitted)
        {
            outcome.Tell(met.Column, "Import.Problem.MilestoneUnderReview");
            return false;
        }
        if (milestone.IsClosed)
        {
            if (met.On is not null && milestone.DoneOn is { } known && known != met.On)
                outcome.Tell(met.Column, "Import.Problem.MilestoneDoneOnOtherDay", known);
            return false;
        }
        outcome.When(true, () => milestone.Record(met.On));
        return true;
    }

    private void WaiveWhatIsPast(RowOutcome outcome, Candidature candidature)
    {
        if (Candidature.IsClosed(candidature.State))
            return;
        var isExamined = candidature.State is CandidatureState.Submitted or CandidatureState.Examined or CandidatureState.Corrections;
        foreach (var milestone in candidature.Milestones.Where(each => each.DueOn < today && each.State == MilestoneState.Planned).ToList())
        {
            if (isExamined || !IsTold(outcome, milestone))
                milestone.Waive();
        }
    }

    /// <summary>Whether the sheet has a column for a milestone, so that a blank in it says that it is not met.</summary>
    private static bool IsTold(RowOutcome outcome, Milestone milestone) => milestone.RuleCode switch
    {
        "esa" => outcome.Has(SheetColumn.EsaPassedOn),
        "lsr" => outcome.Has(SheetColumn.LsrPassedOn),
        "csi" => outcome.Has(SheetColumn.CsiOpinions),
        "defence" => outcome.Has(SheetColumn.DefenceOn),
        "thesis-submission" => outcome.Has(SheetColumn.Status),
        _ => milestone.EquivalentTo is { } leading && IsTold(outcome, leading),
    };
}
