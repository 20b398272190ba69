using System.Text.Json.Nodes;

namespace PhdTracker.Core.Milestones.Rules.Planning;

/// <summary>A date on its way through the terms of a rule: what it is so far, and the sentence and inputs that explain it.</summary>
internal sealed class Draft(RuleKind kind, DateOnly due, Func<Wording, string> head)
{
    private readonly List<Func<Wording, string>> _clauses = [];

    public RuleKind Kind { get; set; } = kind;
    public DateOnly Due { get; set; } = due;
    public DateOnly? Opens { get; init; }
    public JsonObject Inputs { get; init; } = [];

    /// <summary>Adds a part of the sentence, which begins with its own comma.</summary>
    public void Add(Func<Wording, string> clause) => _clauses.Add(clause);

    public LocalText Rationale() => Wording.InBoth(w => w.Sentence(head(w) + string.Concat(_clauses.Select(c => c(w))), Due));
}
