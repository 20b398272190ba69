using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.Milestones.Rules.Planning;

namespace PhdTracker.Core.Milestones;

/// <summary>Why a milestone is due then: its rule set, what counted, and what would change it.</summary>
/// <param name="RuleSet">Null where the rule set is gone.</param>
/// <param name="Rule">As <paramref name="RuleSet"/>.</param>
public sealed record DateExplanation(MilestoneCase Milestone, RuleSet? RuleSet, MilestoneRule? Rule, DateInputs Inputs)
{
    /// <summary>The rule set that is kept with the milestone, in the version that it was computed with.</summary>
    public static DateExplanation Of(MilestoneCase milestone, RuleSetLibrary rules)
    {
        var set = rules.Find(milestone.Rule.RuleSetCode, milestone.Rule.RuleSetVersion);
        return new DateExplanation(milestone, set, set?.Rule(milestone.Rule.RuleCode), DateInputs.Parse(milestone.Inputs));
    }

    /// <summary>Whether it still follows its rule, so that other facts would give another date.</summary>
    public bool MayMove => !Milestone.IsClosed && !Milestone.IsFixed && !Milestone.RetakeUsed && Rule is not null;

    /// <summary>What it hangs on, as a sentence names it; null where it hangs on nothing.</summary>
    public string? AnchorIn(Texts texts)
    {
        var name = Inputs.Anchor?.Name ?? (Counts ? null : Rule?.After?.Date ?? Rule?.Before?.Date);
        return name is null || RuleSet is null ? null
            : RuleSet.Resolve(name) is { Rule.Reference: { } reference } target ? reference.With(target.Repeat).In(texts)
            : KnownDates.All.Contains(name) ? Wording.NameOf(name).In(texts) : null;
    }

    /// <summary>Whether an extension would not move it: it is the latest day that its rule allows.</summary>
    public bool IsLatest { get; init; }

    /// <summary>What would give another date, a sentence each.</summary>
    public IReadOnlyList<string> WouldChange(Texts texts)
    {
        if (Milestone.State == MilestoneState.Waived)
            return [texts["DateReason.Waived"]];
        if (Milestone.IsClosed)
            return [texts["DateReason.Closed"]];
        if (Milestone.IsFixed)
            return [texts["DateReason.Fixed"]];
        if (Milestone.RetakeUsed)
            return [texts["DateReason.Retake"]];
        if (Rule is null)
            return [];
        var sentences = new List<string>();
        if (AnchorIn(texts) is { } anchor)
            sentences.Add(Milestone.DueOn is null ? texts["DateReason.Unknown", anchor] : texts["DateReason.Follows", anchor]);
        else if (Inputs.Campaign is not null || Rule is { Campaign: not null, Cap: null })
            sentences.Add(texts["DateReason.Campaign"]);
        else
            sentences.AddRange(Stretches ? [texts["DateReason.Pause"], texts["DateReason.Mode"]] : [texts["DateReason.Pause"], texts["DateReason.NoMode"]]);
        if (Milestone.DueOn is not null)
            sentences.Add(texts[Rule.Cap is null ? "DateReason.Extension" : IsLatest ? "DateReason.ExtensionNone" : "DateReason.ExtensionCapped"]);
        return sentences;
    }

    /// <summary>Whether it counts active time from the start.</summary>
    private bool Counts => Inputs.Start is not null || Rule is { Offset: not null } or { Campaign: not null };

    private bool Stretches => Rule is { Offset.Stretches: true } or { Offset: null, Cap.Stretches: true };
}
