namespace PhdTracker.Workflows.Expressions;

/// <summary>The names that an expression may use: those that the definition declares.</summary>
public sealed class ExpressionNames
{
    private readonly Dictionary<string, int> _slots;
    private readonly HashSet<string> _inputs;
    private readonly HashSet<string> _activities;
    private readonly ExpressionNames? _outer;
    private bool _readsLastResult;

    /// <summary>The names of a whole definition; the slots of its variables are counted from 0.</summary>
    public ExpressionNames(IReadOnlyList<string> variables, IReadOnlyCollection<string> inputs, IReadOnlyCollection<string> activities)
    {
        _slots = SlotsOf(variables, 0);
        _inputs = new(inputs, StringComparer.Ordinal);
        _activities = new(activities, StringComparer.Ordinal);
        OutputsRead = [];
    }

    private ExpressionNames(ExpressionNames outer, Dictionary<string, int> slots)
    {
        (_outer, _slots, _inputs, _activities) = (outer, slots, outer._inputs, outer._activities);
        OutputsRead = outer.OutputsRead;
    }

    /// <summary>The (activity, output) pairs that some expression reads; only these are kept in the state.</summary>
    public HashSet<(string Activity, string Output)> OutputsRead { get; }

    /// <summary>Whether some expression asks for the last result.</summary>
    public bool ReadsLastResult
    {
        get => _outer?.ReadsLastResult ?? _readsLastResult;
        internal set
        {
            if (_outer is null)
                _readsLastResult = value;
            else
                _outer.ReadsLastResult = value;
        }
    }

    internal IEnumerable<string> VariableNames => _outer is null ? _slots.Keys : _slots.Keys.Union(_outer.VariableNames);

    internal IEnumerable<string> InputNames => _inputs;

    /// <summary>The names inside a container: its own variables hide others of the same name.</summary>
    internal ExpressionNames Within(IReadOnlyList<string> variables, int firstSlot) => new(this, SlotsOf(variables, firstSlot));

    internal bool TryGetSlot(string variable, out int slot) =>
        _slots.TryGetValue(variable, out slot) || (_outer is not null && _outer.TryGetSlot(variable, out slot));

    internal bool HasInput(string name) => _inputs.Contains(name);

    internal bool HasActivity(string id) => _activities.Contains(id);

    private static Dictionary<string, int> SlotsOf(IReadOnlyList<string> variables, int firstSlot) => variables
        .Select((name, index) => (name, Slot: firstSlot + index))
        .DistinctBy(pair => pair.name)
        .ToDictionary(pair => pair.name, pair => pair.Slot, StringComparer.Ordinal);
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
