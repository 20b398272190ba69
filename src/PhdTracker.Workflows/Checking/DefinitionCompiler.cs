using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>A workflow that can run, or what is wrong with its definition.</summary>
public sealed record CompileResult(CompiledWorkflow? Workflow, IReadOnlyList<DefinitionProblem> Problems);

/// <summary>Checks a definition and makes it ready to run: once, for all instances.</summary>
public sealed class DefinitionCompiler
{
    private readonly WorkflowDefinition _definition;
    private readonly ActivityRegistry _registry;
    private readonly List<DefinitionProblem> _problems = [];
    private readonly ExpressionNames _names;

    private DefinitionCompiler(WorkflowDefinition definition, ActivityRegistry registry)
    {
        _definition = definition;
        _registry = registry;
        _names = new ExpressionNames(
            [.. definition.Variables.Select(variable => variable.Name)],
            [.. definition.Inputs.Select(input => input.Name)],
            [.. definition.Activities.Select(activity => activity.Id)]);
    }

    /// <summary>Checks and compiles. Problems are found all at once, so that they can be put right together.</summary>
    public static CompileResult Compile(WorkflowDefinition definition, ActivityRegistry registry) =>
        new DefinitionCompiler(definition, registry).Compile();

    private CompileResult Compile()
    {
        var firstValues = FirstValues();
        if (_definition.Activities.Count == 0)
            Problem(null, "The flowchart has no activities.", "Add at least one.");
        var activities = _definition.Activities.Select(Activity).ToList();
        if (activities.Contains(null) || _problems.Count > 0 && activities.Count == 0)
            return new CompileResult(null, _problems);
        var compiled = activities.OfType<CompiledActivity>().ToList();
        var edges = Edges(compiled);
        var start = StartOf(compiled, edges);
        var graph = new FlowGraph(compiled.Count, start, edges);
        UnconnectedOutcomes(compiled, graph);
        var connections = Connect(compiled, graph);
        new FlowChecks(graph, compiled, _problems).Run();
        return _problems.Count > 0
            ? new CompileResult(null, _problems)
            : new CompileResult(new CompiledWorkflow(_definition, compiled, connections, start, firstValues, _names), []);
    }

