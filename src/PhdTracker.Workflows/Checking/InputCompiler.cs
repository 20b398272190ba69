using System.Text.Json;
using System.Text.Json.Nodes;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>Parses and checks the inputs, cases and outputs of one activity.</summary>
internal sealed class InputCompiler(
    VariableScope variables, ActivityDefinition activity, ActivityType type, List<DefinitionProblem> problems)
{
    private readonly ExpressionNames _names = variables.Names;
    private readonly Dictionary<string, CompiledInput> _inputs = new(StringComparer.Ordinal);

    public IReadOnlyList<CompiledInput> Inputs => [.. _inputs.Values];

    public List<SwitchCase> Cases { get; } = [];

    public ActivityShape Shape => new(_inputs.ContainsKey, Literal, List);

    public void Compile()
    {
        foreach (var input in type.Inputs)
        {
            var before = problems.Count;
            if (type.BuiltIn == BuiltIn.FlowSwitch && input.Name == "cases")
                CompileCases();
            else if (Compile(input) is { } expression)
                _inputs.Add(input.Name, new CompiledInput(input, expression));
            else if (input.Required && problems.Count == before)
                Problem(null, new("Problem.InputMissing", input.Name), new("Remedy.SetInput", input.Name));
        }

        if (!type.TypeName.StartsWith("Elsa.", StringComparison.Ordinal))
            UnknownInputs();
    }

    private Expression? Compile(ActivityInput input)
    {
        var node = activity.Source[input.Name];
        if (node is null)
            return null;
        if (node is not JsonObject wrapper || !wrapper.ContainsKey("expression"))
            return Checked(input, () => Expression.Constant(Literals.Read(node, input.Type)));
        if (DefinitionReader.Text(wrapper, "typeName") is not { } typeName)
        {
            Problem(null, new("Problem.InputUntyped", input.Name), new("Remedy.GiveTypeName"));
            return null;
        }

        if (TypeNames.Find(typeName) is not { } declared)
        {
            Problem(null, new("Problem.InputTypeUnknown", input.Name, typeName), new("Remedy.UseOneOf", "String, Boolean, Int32, Double, TimeSpan, DateTimeOffset, String[], Object"));
            return null;
        }

        var wanted = input.Type == InputType.Any ? declared : input.Type;
        return wrapper["expression"] is JsonObject expression
            ? Checked(input, () => Compile(expression, wanted, input))
            : null;
    }

    private Expression? Checked(ActivityInput input, Func<Expression?> compile)
    {
        try
        {
            var expression = compile();
            if (expression is ConstantExpression { Value.IsNothing: false } constant && !input.Takes(constant.Value.ToString()))
                Problem(null, new("Problem.InputNotAllowed", input.Name, constant.Value.ToString()), new("Remedy.UseOneOf", (input.Allowed ?? []).Concat<object>(input.Forms?.Examples ?? [])));

            if (expression is not (null or ConstantExpression) && input.IsRestricted)
                Problem(null, new("Problem.InputComputed", input.Name), new("Remedy.Literal"));
            return expression;
        }
        catch (ExpressionSyntaxException problem)
        {
            Problem(problem.Position, new("Problem.InInput", input.Name, problem.What), problem.ToDo);
        }
        catch (LiteralException problem)
        {
            Problem(null, new("Problem.InInput", input.Name, problem.What), new("Remedy.CorrectValue"));
        }

        return null;
    }

    private Expression? Compile(JsonObject expression, InputType type, ActivityInput input)
    {
        var value = expression["value"];
        switch (DefinitionReader.Text(expression, "type"))
        {
            case "Literal" or null:
                return value is null ? null : Expression.Constant(Literals.Read(value, type));
            case "Object":
                var json = value is JsonValue && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString();
                return json is null ? null : Expression.Constant(ReadObject(json, type));
            case "JavaScript":
                return Expression.Parse(ScriptOf(value), _names);
            case "Variable":
                return Expression.Parse($"getVariable('{Escape(NameIn(value))}')", _names);
            case "Input":
                return Expression.Parse($"getInput('{Escape(NameIn(value))}')", _names);
            case var other:
                Problem(null, new("Problem.LanguageUnknown", input.Name, other), new("Remedy.UseOneOf", "Literal, Object, Variable, Input, JavaScript"));
                return null;
        }
    }

    private static JsValue ReadObject(string json, InputType type)
    {
        var value = Literals.Json(json);
        if (type == InputType.TextList)
            _ = Literals.TextList(value);
        return type == InputType.TextList ? value : Literals.Fit(value, type);
    }

    private void CompileCases()
    {
        var source = activity.Source["cases"];
        if (source is JsonObject wrapper && wrapper["expression"] is JsonObject inner)
            source = inner["value"];
        foreach (var item in source as JsonArray ?? [])
        {
            if (item is not JsonObject entry || DefinitionReader.Text(entry, "label") is not { Length: > 0 } label
                || entry["condition"] is not JsonObject condition)
            {
                Problem(null, new("Problem.CaseIncomplete"), new("Remedy.GiveBoth"));
                continue;
            }

            if (label == "Default" || Cases.Exists(other => other.Label == label))
                Problem(null, new("Problem.LabelTwice", label), new("Remedy.OwnLabel"));
            var input = new ActivityInput($"case {label}", InputType.Boolean);
            if (Checked(input, () => Compile(condition, InputType.Boolean, input)) is { } expression)
                Cases.Add(new SwitchCase(label, expression));
        }

        if (Cases.Count == 0)
            Problem(null, new("Problem.NoCases"), new("Remedy.AddCase"));
    }

    /// <summary>The variables that receive this activity's outputs.</summary>
    public IReadOnlyList<OutputTarget> OutputTargets()
    {
        var targets = new List<OutputTarget>();
        foreach (var output in type.Outputs)
        {
            if (activity.Source[output] is not JsonObject wrapper || wrapper["memoryReference"] is not JsonObject reference)
                continue;
            var id = DefinitionReader.Text(reference, "id");
            var slot = variables.Slot(id, null);
            if (slot >= 0)
                targets.Add(new OutputTarget(output, slot));
            else
                Problem(null, new("Problem.OutputNowhere", output, id), new("Remedy.NameVariableId"));
        }

        return targets;
    }

    /// <summary>The variable that Elsa.SetVariable sets.</summary>
    public int VariableSlot()
    {
        if (type.BuiltIn != BuiltIn.SetVariable)
            return -1;
        var variable = activity.Source["variable"] as JsonObject;
        var id = variable is null ? null : DefinitionReader.Text(variable, "id");
        var name = variable is null ? null : DefinitionReader.Text(variable, "name");
        var slot = variables.Slot(id, name);
        if (slot < 0)
            Problem(null, new("Problem.VariableSetMissing", name ?? id), new("Remedy.NameVariable"));
        return slot;
    }

    /// <summary>How often it is tried again by itself, where its custom properties say so.</summary>
    public RetryPolicy? Retry()
    {
        if (activity.Source["customProperties"] is not JsonObject properties || properties["resilience"] is not JsonObject resilience)
            return null;
        if (!type.IsResilient)
        {
            Problem(null, new("Problem.NotResilient", type.TypeName), new("Remedy.RemoveResilience"));
            return null;
        }

        var wait = DefinitionReader.Text(resilience, "wait") is { } text ? Literals.Length(text) : null;
        var factor = resilience["factor"] is null ? 1 : Number(resilience["factor"]);
        if (Number(resilience["attempts"]) is { } attempts and >= 2 and <= 100 && attempts == Math.Floor(attempts) && wait is { } length && factor is >= 1 and <= 10)
            return new RetryPolicy((int)attempts, length, factor.Value);
        Problem(null, new("Problem.ResilienceUnclear"), new("Remedy.Resilience", """{ "attempts": 5, "wait": "00:01:00", "factor": 2 }"""));
        return null;
    }

    private static double? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number ? value.GetValue<double>() : null;

    // Inputs that Elsa gives to all of its activities are kept as they are; ours have only their own.
    private void UnknownInputs()
    {
        foreach (var (name, node) in activity.Source)
        {
            if (node is JsonObject wrapper && wrapper.ContainsKey("expression") && type.Inputs.All(input => input.Name != name))
                Problem(null, new("Problem.InputUnknown", type.TypeName, name), new("Remedy.Inputs", string.Join(", ", type.Inputs.Select(input => input.Name))));
        }
    }

    private string? Literal(string input) =>
        _inputs.GetValueOrDefault(input)?.Expression is ConstantExpression { Value.IsNothing: false } constant ? constant.Value.ToString() : null;

    private IReadOnlyList<string> List(string input)
    {
        if (input == "cases" && type.BuiltIn == BuiltIn.FlowSwitch)
            return [.. Cases.Select(item => item.Label)];
        if (_inputs.GetValueOrDefault(input)?.Expression is ConstantExpression { Value.Kind: JsKind.Object } constant)
            return Literals.TextList(constant.Value);
        return [];
    }

    private void Problem(int? position, ProblemText what, ProblemText toDo) =>
        problems.Add(new DefinitionProblem(activity.Id, position, what, toDo));

    private static string ScriptOf(JsonNode? value) => value is JsonValue text && text.TryGetValue(out string? script) ? script : "";

    private static string NameIn(JsonNode? value) =>
        value is JsonObject reference ? DefinitionReader.Text(reference, "name") ?? "" : ScriptOf(value);

    private static string Escape(string name) => name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
