namespace PhdTracker.Workflows;

/// <summary>Connections that lead to or from nothing. They are named also where something else keeps the rest of a definition from being checked.</summary>
internal static class LooseWays
{
    /// <summary>Those with an end that no activity of the definition has.</summary>
    /// <param name="ids">The ids of all its activities.</param>
    public static IEnumerable<DefinitionProblem> Of(WorkflowDefinition definition, IReadOnlySet<string> ids)
    {
        IEnumerable<DefinitionProblem> Among(string? container, IEnumerable<ConnectionDefinition> ways) =>
            ways.Where(way => !ids.Contains(way.Source) || !ids.Contains(way.Target)).Select(way => Problem(container, way, ids.Contains(way.Source)));
        return Among(null, definition.Connections).Concat(definition.AllActivities.SelectMany(activity => Among(activity.Id, activity.Connections)));
    }

    /// <summary>What is wrong with such a connection.</summary>
    /// <param name="container">Where it stands; null for the root.</param>
    /// <param name="hasSource">Whether it is the target that is missing.</param>
    public static DefinitionProblem Problem(string? container, ConnectionDefinition way, bool hasSource)
    {
        var missing = hasSource ? way.Target : way.Source;
        return new(hasSource ? way.Source : container, null, container is null
            ? new("Problem.WayToNowhere", way.Source, way.Port, way.Target, missing)
            : new("Problem.WayOutOfContainer", way.Source, way.Port, way.Target, missing, container), new("Remedy.ConnectTwo"));
    }
}
