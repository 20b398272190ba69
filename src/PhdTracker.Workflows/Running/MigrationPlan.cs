using System.Globalization;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>Carries the state of an instance over to another version, and notes what becomes of each part of it.</summary>
internal sealed class MigrationPlan
{
    private readonly WorkflowInstance _from;
    private readonly CompiledWorkflow _to;
    private readonly string _version;
    private readonly MigrationFrames _frames;
    private readonly List<MigrationProblem> _problems = [];
    private readonly List<MigrationLine> _lines = [];

    public MigrationPlan(WorkflowInstance from, CompiledWorkflow to)
    {
        (_from, _to, Moved) = (from, to, new WorkflowInstance(to));
        _version = "version " + to.Definition.Version.ToString(CultureInfo.InvariantCulture);
        _from.Enter(_from.Root);
        _frames = new MigrationFrames(from, Moved);
        Whole();
        Containers();
        Waiting();
        Ways();
        Variables();
        Inputs();
        Results();
        if (_problems.Count == 0)
            Joins();
    }

    public MigrationPreview Preview => new(_problems, _lines);

    /// <summary>The instance on the other version.</summary>
    public WorkflowInstance Moved { get; }

    /// <summary>Steps that were joins and are none there: they begin at once.</summary>
    public List<Step> Entered { get; } = [];

    private void Whole()
    {
        var (old, other) = (_from.Workflow.Definition, _to.Definition);
        if (old.DefinitionId != other.DefinitionId)
            Problem(null, $"The instance runs '{old.DefinitionId}', not '{other.DefinitionId}'.", "Move it to another version of its own definition.");
        else if (old.Version == other.Version)
            Problem(null, $"The instance is on {_version} already.", "Choose another version.");
        if (_from.Status == WorkflowStatus.Finished && _from.SubStatus != WorkflowSubStatus.Faulted)
            Problem(null, "The instance has ended.", "Leave it as it is, or restart it first.");
        (Moved.Name, Moved.CorrelationId) = (_from.Name, _from.CorrelationId);
        (Moved.LastId, Moved.JournalCount) = (_from.LastId, _from.JournalCount);
        foreach (var (name, value) in _from.Output)
            Moved.Output[name] = value;
    }

    private void Containers()
    {
        foreach (var container in _from.Frames.Select(frame => frame.Container).Distinct().ToList())
            _ = Carried(MigrationPart.Container, container, "is under way");
    }

    private void Waiting()
    {
        foreach (var bookmark in _from.OpenBookmarks)
        {
            if (Carried(MigrationPart.Waiting, _from.StepOf(bookmark), "waits") is { } step && HasOutcomes(step.Activity))
                Moved.OpenBookmarks.Add(bookmark);
        }

        foreach (var incident in _from.OpenIncidents)
        {
            if (Carried(MigrationPart.Incident, _from.StepOf(incident), "has failed") is not null)
                Moved.OpenIncidents.Add(incident);
        }

        foreach (var halted in _from.Halted)
        {
            if (Carried(MigrationPart.CutOff, halted, "was cut off") is { } step)
                Moved.Halted.Add(step);
        }
    }

    private Step? Carried(MigrationPart part, Step old, string how)
    {
        var id = old.Activity.Id;
        if (_to.Find(id) is not { } step)
            Problem(id, $"It {how}, and {_version} has no such step.", "Add a step with this id, or let it be answered or skipped first.");
        else if (step.Type.TypeName != old.Activity.Type.TypeName)
            Problem(id, $"It {how} as {old.Activity.Type.TypeName}, and is {step.Type.TypeName} in {_version}.", "Give the changed step another id, or let this one be answered or skipped first.");
        else if (_frames.Find(old) is { } there)
        {
            Note(part, MigrationFate.Stays, id);
            return there;
        }
        else
            Problem(id, $"It {how} and stands in another container in {_version}.", "Leave it where it stands, or let it be answered or skipped first.");

        return null;
    }

