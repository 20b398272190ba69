using System.Text.Json;

namespace PhdTracker.Workflows.Expressions;

/// <summary>The kinds of value that a workflow knows: those of JavaScript.</summary>
public enum JsKind : byte
{
    /// <summary>Not there at all.</summary>
    Undefined,

    /// <summary>Nothing.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A double, as in JavaScript.</summary>
    Number,

    /// <summary>A text.</summary>
    String,

    /// <summary>A JSON object or array.</summary>
    Object,
}

/// <summary>A value of a variable, an input, an output or an expression.</summary>
public readonly struct JsValue : IEquatable<JsValue>
{
    private readonly object? _reference;
    private readonly double _number;

    private JsValue(JsKind kind, double number, object? reference)
    {
        Kind = kind;
        _number = number;
        _reference = reference;
    }

    /// <summary>JavaScript's <c>undefined</c>; also the default of this type.</summary>
    public static JsValue Undefined => default;

    /// <summary>JavaScript's <c>null</c>.</summary>
    public static JsValue Null { get; } = new(JsKind.Null, 0, null);

    /// <summary>What the value is.</summary>
    public JsKind Kind { get; }

    /// <summary>Null or undefined.</summary>
    public bool IsNothing => Kind is JsKind.Null or JsKind.Undefined;

    internal double NumberValue => _number;

    internal bool BooleanValue => _number != 0;

    internal string StringValue => (string)_reference!;

    internal JsonElement JsonValue => (JsonElement)_reference!;

    /// <summary>A text; nothing when it is null.</summary>
    public static JsValue From(string? text) => text is null ? Null : new(JsKind.String, 0, text);

    /// <summary>A number.</summary>
    public static JsValue From(double number) => new(JsKind.Number, number, null);

    /// <summary>True or false.</summary>
    public static JsValue From(bool value) => new(JsKind.Boolean, value ? 1 : 0, null);

    /// <summary>A value read from JSON. Objects and arrays are copied out of their document.</summary>
    public static JsValue From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined => Undefined,
        JsonValueKind.Null => Null,
        JsonValueKind.True => From(true),
        JsonValueKind.False => From(false),
        JsonValueKind.Number => From(json.GetDouble()),
        JsonValueKind.String => From(json.GetString()),
        _ => new(JsKind.Object, 0, json.Clone()),
    };

    /// <summary>Writes the value as JSON; undefined is written as null.</summary>
    /// <exception cref="InvalidOperationException">The value is a number that JSON does not know.</exception>
    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case JsKind.Boolean: writer.WriteBooleanValue(BooleanValue); break;
            case JsKind.Number: WriteNumber(writer); break;
            case JsKind.String: writer.WriteStringValue(StringValue); break;
            case JsKind.Object: JsonValue.WriteTo(writer); break;
            default: writer.WriteNullValue(); break;
        }
    }

    private void WriteNumber(Utf8JsonWriter writer)
    {
        if (!double.IsFinite(_number))
            throw new InvalidOperationException("Only finite numbers can be kept.");
        if (_number == Math.Floor(_number) && Math.Abs(_number) < 9007199254740992)
            writer.WriteNumberValue((long)_number);
        else
            writer.WriteNumberValue(_number);
    }

    /// <summary>Equal as by JavaScript's <c>===</c>.</summary>
    public bool Equals(JsValue other) => JsOperators.StrictEquals(this, other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is JsValue other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, _number, _reference);

    /// <summary>The value as JavaScript would write it in a text.</summary>
    public override string ToString() => JsOperators.ToText(this);

    internal static bool SameReference(JsValue left, JsValue right) => ReferenceEquals(left._reference, right._reference);
}
