using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>One run of a scope: the root, a container's content, one round of a loop, the branch of one item.</summary>
internal sealed class Frame
{
    public Frame(int id, CompiledScope scope, Frame? parent)
    {
        (Id, Scope, Parent) = (id, scope, parent);
        Locals = [.. scope.Locals.Select(local => local.FirstValue)];
    }

    /// <summary>0 for the root; else unique in the instance and never used again.</summary>
    public int Id { get; }

    public CompiledScope Scope { get; }

    /// <summary>The frame in which the container runs; null for the root.</summary>
    public Frame? Parent { get; }

    /// <summary>The container as a step of the frame around it. The root has none.</summary>
    public Step Container => new(Scope.Container!, Parent!);

    /// <summary>Which item of a loop over items, from 0.</summary>
    public int Round { get; init; }

    /// <summary>What such a loop goes over.</summary>
    public JsValue Items { get; init; }

    /// <summary>The variables of its own while another frame runs; the scope's slots hold them while it runs itself.</summary>
    public JsValue[] Locals { get; }
}

/// <summary>An activity to run, in the frame that it runs in.</summary>
/// <param name="Failed">How often it has failed before and was to be tried again.</param>
internal readonly record struct Step(CompiledActivity Activity, Frame Frame, int Failed = 0)
{
    /// <summary>What this step is part of in <paramref name="frame"/>: itself, or the container around it that stands there.</summary>
    public CompiledActivity? Within(Frame frame)
    {
        var step = this;
        while (step.Frame != frame)
        {
            if (step.Frame.Parent is null)
                return null;
            step = step.Frame.Container;
        }

        return step.Activity;
    }

    public bool Is(Step other) => Activity == other.Activity && Frame == other.Frame;
}

/// <summary>A connection that was followed in a frame and whose join has not run since.</summary>
internal readonly record struct Arrival(CompiledConnection Way, Frame Frame);
