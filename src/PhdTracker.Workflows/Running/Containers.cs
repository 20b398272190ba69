using System.Text.Json;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>Opens what stands in a container, and says whether a loop goes on when one round of it has ended.</summary>
internal sealed class Containers(WorkflowInstance instance, Action<Step> enqueue, Action<Step, string, JsValue> setOutput)
{
    /// <summary>Begins a container.</summary>
    /// <returns>False if there is nothing in it to run.</returns>
    public bool Open(Step step, Dictionary<string, JsValue> inputs)
    {
        switch (step.Activity.Type.BuiltIn)
        {
            case BuiltIn.If:
                var holds = inputs["condition"].BooleanValue;
                setOutput(step, "result", JsValue.From(holds));
                return Run(step, holds ? 0 : 1);
            case BuiltIn.While: return inputs["condition"].BooleanValue && Run(step, 0);
            case BuiltIn.ForEach: return RunItem(step, Items(inputs), 0);
            case BuiltIn.ParallelForEach:
                var items = Items(inputs);
                for (var item = 0; item < Count(items); item++)
                    RunItem(step, items, item);
                return Count(items) > 0 && step.Activity.Ports[0] is not null;
            default: return Run(step, 0);
        }
    }

    /// <summary>A frame has ended.</summary>
    /// <returns>Whether its container goes on with another round, or another branch of it is still under way.</returns>
    public bool GoesOn(Frame ended)
    {
        var container = ended.Container;
        switch (container.Activity.Type.BuiltIn)
        {
            case BuiltIn.While:
                instance.Enter(container.Frame);
                return StepInputs.Evaluate(container.Activity, instance.Scope)["condition"].BooleanValue && Run(container, 0);
            case BuiltIn.ForEach: return RunItem(container, ended.Items, ended.Round + 1);
            case BuiltIn.ParallelForEach: return instance.Frames.Exists(frame => frame.Container.Is(container));
            default: return false;
        }
    }

    private bool Run(Step container, int port)
    {
        if (container.Activity.Ports[port] is not { } scope)
            return false;
        enqueue(new Step(scope.Start, instance.Open(id => new Frame(id, scope, container.Frame))));
        return true;
    }

    private bool RunItem(Step container, JsValue items, int item)
    {
        if (item >= Count(items) || container.Activity.Ports[0] is not { } scope)
            return false;
        var value = JsValue.From(items.JsonValue[item]);
        setOutput(container, "currentValue", value);
        var frame = instance.Open(id => new Frame(id, scope, container.Frame) { Round = item, Items = items });
        (frame.Locals[0], frame.Locals[1]) = (value, JsValue.From(item));
        enqueue(new Step(scope.Start, frame));
        return true;
    }

    private static JsValue Items(Dictionary<string, JsValue> inputs) => inputs.GetValueOrDefault("items", JsValue.Null);

    private static int Count(JsValue items) =>
        items.Kind == JsKind.Object && items.JsonValue.ValueKind == JsonValueKind.Array ? items.JsonValue.GetArrayLength() : 0;
}
