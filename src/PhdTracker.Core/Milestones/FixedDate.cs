using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones;

/// <summary>A due date that an office fixed by hand, and what the rules would make it meanwhile.</summary>
public sealed partial class Milestone
{
    /// <summary>Characters of a reason for fixing a date.</summary>
    public const int LongestFixReason = 500;

    /// <summary>An office fixed the due date; computing the plan leaves it.</summary>
    public bool IsFixed { get; private set; }

    /// <summary>Why, for everybody who may see the date; null while it follows the rules.</summary>
    public string? FixedReason { get; private set; }
    public int? FixedById { get; private set; }
    public Person? FixedBy { get; private set; }
    public DateTime? FixedAt { get; private set; }

    /// <summary>While the date is fixed, the one that the rules would give; null where they give none.</summary>
    public DateOnly? RuleDueOn { get; private set; }

    /// <summary>Why the rules would give <see cref="RuleDueOn"/>; empty while the date follows them.</summary>
    public string RuleRationaleEn { get; private set; } = "";

    /// <inheritdoc cref="RuleRationaleEn"/>
    public string RuleRationaleFr { get; private set; } = "";

    /// <summary>The due date is this day, whatever the rules say, until it is released. A fixed one may be fixed to another day.</summary>
    /// <exception cref="DomainRuleException"><c>MilestoneAlreadyClosed</c>, <c>MilestoneUnderReview</c>.</exception>
    public void Fix(DateOnly dueOn, string reason, Person by, DateTime now)
    {
        EnsurePending();
        if (!IsFixed)
            (RuleDueOn, RuleRationaleEn, RuleRationaleFr) = (DueOn, RationaleEn, RationaleFr);
        (IsFixed, DueOn, FixedReason, FixedBy, FixedAt) = (true, dueOn, reason, by, now);
        (RationaleEn, RationaleFr) = (FixedRationale(Texts.English), FixedRationale(Texts.French));
    }

    /// <summary>The due date follows the rules again: it is what they say now.</summary>
    /// <exception cref="DomainRuleException"><c>MilestoneNotFixed</c>, <c>MilestoneAlreadyClosed</c>, <c>MilestoneUnderReview</c>.</exception>
    public void Release()
    {
        if (!IsFixed)
            throw new DomainRuleException("MilestoneNotFixed");
        EnsurePending();
        (DueOn, RationaleEn, RationaleFr) = (RuleDueOn, RuleRationaleEn, RuleRationaleFr);
        (IsFixed, FixedReason, FixedBy, FixedById, FixedAt) = (false, null, null, null, null);
        (RuleDueOn, RuleRationaleEn, RuleRationaleFr) = (null, "", "");
    }

    /// <summary>Keeps what the rules say of a date that is fixed.</summary>
    /// <param name="date">Null where the plan has the milestone no more.</param>
    internal void FollowRuleBehind(Rules.Planning.PlannedDate? date)
    {
        (RuleDueOn, RuleRationaleEn, RuleRationaleFr) = (date?.DueOn, date?.Rationale.En ?? "", date?.Rationale.Fr ?? "");
        ComputedFrom(date?.Inputs ?? "{}");
    }

    private string FixedRationale(Texts texts) =>
        texts["Milestone.FixedRationale", FixedBy!.DisplayName, texts.Date(DateOnly.FromDateTime(FixedAt!.Value)), FixedReason];
}
