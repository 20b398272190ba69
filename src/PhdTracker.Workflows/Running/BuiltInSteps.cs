using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>What a built-in step came to.</summary>
internal readonly record struct StepResult(IReadOnlyList<string> Outcomes, string? Text, bool Waits, string? Name, DateTime? DueAt)
{
    public static StepResult Done { get; } = Completed("Done");

    public static StepResult Completed(params IReadOnlyList<string> outcomes) => new(outcomes, null, false, null, null);

    public static StepResult Wrote(string? text) => new(["Done"], text, false, null, null);

    public static StepResult Waiting(string? name, DateTime? dueAt = null) => new([], null, true, name, dueAt);
}

/// <summary>The activities that never leave the engine.</summary>
internal static class BuiltInSteps
{
    public static StepResult Run(CompiledActivity activity, Dictionary<string, JsValue> inputs, WorkflowInstance instance, DateTime now)
    {
        switch (activity.Type.BuiltIn)
        {
            case BuiltIn.FlowDecision: return StepResult.Completed(inputs.GetValueOrDefault("condition").BooleanValue ? "True" : "False");
            case BuiltIn.FlowSwitch: return Switch(activity, instance);
            case BuiltIn.FlowFork: return StepResult.Completed(activity.Outcomes);
            case BuiltIn.SetVariable:
                instance.Scope.Variables[activity.VariableSlot] = inputs.GetValueOrDefault("value", JsValue.Null);
                return StepResult.Done;
            case BuiltIn.SetName:
                instance.Name = Text(inputs, "value");
                return StepResult.Done;
            case BuiltIn.Correlate:
                instance.CorrelationId = Text(inputs, "correlationId");
                return StepResult.Done;
            case BuiltIn.SetOutput: return SetOutput(inputs, instance);
            case BuiltIn.WriteLine: return StepResult.Wrote(Text(inputs, "text"));
            case BuiltIn.Fault: throw new StepFaultException(Text(inputs, "message") ?? Text(inputs, "code") ?? "The step failed on purpose.");
            case BuiltIn.Event: return StepResult.Waiting(Text(inputs, "eventName"));
            case BuiltIn.RunTask: return StepResult.Waiting(Text(inputs, "taskName"));
            case BuiltIn.Delay: return StepResult.Waiting(null, now + Length(inputs, "timeSpan"));
            case BuiltIn.Timer: return StepResult.Waiting(null, now + Length(inputs, "interval"));
            case BuiltIn.Cron: return Cron(inputs, now);
            case BuiltIn.StartAt: return StartAt(inputs, now);
            case BuiltIn.End or BuiltIn.Finish: return StepResult.Completed();
            default: return StepResult.Done;
        }
    }

    private static StepResult Switch(CompiledActivity activity, WorkflowInstance instance)
    {
        var labels = new List<string>();
        foreach (var (label, condition) in activity.Cases)
        {
            if (!StepInputs.Fitted($"case {label}", condition, InputType.Boolean, instance.Scope).BooleanValue)
                continue;
            labels.Add(label);
            if (activity.Choice == OutcomeChoice.One)
                break;
        }

        return labels.Count > 0 ? StepResult.Completed(labels) : StepResult.Completed("Default");
    }

    private static StepResult SetOutput(Dictionary<string, JsValue> inputs, WorkflowInstance instance)
    {
        var name = Text(inputs, "outputName") ?? throw new StepFaultException("The output has no name.");
        instance.Output[name] = inputs.GetValueOrDefault("outputValue", JsValue.Null);
        return StepResult.Done;
    }

    private static StepResult Cron(Dictionary<string, JsValue> inputs, DateTime now)
    {
        var text = Text(inputs, "cronExpression");
        var cron = (text is null ? null : Literals.Cron(text)) ?? throw new StepFaultException($"'{text}' is not a cron expression such as 0 8 * * 1.");
        var next = cron.GetNextOccurrence(DateTime.SpecifyKind(now, DateTimeKind.Utc)) ?? throw new StepFaultException($"The time '{text}' never comes.");
        return StepResult.Waiting(null, next);
    }

    private static TimeSpan Length(Dictionary<string, JsValue> inputs, string input)
    {
        var text = Text(inputs, input);
        return (text is null ? null : Literals.Length(text)) ?? throw new StepFaultException($"'{text}' is not a length of time such as 10.00:00:00.");
    }

    private static StepResult StartAt(Dictionary<string, JsValue> inputs, DateTime now)
    {
        var text = Text(inputs, "dateTime");
        var at = (text is null ? null : Literals.Instant(text)) ?? throw new StepFaultException($"'{text}' is not an instant.");
        return at <= now ? StepResult.Done : StepResult.Waiting(null, at);
    }

    private static string? Text(Dictionary<string, JsValue> inputs, string name) =>
        inputs.GetValueOrDefault(name) is { IsNothing: false } value ? value.ToString() : null;
}
