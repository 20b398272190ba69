namespace PhdTracker.Workflows;

/// <summary>The type names that a definition may write.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<string, InputType> Known = new(StringComparer.Ordinal)
    {
        ["String"] = InputType.Text,
        ["Guid"] = InputType.Text,
        ["Boolean"] = InputType.Boolean,
        ["Byte"] = InputType.Number,
        ["Int16"] = InputType.Number,
        ["Int32"] = InputType.Number,
        ["Int64"] = InputType.Number,
        ["Single"] = InputType.Number,
        ["Double"] = InputType.Number,
        ["Decimal"] = InputType.Number,
        ["TimeSpan"] = InputType.TimeSpan,
        ["DateTime"] = InputType.Instant,
        ["DateTimeOffset"] = InputType.Instant,
        ["DateOnly"] = InputType.Text,
        ["Object"] = InputType.Any,
        ["JsonElement"] = InputType.Any,
        ["ExpandoObject"] = InputType.Any,
        ["ObjectDictionary"] = InputType.Any,
        ["FlowJoinMode"] = InputType.Text,
        ["SwitchMode"] = InputType.Text,
    };

    /// <summary>The type behind a name such as <c>Int32</c>, <c>System.String</c>, <c>String[]</c>; null if there is none.</summary>
    public static InputType? Find(string name)
    {
        var simple = name.Split(',')[0].Trim();
        var isList = simple.EndsWith("[]", StringComparison.Ordinal);
        if (isList)
            simple = simple[..^2];
        simple = simple[(simple.LastIndexOf('.') + 1)..];
        if (!Known.TryGetValue(simple, out var type))
            return null;
        if (!isList)
            return type;
        return type == InputType.Text ? InputType.TextList : InputType.Any;
    }
}
