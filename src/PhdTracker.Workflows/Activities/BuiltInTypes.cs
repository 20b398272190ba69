namespace PhdTracker.Workflows;

/// <summary>The activities of Elsa 3 that the engine runs itself.</summary>
internal static class BuiltInTypes
{
    public static readonly IReadOnlyList<string> JoinModes = ["WaitAll", "WaitAllActive", "WaitAny"];
    public static readonly IReadOnlyList<string> SwitchModes = ["MatchFirst", "MatchAny"];

    public static IReadOnlyList<ActivityType> All { get; } =
    [
        new("Elsa.Start") { BuiltIn = BuiltIn.Start },
        new("Elsa.End") { BuiltIn = BuiltIn.End, Outcomes = _ => [] },
        new("Elsa.Finish") { BuiltIn = BuiltIn.Finish, Outcomes = _ => [] },
        new("Elsa.FlowDecision")
        {
            BuiltIn = BuiltIn.FlowDecision,
            Inputs = [new("condition", InputType.Boolean, Required: true)],
            Outcomes = _ => ["True", "False"],
        },
        new("Elsa.FlowSwitch")
        {
            BuiltIn = BuiltIn.FlowSwitch,
            Inputs = [new("cases", InputType.Any, Required: true), new("mode", InputType.Text, Allowed: SwitchModes)],
            Outcomes = shape => [.. shape.List("cases"), "Default"],
            Choice = shape => shape.Literal("mode") == "MatchAny" ? OutcomeChoice.Several : OutcomeChoice.One,
        },
        new("Elsa.FlowFork")
        {
            BuiltIn = BuiltIn.FlowFork,
            Inputs = [new("branches", InputType.TextList, Required: true)],
            Outcomes = shape => shape.List("branches"),
            Choice = _ => OutcomeChoice.All,
        },
        new("Elsa.FlowJoin") { BuiltIn = BuiltIn.FlowJoin, Inputs = [new("mode", InputType.Text, Required: true, Allowed: JoinModes)] },
        new("Elsa.SetVariable") { BuiltIn = BuiltIn.SetVariable, Inputs = [new("value", InputType.Any)] },
        new("Elsa.SetName") { BuiltIn = BuiltIn.SetName, Inputs = [new("value", InputType.Text, Required: true)] },
        new("Elsa.Correlate") { BuiltIn = BuiltIn.Correlate, Inputs = [new("correlationId", InputType.Text, Required: true)] },
        new("Elsa.SetOutput")
        {
            BuiltIn = BuiltIn.SetOutput,
            Inputs = [new("outputName", InputType.Text, Required: true), new("outputValue", InputType.Any)],
        },
        new("Elsa.WriteLine") { BuiltIn = BuiltIn.WriteLine, Inputs = [new("text", InputType.Text)] },
        new("Elsa.Fault")
        {
            BuiltIn = BuiltIn.Fault,
            Inputs = [new("code", InputType.Text), new("category", InputType.Text), new("faultType", InputType.Text), new("message", InputType.Text)],
        },
        new("Elsa.Event")
        {
            BuiltIn = BuiltIn.Event,
            Inputs = [new("eventName", InputType.Text, Required: true)],
            Outputs = ["result"],
            AnswerOutput = "result",
            Waits = true,
        },
        new("Elsa.RunTask")
        {
            BuiltIn = BuiltIn.RunTask,
            Inputs = [new("taskName", InputType.Text, Required: true), new("payload", InputType.Any)],
            Outputs = ["result"],
            AnswerOutput = "result",
            Waits = true,
        },
        new("Elsa.Delay") { BuiltIn = BuiltIn.Delay, Inputs = [new("timeSpan", InputType.TimeSpan, Required: true)], Waits = true },
        new("Elsa.Timer") { BuiltIn = BuiltIn.Timer, Inputs = [new("interval", InputType.TimeSpan, Required: true)], Waits = true },
        new("Elsa.Cron") { BuiltIn = BuiltIn.Cron, Inputs = [new("cronExpression", InputType.Cron, Required: true)], Waits = true },
        // An instant that has passed does not wait, so that it does not count as waiting in a loop.
        new("Elsa.StartAt") { BuiltIn = BuiltIn.StartAt, Inputs = [new("dateTime", InputType.Instant, Required: true)] },
        new("Elsa.Flowchart") { BuiltIn = BuiltIn.Flowchart, IsContainer = true },
        new("Elsa.Sequence") { BuiltIn = BuiltIn.Sequence, IsContainer = true },
        new("Elsa.If")
        {
            BuiltIn = BuiltIn.If,
            IsContainer = true,
            Inputs = [new("condition", InputType.Boolean, Required: true)],
            Outputs = ["result"],
        },
        new("Elsa.While") { BuiltIn = BuiltIn.While, IsContainer = true, Inputs = [new("condition", InputType.Boolean, Required: true)] },
        new("Elsa.ForEach") { BuiltIn = BuiltIn.ForEach, IsContainer = true, Inputs = [new("items", InputType.List, Required: true)], Outputs = ["currentValue"] },
        new("Elsa.ParallelForEach") { BuiltIn = BuiltIn.ParallelForEach, IsContainer = true, Inputs = [new("items", InputType.List, Required: true)] },
    ];

    /// <summary>The ports of a container that each hold one activity.</summary>
    public static IReadOnlyList<string> PortsOf(string typeName) => typeName switch
    {
        "Elsa.If" => ["then", "else"],
        "Elsa.While" or "Elsa.ForEach" or "Elsa.ParallelForEach" => ["body"],
        _ => [],
    };
}
