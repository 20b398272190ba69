using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>A workflow that can run, or what is wrong with its definition.</summary>
public sealed record CompileResult(CompiledWorkflow? Workflow, IReadOnlyList<DefinitionProblem> Problems);

/// <summary>Checks a definition and makes it ready to run: once, for all instances. A container becomes a scope with its own joins;
/// all scopes are run by one engine.</summary>
public sealed class DefinitionCompiler
{
    private readonly WorkflowDefinition _definition;
    private readonly ActivityRegistry _registry;
    private readonly List<DefinitionProblem> _problems = [];
    private readonly VariableCompiler _variables;
    private readonly List<CompiledActivity> _activities = [];
    private readonly List<CompiledScope> _scopes = [];
    private bool _hasUnknown;

    private DefinitionCompiler(WorkflowDefinition definition, ActivityRegistry registry)
    {
        _definition = definition;
        _registry = registry;
        _variables = new VariableCompiler(definition, _problems);
    }

    /// <summary>Checks and compiles. Problems are found all at once, so that they can be put right together.</summary>
    public static CompileResult Compile(WorkflowDefinition definition, ActivityRegistry registry) =>
        new DefinitionCompiler(definition, registry).Compile();

    private CompileResult Compile()
    {
        if (_definition.Activities.Count == 0)
            Problem(null, new("Problem.NoActivities"), new("Remedy.AddOne"));
        var root = new CompiledScope { IsFlowchart = true };
        _scopes.Add(root);
        Fill(root, _definition.Activities, _variables.Root);
        if (_hasUnknown || _definition.Activities.Count == 0)
            return new CompileResult(null, [.. _problems, .. LooseWays.Of(_definition, _definition.AllActivities.Select(activity => activity.Id).ToHashSet(StringComparer.Ordinal))]);
        // Inner ones first: whether a container waits depends on what stands in it.
        foreach (var scope in _scopes.AsEnumerable().Reverse())
        {
            new ScopeCompiler(scope, _problems).Connect(scope.Container?.Definition.Connections ?? _definition.Connections);
            new FlowChecks(scope, _problems).Run();
            if (scope.Container is { } container && scope.Port == 0)
                container.Waits = AlwaysWaits(container);
        }

        return _problems.Count > 0
            ? new CompileResult(null, _problems)
            : new CompileResult(new CompiledWorkflow(_definition, _activities, ScopeCompiler.Connections(_scopes), root, _variables.FirstValues, _variables.Names), []);
    }

    private void Fill(CompiledScope scope, IReadOnlyList<ActivityDefinition> definitions, VariableScope variables)
    {
        foreach (var definition in definitions)
        {
            if (_registry.Find(definition.Type) is { } type)
            {
                var activity = Activity(scope, definition, type, variables);
                _activities.Add(activity);
                scope.Activities.Add(activity);
                Ports(activity, variables);
            }
            else
            {
                _hasUnknown = true;
                Problem(definition.Id, new("Problem.TypeUnknown", definition.Type), new("Remedy.UseOneOf", string.Join(", ", _registry.Types.Select(known => known.TypeName))));
            }
        }
    }

    private CompiledActivity Activity(CompiledScope scope, ActivityDefinition definition, ActivityType type, VariableScope variables)
    {
        var inputs = new InputCompiler(variables, definition, type, _problems);
        inputs.Compile();
        var activity = new CompiledActivity(_activities.Count, scope, definition, type)
        {
            Inputs = inputs.Inputs,
            Cases = inputs.Cases,
            VariableSlot = inputs.VariableSlot(),
            OutputTargets = inputs.OutputTargets(),
            Retry = inputs.Retry(),
            Outcomes = type.Outcomes(inputs.Shape),
            IdleOutcomes = type.IdleOutcomes(inputs.Shape),
            Choice = type.Choice(inputs.Shape),
            Waits = type.Waits || type.WaitsWhen(inputs.Shape),
        };
        if (type.BuiltIn == BuiltIn.FlowJoin && Enum.TryParse<JoinMode>(inputs.Shape.Literal("mode"), out var mode))
            activity.JoinMode = mode;
        if (type.BuiltIn == BuiltIn.FlowFork && activity.Outcomes.Count == 0 && _problems.TrueForAll(problem => problem.Activity != definition.Id))
            Problem(definition.Id, new("Problem.NoBranches"), new("Remedy.NameBranches"));
        if (type.BuiltIn == BuiltIn.While && !definition.Children.Any())
            Problem(definition.Id, new("Problem.NoBody"), new("Remedy.PutBody"));
        return activity;
    }

    private void Ports(CompiledActivity container, VariableScope variables)
    {
        if (!container.Type.IsContainer)
            return;
        var names = container.Type.BuiltIn is BuiltIn.If ? BuiltInTypes.PortsOf("Elsa.If") : [""];
        var ports = new CompiledScope?[names.Count];
        var inner = _variables.Within(container, variables, out var locals);
        foreach (var port in container.Definition.Ports.Where(port => port.Activities.Count > 0))
        {
            var place = Math.Max(0, names.ToList().IndexOf(port.Name));
            var scope = new CompiledScope { Container = container, Port = place, IsFlowchart = container.Type.BuiltIn == BuiltIn.Flowchart, Locals = locals };
            _scopes.Add(scope);
            ports[place] = scope;
            Fill(scope, port.Activities, inner);
        }

        container.Ports = ports;
    }

    private bool AlwaysWaits(CompiledActivity container)
    {
        if (container.Type.BuiltIn == BuiltIn.While && container.Inputs is [{ Expression: ConstantExpression { Value: { Kind: JsKind.Boolean, BooleanValue: true } } }]
            && container.Ports[0] is { } body && !body.Waits())
        {
            Problem(container.Id, new("Problem.RestlessBody"), new("Remedy.WaitInBody"));
        }

        return container.Type.BuiltIn is BuiltIn.Flowchart or BuiltIn.Sequence or BuiltIn.If
            && container.Ports.All(port => port is not null && port.Waits());
    }

    private void Problem(string? activity, ProblemText what, ProblemText toDo) =>
        _problems.Add(new DefinitionProblem(activity, null, what, toDo));
}