    private List<JsValue> FirstValues()
    {
        var values = new List<JsValue>();
        foreach (var twice in _definition.Variables.GroupBy(variable => variable.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            Problem(null, $"Two variables are called '{twice.Key}'.", "Give each its own name.");
        foreach (var variable in _definition.Variables)
        {
            try
            {
                var type = TypeNames.Find(variable.IsArray ? variable.TypeName + "[]" : variable.TypeName);
                if (type is null)
                    Problem(null, $"The variable '{variable.Name}' is of the unknown type '{variable.TypeName}'.", "Use String, Boolean, Int32, Double, DateTimeOffset or Object.");
                values.Add(Literals.FirstValue(variable.Value, type ?? InputType.Any));
            }
            catch (FormatException problem)
            {
                Problem(null, $"The variable '{variable.Name}': {problem.Message}", "Correct its value or its type.");
            }
        }

        return values;
    }

    private CompiledActivity? Activity(ActivityDefinition definition, int index)
    {
        if (_registry.Find(definition.Type) is not { } type)
        {
            Problem(definition.Id, $"There is no activity type '{definition.Type}'.",
                $"Use one of {string.Join(", ", _registry.Types.Select(known => known.TypeName))}.");
            return null;
        }

        var inputs = new InputCompiler(_definition, _names, definition, type, _problems);
        inputs.Compile();
        var activity = new CompiledActivity(index, definition, type)
        {
            Inputs = inputs.Inputs,
            Cases = inputs.Cases,
            VariableSlot = inputs.VariableSlot(),
            OutputTargets = inputs.OutputTargets(),
            Outcomes = type.Outcomes(inputs.Shape),
            IdleOutcomes = type.IdleOutcomes(inputs.Shape),
            Choice = type.Choice(inputs.Shape),
        };
        if (type.BuiltIn == BuiltIn.FlowJoin && Enum.TryParse<JoinMode>(inputs.Shape.Literal("mode"), out var mode))
            activity.JoinMode = mode;
        if (type.BuiltIn == BuiltIn.FlowFork && activity.Outcomes.Count == 0 && _problems.TrueForAll(problem => problem.Activity != definition.Id))
            Problem(definition.Id, "It has no branches.", "Name them in the input 'branches', as a literal list.");
        return activity;
    }

    // Elsa.Start, else one that may start the workflow, else the first that nothing leads to.
    private static int StartOf(List<CompiledActivity> activities, List<Edge> edges)
    {
        var start = activities.FindIndex(activity => activity.Type.BuiltIn == BuiltIn.Start);
        if (start < 0)
            start = activities.FindIndex(activity => activity.Definition.CanStartWorkflow);
        if (start < 0)
            start = activities.FindIndex(activity => edges.TrueForAll(edge => edge.Target != activity.Index));
        return Math.Max(start, 0);
    }

    private List<Edge> Edges(List<CompiledActivity> activities)
    {
        var indices = activities.ToDictionary(activity => activity.Id, activity => activity.Index, StringComparer.Ordinal);
        var edges = new List<Edge>();
        var seen = new HashSet<ConnectionDefinition>();
        foreach (var connection in _definition.Connections)
        {
            var hasSource = indices.TryGetValue(connection.Source, out var source);
            var hasTarget = indices.TryGetValue(connection.Target, out var target);
            if (!hasSource || !hasTarget)
            {
                Problem(hasSource ? connection.Source : null,
                    $"A connection leads from '{connection.Source}' on '{connection.Port}' to '{connection.Target}', but there is no activity '{(hasSource ? connection.Target : connection.Source)}'.",
                    "Connect two activities of this workflow.");
            }
            else if (!activities[source].Outcomes.Concat(activities[source].IdleOutcomes).Contains(connection.Port, StringComparer.Ordinal))
            {
                var ports = activities[source].Outcomes;
                Problem(connection.Source, $"A connection to '{connection.Target}' leaves it on '{connection.Port}', which is not one of its outcomes.",
                    ports.Count == 0 ? "Nothing can follow this step: remove the connection." : $"Its outcomes are {string.Join(", ", ports)}.");
            }
            else if (!seen.Add(connection))
            {
                Problem(connection.Source, $"It is connected twice on '{connection.Port}' to '{connection.Target}'.", "Remove one of the two.");
            }
            else
            {
                edges.Add(new Edge(edges.Count, source, connection.Port, target));
            }
        }

        return edges;
    }

    private void UnconnectedOutcomes(List<CompiledActivity> activities, FlowGraph graph)
    {
        foreach (var activity in activities)
        {
            if (activity.Outcomes is ["Done"])
                continue;
            var taken = graph.Outgoing(activity.Index).Select(edge => edge.Port).ToHashSet(StringComparer.Ordinal);
            foreach (var outcome in activity.Outcomes.Where(outcome => !taken.Contains(outcome)))
                Problem(activity.Id, $"Nothing follows its outcome '{outcome}', so that the way would end there without a word.", $"Connect '{outcome}' to a step.");
        }
    }

    private static List<CompiledConnection> Connect(List<CompiledActivity> activities, FlowGraph graph)
    {
        var connections = graph.Edges
            .Select(edge => new CompiledConnection(edge.Index, edge.Source, edge.Port, edge.Target, graph.IsBackward(edge))).ToList();
        foreach (var activity in activities)
        {
            // Backward connections come first: a new round must not cancel what the same completion starts.
            activity.Outgoing = [.. connections.Where(way => way.Source == activity.Index).OrderByDescending(way => way.Backward)];
            activity.ForwardInbound = [.. connections.Where(way => way.Target == activity.Index && !way.Backward)];
            activity.Upstream = activity.IsJoin
                ? [.. activity.ForwardInbound.Select(way => graph.Upstream(graph.Edges[way.Index]))]
                : [];
            activity.Behind = graph.Behind(activity.Index);
        }

        return connections;
    }

    private void Problem(string? activity, string message, string remedy) =>
        _problems.Add(new DefinitionProblem(activity, null, message, remedy));
}
