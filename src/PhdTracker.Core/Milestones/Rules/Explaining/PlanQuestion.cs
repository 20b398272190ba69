using PhdTracker.Core.Milestones.Rules.Planning;

namespace PhdTracker.Core.Milestones.Rules.Explaining;

/// <summary>What somebody asks of a rule set: the dates of one made-up candidature, on a day.</summary>
/// <param name="AsOf">The day as which the plan is told: what opens by then is open.</param>
public sealed record PlanQuestion(RuleSet RuleSet, PlanInput Input, DateOnly AsOf)
{
    /// <summary>Reads a question.</summary>
    /// <param name="json">The text: <c>workflows/milestones/README.md</c> says its format.</param>
    /// <param name="library">The rule sets that it can name.</param>
    /// <param name="today">The day as which the plan is told where the question names none.</param>
    /// <exception cref="PlanQuestionException">With every problem found.</exception>
    public static PlanQuestion Parse(string json, RuleSetLibrary library, DateOnly today) => PlanQuestionReader.Read(json, library, today);

    /// <summary>The dates, by due date, in the order of the rule set's file within one day.</summary>
    /// <exception cref="PlanQuestionException">A date lies beyond the calendar.</exception>
    public IReadOnlyList<PlannedDate> Answer() => Answer(Input);

    /// <summary>Whether the plan has a milestone; not if only because a date was fixed for one more than there are.</summary>
    /// <exception cref="PlanQuestionException">A date lies beyond the calendar.</exception>
    internal bool Plans(string milestone)
    {
        var asked = Input.Facts.FirstOrDefault(f => f.Milestone == milestone) is { FixedOn: not null, DoneOn: null } fact && RuleSet.Resolve(milestone)?.Rule.Repeats == true
            ? Input with { Facts = [.. Input.Facts.Where(f => f != fact), fact with { FixedOn = null, Waived = true }] }
            : Input;
        return Answer(asked).Any(d => d.Milestone == milestone);
    }

    private IReadOnlyList<PlannedDate> Answer(PlanInput input)
    {
        try
        {
            return Plan.Compute(RuleSet, input with { AsOf = AsOf });
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw new PlanQuestionException(["A date lies beyond the year 9999; expected a share of full time, days and dates that give one within it."]);
        }
    }
}

/// <summary>A question that cannot be answered.</summary>
public sealed class PlanQuestionException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>Every problem found, a sentence each, in the order of the text.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
