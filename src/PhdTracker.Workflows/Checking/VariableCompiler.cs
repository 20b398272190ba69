using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>Gives every variable its slot and its first value: first those of the workflow, then those of its containers.</summary>
internal sealed class VariableCompiler
{
    private readonly List<DefinitionProblem> _problems;
    private readonly List<JsValue> _firstValues = [];

    public VariableCompiler(WorkflowDefinition definition, List<DefinitionProblem> problems)
    {
        _problems = problems;
        Names = new ExpressionNames(
            [.. definition.Variables.Select(variable => variable.Name)],
            [.. definition.Inputs.Select(input => input.Name)],
            [.. definition.AllActivities.Select(activity => activity.Id)]);
        Root = new VariableScope(null, Names, definition.Variables, 0);
        Read(null, definition.Variables);
    }

    /// <summary>By slot; those of the containers among them, which have no value while their container does not run.</summary>
    public IReadOnlyList<JsValue> FirstValues => _firstValues;

    /// <summary>What every expression may use.</summary>
    public ExpressionNames Names { get; }

    /// <summary>What a step of the root flowchart may use.</summary>
    public VariableScope Root { get; }

    /// <summary>What a step in a container may use.</summary>
    /// <param name="container">Its own variables are read here.</param>
    /// <param name="outer">What the container itself may use.</param>
    /// <param name="locals">The variables of its own.</param>
    public VariableScope Within(CompiledActivity container, VariableScope outer, out IReadOnlyList<LocalVariable> locals)
    {
        var variables = container.Type.BuiltIn is BuiltIn.ForEach or BuiltIn.ParallelForEach ? ItemVariables(container.Id) : container.Definition.Variables;
        locals = [];
        if (variables.Count == 0)
            return outer;
        var first = _firstValues.Count;
        Read(container.Id, variables);
        locals = [.. variables.Take(_firstValues.Count - first).Select((variable, index) => new LocalVariable(variable.Name, first + index, _firstValues[first + index]))];
        for (var slot = first; slot < _firstValues.Count; slot++)
            _firstValues[slot] = JsValue.Null;
        return new VariableScope(outer, outer.Names.Within([.. variables.Select(variable => variable.Name)], first), variables, first);
    }

    // As Elsa calls them in the body of a loop over items.
    private static IReadOnlyList<VariableDefinition> ItemVariables(string container) =>
    [
        new($"{container}:CurrentValue", "CurrentValue", "Object", false, null),
        new($"{container}:CurrentIndex", "CurrentIndex", "Int32", false, null),
    ];

    private void Read(string? container, IReadOnlyList<VariableDefinition> variables)
    {
        foreach (var twice in variables.GroupBy(variable => variable.Name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
            Problem(container, new("Problem.VariableTwice", twice.Key), new("Remedy.OwnName"));
        foreach (var variable in variables)
        {
            try
            {
                var type = TypeNames.Find(variable.IsArray ? variable.TypeName + "[]" : variable.TypeName);
                if (type is null)
                    Problem(container, new("Problem.VariableTypeUnknown", variable.Name, variable.TypeName), new("Remedy.UseOneOf", "String, Boolean, Int32, Double, DateTimeOffset, Object"));
                _firstValues.Add(Literals.FirstValue(variable.Value, type ?? InputType.Any));
            }
            catch (LiteralException problem)
            {
                Problem(container, new("Problem.InVariable", variable.Name, problem.What), new("Remedy.CorrectVariable"));
                _firstValues.Add(JsValue.Null);
            }
        }
    }

    private void Problem(string? activity, ProblemText what, ProblemText toDo) =>
        _problems.Add(new DefinitionProblem(activity, null, what, toDo));
}
