namespace PhdTracker.Workflows;

/// <summary>Carries what runs in containers over to another version: a container must stand there at the same place.</summary>
internal sealed class MigrationFrames
{
    private readonly WorkflowInstance _moved;
    private readonly Dictionary<Frame, Frame> _frames = [];

    public MigrationFrames(WorkflowInstance from, WorkflowInstance moved)
    {
        _moved = moved;
        _frames[from.Root] = moved.Root;
        foreach (var frame in from.Frames)
        {
            if (Find(frame.Container) is { } container && container.Activity.Ports.ElementAtOrDefault(frame.Scope.Port) is { } scope)
                Add(frame, new Frame(frame.Id, scope, container.Frame) { Round = frame.Round, Items = frame.Items });
        }
    }

    /// <summary>The same step in the other version; null if it is not there, is of another type or stands elsewhere.</summary>
    public Step? Find(Step step)
    {
        if (_moved.Workflow.Find(step.Activity.Id) is not { } activity || activity.Type.TypeName != step.Activity.Type.TypeName)
            return null;
        return _frames.TryGetValue(step.Frame, out var frame) && frame.Scope == activity.Scope ? new Step(activity, frame, step.Failed) : null;
    }

    public Frame? Find(Frame frame) => _frames.GetValueOrDefault(frame);

    private void Add(Frame old, Frame moved)
    {
        for (var local = 0; local < moved.Locals.Length; local++)
        {
            var before = old.Scope.Locals.ToList().FindIndex(other => other.Name == moved.Scope.Locals[local].Name);
            if (before >= 0)
                moved.Locals[local] = old.Locals[before];
        }

        _frames[old] = moved;
        _moved.Frames.Add(moved);
    }
}
