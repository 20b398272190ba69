namespace PhdTracker.Workflows.Expressions;

/// <summary>An expression that cannot be evaluated with the values at hand; becomes an incident.</summary>
public sealed class ExpressionException(string message) : Exception(message);

/// <summary>An expression that is outside the language; found when a definition is checked.</summary>
public sealed class ExpressionSyntaxException(ProblemText what, int position, ProblemText toDo) : Exception(what.English)
{
    /// <summary>What is wrong.</summary>
    public ProblemText What { get; } = what;

    /// <summary>Where in the expression, counted from 1.</summary>
    public int Position { get; } = position;

    /// <summary>What to do about it.</summary>
    public ProblemText ToDo { get; } = toDo;
}