    private bool HasOutcomes(CompiledActivity step)
    {
        var missing = _from.Workflow.Find(step.Id)!.Outcomes.Except(step.Outcomes, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
            Problem(step.Id, $"It waits, can still be answered '{string.Join("', '", missing)}', and cannot in {_version}.", "Keep these outcomes, or let it be answered or skipped first.");
        return missing.Count == 0;
    }

    private void Ways()
    {
        foreach (var (way, frame) in _from.Arrived)
        {
            var (source, target) = (_from.Workflow.Activities[way.Source].Id, _from.Workflow.Activities[way.Target].Id);
            var there = _to.Find(target) is { } step && _frames.Find(frame) is { } moved && moved.Scope == step.Scope
                ? step.ForwardInbound.FirstOrDefault(other => other.Port == way.Port && _to.Activities[other.Source].Id == source)
                : null;
            if (there is null)
            {
                Problem(target, $"The way from '{source}' on '{way.Port}' has reached it, and {_version} has no such way.", "Keep the connection, or move the instance once this step has begun.");
                continue;
            }

            Note(MigrationPart.Way, MigrationFate.Stays, $"{source}: {way.Port} → {target}");
            var entered = new Step(_to.Activities[there.Target], _frames.Find(frame)!);
            if (entered.Activity.IsJoin)
                Moved.Arrived.Add(new Arrival(there, entered.Frame));
            else
                Entered.Add(entered);
        }
    }

    private void Variables()
    {
        var old = _from.Workflow.Definition.Variables.Select((variable, slot) => (variable, slot)).ToDictionary(pair => pair.variable.Name, StringComparer.Ordinal);
        for (var slot = 0; slot < _to.Definition.Variables.Count; slot++)
        {
            var variable = _to.Definition.Variables[slot];
            if (old.Remove(variable.Name, out var before))
            {
                Note(MigrationPart.Variable, MigrationFate.Stays, variable.Name);
                Moved.Scope.Variables[slot] = Fitted(variable, before.variable, _from.Scope.Variables[before.slot]);
            }
            else
            {
                Note(MigrationPart.Variable, MigrationFate.Added, variable.Name, variable.Value);
            }
        }

        foreach (var name in old.Keys)
            Note(MigrationPart.Variable, MigrationFate.Dropped, name);
    }

    private JsValue Fitted(VariableDefinition variable, VariableDefinition before, JsValue value)
    {
        if (variable.TypeName == before.TypeName && variable.IsArray == before.IsArray || value.IsNothing)
            return value;
        try
        {
            return Literals.Fit(value, TypeNames.Find(variable.IsArray ? variable.TypeName + "[]" : variable.TypeName)!.Value);
        }
        catch (FormatException problem)
        {
            Problem(null, $"The variable '{variable.Name}' is of the type {variable.TypeName} in {_version}. {problem.Message}", "Keep its type, or give the changed variable another name.");
            return value;
        }
    }

    private void Inputs()
    {
        foreach (var (name, value) in _from.Scope.Inputs)
        {
            var stays = _to.Names.HasInput(name);
            Note(MigrationPart.Input, stays ? MigrationFate.Stays : MigrationFate.Dropped, name);
            if (stays)
                Moved.Scope.Inputs[name] = value;
        }

        foreach (var input in _to.Definition.Inputs.Where(input => _from.Workflow.Definition.Inputs.All(old => old.Name != input.Name)))
            Note(MigrationPart.Input, MigrationFate.Added, input.Name);
    }

    private void Results()
    {
        Moved.Scope.LastResult = _to.Names.ReadsLastResult ? _from.Scope.LastResult : JsValue.Null;
        foreach (var (key, value) in _from.Scope.ActivityOutputs)
        {
            var stays = _to.Names.OutputsRead.Contains(key);
            Note(MigrationPart.Result, stays ? MigrationFate.Stays : MigrationFate.Dropped, $"{key.Activity}: {key.Output}");
            if (stays)
                Moved.Scope.ActivityOutputs[key] = value;
        }

        // A step that has run gave its result to nobody, where its version did not read it.
        foreach (var (activity, output) in _to.Names.OutputsRead.Except(_from.Workflow.Names.OutputsRead))
            Note(MigrationPart.Result, MigrationFate.Added, $"{activity}: {output}");
    }

    // A join that its own version had doomed already is not the fault of the move.
    private void Joins()
    {
        var (joins, before) = (JoinsOf(Moved), JoinsOf(_from));
        foreach (var frame in _from.Frames.Prepend(_from.Root))
        {
            var moved = _frames.Find(frame)!;
            var doomed = before.Doomed(frame).Select(join => join.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var join in joins.Doomed(moved).Where(join => !doomed.Contains(join.Id)))
            {
                Problem(join.Id, $"It waits for all, and in {_version} one of its ways cannot come any more, because the steps before it have run.",
                    "Give it the mode WaitAllActive, or move the instance once this step has begun.");
            }

            foreach (var join in joins.Ready(moved))
                Note(MigrationPart.Waiting, MigrationFate.GoesOn, join.Id);
        }

        foreach (var step in Entered)
            Note(MigrationPart.Waiting, MigrationFate.GoesOn, step.Activity.Id);
    }

    private static Joins JoinsOf(WorkflowInstance instance) => new(instance, [], new Journal(instance, default));

    private void Note(MigrationPart part, MigrationFate fate, string name, string? value = null) => _lines.Add(new MigrationLine(part, fate, name, value));

    private void Problem(string? activity, string message, string remedy) => _problems.Add(new MigrationProblem(activity, message, remedy));
}
