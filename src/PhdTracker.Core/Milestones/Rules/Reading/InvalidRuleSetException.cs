namespace PhdTracker.Core.Milestones.Rules.Reading;

/// <summary>One thing that is wrong with a rule set or a calendar, for whoever edits the file.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Rule">Code or position of the rule; null where the problem is the file's.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public sealed record RuleSetProblem(string File, string? Rule, string Message)
{
    public override string ToString() => Rule is null ? $"{File}: {Message}." : $"{File}, rule '{Rule}': {Message}.";
}

/// <summary>One or more rule sets or calendars cannot be used.</summary>
public sealed class InvalidRuleSetException(IReadOnlyList<RuleSetProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>Every problem found, in the order of the files.</summary>
    public IReadOnlyList<RuleSetProblem> Problems { get; } = problems;
}
