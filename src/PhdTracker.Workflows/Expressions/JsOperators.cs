using System.Text.Json;

namespace PhdTracker.Workflows.Expressions;

/// <summary>Coercions and operators of ECMAScript, for the values that a workflow knows.</summary>
internal static class JsOperators
{
    public static bool ToBoolean(JsValue value) => value.Kind switch
    {
        JsKind.Boolean => value.BooleanValue,
        JsKind.Number => value.NumberValue != 0 && !double.IsNaN(value.NumberValue),
        JsKind.String => value.StringValue.Length > 0,
        JsKind.Object => true,
        _ => false,
    };

    public static double ToNumber(JsValue value) => value.Kind switch
    {
        JsKind.Null => 0,
        JsKind.Boolean => value.BooleanValue ? 1 : 0,
        JsKind.Number => value.NumberValue,
        JsKind.String => JsNumbers.FromText(value.StringValue),
        JsKind.Object => JsNumbers.FromText(ToText(value)),
        _ => double.NaN,
    };

    public static string ToText(JsValue value) => value.Kind switch
    {
        JsKind.Null => "null",
        JsKind.Boolean => value.BooleanValue ? "true" : "false",
        JsKind.Number => JsNumbers.ToText(value.NumberValue),
        JsKind.String => value.StringValue,
        JsKind.Object => ObjectText(value.JsonValue),
        _ => "undefined",
    };

    private static string ObjectText(JsonElement json) => json.ValueKind == JsonValueKind.Array
        ? string.Join(',', json.EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.Null ? "" : ToText(JsValue.From(item))))
        : "[object Object]";

    public static bool StrictEquals(JsValue left, JsValue right)
    {
        if (left.Kind != right.Kind)
            return false;
        return left.Kind switch
        {
            JsKind.Boolean => left.BooleanValue == right.BooleanValue,
            JsKind.Number => left.NumberValue == right.NumberValue,
            JsKind.String => string.Equals(left.StringValue, right.StringValue, StringComparison.Ordinal),
            JsKind.Object => JsValue.SameReference(left, right),
            _ => true,
        };
    }

    public static bool LooseEquals(JsValue left, JsValue right)
    {
        if (left.IsNothing || right.IsNothing)
            return left.IsNothing && right.IsNothing;
        if (left.Kind == right.Kind)
            return StrictEquals(left, right);
        if (left.Kind == JsKind.Object)
            return LooseEquals(JsValue.From(ToText(left)), right);
        if (right.Kind == JsKind.Object)
            return LooseEquals(left, JsValue.From(ToText(right)));
        return ToNumber(left) == ToNumber(right);
    }

    public static JsValue Add(JsValue left, JsValue right)
    {
        if (left.Kind is JsKind.String or JsKind.Object || right.Kind is JsKind.String or JsKind.Object)
            return JsValue.From(ToText(left) + ToText(right));
        return JsValue.From(ToNumber(left) + ToNumber(right));
    }

    /// <summary>-1, 0 or 1; null when one side is not a number.</summary>
    public static int? Compare(JsValue left, JsValue right)
    {
        if (IsText(left) && IsText(right))
            return Math.Sign(string.CompareOrdinal(ToText(left), ToText(right)));
        var (a, b) = (ToNumber(left), ToNumber(right));
        if (double.IsNaN(a) || double.IsNaN(b))
            return null;
        return a.CompareTo(b);
    }

    private static bool IsText(JsValue value) => value.Kind is JsKind.String or JsKind.Object;

    /// <summary>A member of a value: of an object, an array, or the length of a text.</summary>
    /// <exception cref="ExpressionException">The value is nothing.</exception>
    public static JsValue Member(JsValue value, string name)
    {
        if (value.IsNothing)
            throw new ExpressionException($"Cannot read '{name}' of {value}.");
        if (value.Kind == JsKind.String)
            return name == "length" ? JsValue.From(value.StringValue.Length) : JsValue.Undefined;
        if (value.Kind != JsKind.Object)
            return JsValue.Undefined;
        var json = value.JsonValue;
        if (json.ValueKind == JsonValueKind.Array)
            return name == "length" ? JsValue.From(json.GetArrayLength()) : Item(json, name);
        return json.TryGetProperty(name, out var member) ? JsValue.From(member) : JsValue.Undefined;
    }

    private static JsValue Item(JsonElement array, string name)
    {
        var index = JsNumbers.FromText(name);
        return index >= 0 && index < array.GetArrayLength() && index == Math.Floor(index)
            ? JsValue.From(array[(int)index])
            : JsValue.Undefined;
    }
}
