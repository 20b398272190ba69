using System.Globalization;
using PhdTracker.Core.Localisation;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Milestones.Rules.Reading;

/// <summary>One thing that is wrong with a rule set or a calendar, for whoever edits the file.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Rule">Code or position of the rule; null where the problem is the file's.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Expected">What was expected; null where it goes without saying.</param>
public sealed record RuleSetProblem(string File, string? Rule, ProblemText What, ProblemText? Expected = null)
{
    /// <summary>A problem that only whoever operates the app reads, in English.</summary>
    internal RuleSetProblem(string file, string? rule, string message) : this(file, rule, RuleProblem.Plain(message).What) { }

    internal RuleSetProblem(string file, string? rule, RuleProblem problem) : this(file, rule, problem.What, problem.Expected) { }

    public override string ToString() => (Rule is null ? $"{File}: " : $"{File}, rule '{Rule}': ") + new RuleProblem(What, Expected).English + ".";
}

/// <summary>What is wrong, and what was expected, in no language yet.</summary>
internal readonly record struct RuleProblem(ProblemText What, ProblemText? Expected = null)
{
    /// <summary>In English, as the command line and exceptions say it.</summary>
    public string English => What.In(EnglishOf, CultureInfo.InvariantCulture) + (Expected is null ? "" : "; expected " + Expected.In(EnglishOf, CultureInfo.InvariantCulture));

    /// <summary>What only the command line says, in English.</summary>
    public static RuleProblem Plain(string message) => new(new ProblemText("RuleProblem.Plain", message));

    private static string EnglishOf(string code) => Texts.English[code];
}

/// <summary>One or more rule sets or calendars cannot be used.</summary>
public sealed class InvalidRuleSetException(IReadOnlyList<RuleSetProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>Every problem found, in the order of the files.</summary>
    public IReadOnlyList<RuleSetProblem> Problems { get; } = problems;
}
