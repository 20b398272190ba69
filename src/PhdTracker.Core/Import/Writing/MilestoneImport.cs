using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Import.Cells;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Milestones.Rules;

namespace PhdTracker.Core.Import.Writing;

/// <summary>
/// Records the milestones that a row says are met, on the plan that its dates give. What fell due before the import and no column
/// speaks of is waived: nobody knows, and a cohort that is late with everything tells nobody anything.
/// </summary>
internal sealed class MilestoneImport(PlanMilestones planner, RuleSetLibrary library, DateOnly today)
{
    /// <summary>One milestone that the row says is met.</summary>
    /// <param name="On">The day, or null where only the fact is known.</param>
    /// <param name="WithReservations">Met, but not without reservations.</param>
    private sealed record Met(SheetColumn Column, string Rule, int Occurrence, DateOnly? On, bool WithReservations = false);

    public void Write(RowOutcome outcome, Candidature candidature)
    {
        if (outcome.Result is RowResult.Created or RowResult.Changed)
            planner.For(candidature);
        TellOpenOpinions(outcome);
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
        foreach (var opinion in row.Opinions.Where(opinion => opinion.Opinion is SheetOpinion.Favourable or SheetOpinion.Reserved))
            yield return new Met(SheetColumn.CsiOpinions, "csi", opinion.Year, null, opinion.Opinion == SheetOpinion.Reserved);
        if (outcome.IsAsFar && row.DefenceOn is null)
            yield break;
        var state = StateOfStatus.Of(row.Status);
        var isUk = row.Side == SheetSide.UnitedKingdom;
        var isExamined = state is CandidatureState.Examined or CandidatureState.Corrections or CandidatureState.Awarded;
        if (isUk && (isExamined || state == CandidatureState.Submitted))
            yield return new Met(SheetColumn.Status, "thesis-submission", 0, null);
        if (isExamined)
            yield return new Met(SheetColumn.Status, isUk ? "viva" : "defence", 0, row.DefenceOn);
    }

    private bool Record(RowOutcome outcome, Candidature candidature, Met met)
    {
        var milestone = candidature.Milestones.FirstOrDefault(each => each.RuleCode == met.Rule && each.Occurrence == met.Occurrence) ?? BeyondPlan(candidature, met);
        if (milestone is null)
        {
            outcome.Tell(met.Column, "Import.Problem.MilestoneNotInPlan");
            return false;
        }
        if (milestone.State == MilestoneState.Submitted)
        {
            outcome.Tell(met.Column, "Import.Problem.MilestoneUnderReview");
            return false;
        }
        if (milestone.IsClosed && !(milestone.LacksDay && met.On is not null))
        {
            if (met.On is not null && milestone.DoneOn is { } known && known != met.On)
                outcome.Tell(met.Column, "Import.Problem.MilestoneDoneOnOtherDay", known);
            return false;
        }
        outcome.When(true, () => milestone.Record(met.On, met.WithReservations));
        return true;
    }

    /// <summary>A committee that met in a year for which the plan asks none, as in a fourth year: it is kept, though nothing was due.</summary>
    private Milestone? BeyondPlan(Candidature candidature, Met met)
    {
        if (met.Occurrence == 0)
            return null;
        var set = candidature.Milestones.Select(each => library.Find(each.RuleSetCode, each.RuleSetVersion)).FirstOrDefault(each => each?.Rule(met.Rule) is not null);
        if (set?.Rule(met.Rule) is not { } rule)
            return null;
        var (title, party) = (rule.Title.With(met.Occurrence), candidature.Studentship.Party);
        var milestone = new Milestone(candidature, party, new MilestoneRuleRef(set.Code, set.Version, met.Rule, met.Occurrence), title.En, title.Fr);
        milestone.Plan(new MilestonePlan(null, null, Texts.English["Import.BeyondPlan"], Texts.French["Import.BeyondPlan"], "{}", TakesSubmission: false, "", null));
        candidature.Milestones.Add(milestone);
        return milestone;
    }

    /// <summary>Tells of the committees whose opinion is not a pass: their milestones stay open.</summary>
    private static void TellOpenOpinions(RowOutcome outcome)
    {
        foreach (var (opinion, text) in new[] { (SheetOpinion.Incomplete, "Import.Problem.OpinionIncomplete"), (SheetOpinion.Unfavourable, "Import.Problem.OpinionUnfavourable") })
        {
            var years = outcome.Row.Opinions.Where(each => each.Opinion == opinion).Select(each => each.Year).ToList();
            if (years.Count > 0)
                outcome.Tell(SheetColumn.CsiOpinions, text, string.Join(", ", years));
        }
    }

    private void WaiveWhatIsPast(RowOutcome outcome, Candidature candidature)
    {
        if (CohortFilter.LeftStates.Contains(candidature.State))
            return;
        var hasDegree = candidature.State is CandidatureState.Awarded or CandidatureState.Alumnus;
        var isExamined = hasDegree || candidature.State is CandidatureState.Submitted or CandidatureState.Examined or CandidatureState.Corrections;
        foreach (var milestone in candidature.Milestones.Where(each => (hasDegree || each.DueOn < today) && each.State == MilestoneState.Planned).ToList())
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
