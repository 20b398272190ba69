namespace PhdTracker.Workflows;

/// <summary>Activities of Elsa 3 that reach beyond one instance: a host that can run them registers them beside its own.</summary>
public static class HostTypes
{
    /// <summary>So deep may workflows start each other: the first, one that it starts, and so on. None may start itself, by whatever way.</summary>
    public const int MostDepth = 3;

    /// <summary>So many other instances may one answer start or wake. More are an incident at the step that does it: events that answer each other have no end.</summary>
    public const int MostReached = 100;

    /// <summary>Tells an event. The host answers the <c>Elsa.Event</c> steps of that name in other instances, unless <c>isLocalEvent</c>
    /// is true; those of the same instance the engine answers itself once the step is completed.</summary>
    public static ActivityType PublishEvent { get; } = new("Elsa.PublishEvent")
    {
        Inputs =
        [
            new("eventName", InputType.Text, Required: true),
            new("correlationId", InputType.Text),
            new("isLocalEvent", InputType.Boolean),
            new("payload", InputType.Any),
        ],
    };

    /// <summary>Starts another workflow. The host completes the step at once, or lets it wait for the end of what it has started where
    /// <c>waitForCompletion</c> is true, and answers it then with the other workflow's output.</summary>
    public static ActivityType DispatchWorkflow { get; } = Starts("Elsa.DispatchWorkflow");

    /// <summary>Starts another workflow and runs it until it waits; otherwise like <see cref="DispatchWorkflow"/>.</summary>
    public static ActivityType ExecuteWorkflow { get; } = Starts("Elsa.ExecuteWorkflow");

    /// <summary>Whether steps of a type start another workflow.</summary>
    public static bool StartsWorkflow(string typeName) => typeName == DispatchWorkflow.TypeName || typeName == ExecuteWorkflow.TypeName;

    private static ActivityType Starts(string typeName) => new(typeName)
    {
        Inputs =
        [
            new("workflowDefinitionId", InputType.Text, Required: true),
            new("correlationId", InputType.Text),
            new("input", InputType.Any),
            new("waitForCompletion", InputType.Boolean),
        ],
        Outputs = ["result"],
        AnswerOutput = "result",
        // It may end at once; a loop of such steps ends at the burst's limit.
        WaitsWhen = shape => string.Equals(shape.Literal("waitForCompletion"), "true", StringComparison.OrdinalIgnoreCase),
    };
}
