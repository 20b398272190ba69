namespace PhdTracker.Workflows.Expressions;

/// <summary>The names that an expression may use: those that the definition declares.</summary>
public sealed class ExpressionNames(
    IReadOnlyList<string> variables, IReadOnlyCollection<string> inputs, IReadOnlyCollection<string> activities)
{
    private readonly Dictionary<string, int> _slots = variables
        .Select((name, slot) => (name, slot))
        .DistinctBy(pair => pair.name)
        .ToDictionary(pair => pair.name, pair => pair.slot, StringComparer.Ordinal);

    private readonly HashSet<string> _inputs = new(inputs, StringComparer.Ordinal);
    private readonly HashSet<string> _activities = new(activities, StringComparer.Ordinal);

    /// <summary>The (activity, output) pairs that some expression reads; only these are kept in the state.</summary>
    public HashSet<(string Activity, string Output)> OutputsRead { get; } = [];

    /// <summary>Whether some expression asks for the last result.</summary>
    public bool ReadsLastResult { get; internal set; }

    internal IEnumerable<string> VariableNames => _slots.Keys;

    internal IEnumerable<string> InputNames => _inputs;

    internal bool TryGetSlot(string variable, out int slot) => _slots.TryGetValue(variable, out slot);

    internal bool HasInput(string name) => _inputs.Contains(name);

    internal bool HasActivity(string id) => _activities.Contains(id);
}

/// <summary>The values that an expression reads while it is evaluated.</summary>
public sealed class ExpressionScope(int variables)
{
    /// <summary>Variables by slot, in the order in which the definition declares them.</summary>
    public JsValue[] Variables { get; } = NewVariables(variables);

    /// <summary>Inputs by name, readable for the life of the instance.</summary>
    public Dictionary<string, JsValue> Inputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Outputs that activities have given and that some expression reads.</summary>
    public Dictionary<(string Activity, string Output), JsValue> ActivityOutputs { get; } = [];

    /// <summary>The last result that an activity gave.</summary>
    public JsValue LastResult { get; set; } = JsValue.Null;

    /// <summary>The correlation id of the instance, if it has one.</summary>
    public string? CorrelationId { get; set; }

    private static JsValue[] NewVariables(int count)
    {
        var values = new JsValue[count];
        Array.Fill(values, JsValue.Null);
        return values;
    }
}
