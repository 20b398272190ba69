namespace PhdTracker.Workflows;

/// <summary>Something in a definition that must be put right before it can run.</summary>
/// <param name="Activity">The id of the activity, or null when it concerns the whole definition.</param>
/// <param name="Position">Where in an expression, counted from 1; null elsewhere.</param>
/// <param name="What">What is wrong.</param>
/// <param name="ToDo">What to do about it.</param>
public sealed record DefinitionProblem(string? Activity, int? Position, ProblemText What, ProblemText ToDo)
{
    /// <summary>What is wrong, as an English sentence.</summary>
    public string Message => What.English;

    /// <summary>What to do, as an English sentence.</summary>
    public string Remedy => ToDo.English;

    /// <inheritdoc />
    public override string ToString()
    {
        var place = Activity is null ? "" : $"Activity '{Activity}'";
        if (Position is { } position)
            place += (place.Length == 0 ? "At character " : ", at character ") + position.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return place.Length == 0 ? $"{Message} {Remedy}" : $"{place}: {Message} {Remedy}";
    }
}

/// <summary>A definition that cannot be used, with everything that is wrong with it.</summary>
public sealed class WorkflowDefinitionException(IReadOnlyList<DefinitionProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>What is wrong; never empty.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; } = problems;
}
