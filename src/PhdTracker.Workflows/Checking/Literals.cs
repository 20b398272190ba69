using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cronos;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>Reads values that are written in a definition, and fits computed ones to the type that an input takes.</summary>
internal static class Literals
{
    /// <summary>The value of a literal.</summary>
    /// <exception cref="LiteralException">It is not of that type.</exception>
    public static JsValue Read(JsonNode? node, InputType type)
    {
        if (node is null)
            return JsValue.Null;
        if (type is InputType.TextList or InputType.List or InputType.Any && node.GetValueKind() == JsonValueKind.String)
            return FromText(node.GetValue<string>(), type);
        using var document = JsonDocument.Parse(node.ToJsonString());
        var value = JsValue.From(document.RootElement);
        return value.Kind == JsKind.String ? FromText(value.StringValue, type) : Fit(value, type);
    }

    private static JsValue FromText(string text, InputType type) => type switch
    {
        InputType.Boolean => bool.TryParse(text, out var truth) ? JsValue.From(truth) : throw new LiteralException(new("Problem.NotABoolean", text)),
        InputType.Number => Number(text),
        InputType.TextList => Json(text),
        InputType.List => List(Json(text)),
        InputType.Cron => JsValue.From(Checked(text, Cron(text) is not null, new("Problem.NotACron", text, "0 8 * * 1"))),
        InputType.TimeSpan => JsValue.From(Checked(text, Length(text) is not null, new("Problem.NotALength", text, "10.00:00:00"))),
        InputType.Instant => JsValue.From(Checked(text, Instant(text) is not null, new("Problem.NotAnInstant", text, "2026-01-05T09:00:00+00:00"))),
        _ => JsValue.From(text),
    };

    /// <summary>The first value of a variable.</summary>
    /// <exception cref="LiteralException">It is not of the variable's type.</exception>
    public static JsValue FirstValue(string? text, InputType type)
    {
        if (text is null)
            return JsValue.Null;
        if (type is InputType.Any or InputType.TextList && text.AsSpan().TrimStart() is ['{' or '[', ..])
            return Json(text);
        return type == InputType.TextList ? throw new LiteralException(new("Problem.NotAList", text)) : FromText(text, type);
    }

    /// <summary>The JSON that an Object expression holds, as a text or as it stands.</summary>
    /// <exception cref="LiteralException">It is not JSON.</exception>
    public static JsValue Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return JsValue.From(document.RootElement);
        }
        catch (JsonException)
        {
            throw new LiteralException(new("Problem.ValueNotJson", text));
        }
    }

    /// <summary>A computed value as the type that an input takes.</summary>
    /// <exception cref="LiteralException">It does not fit.</exception>
    public static JsValue Fit(JsValue value, InputType type)
    {
        if (value.Kind == JsKind.Number && !double.IsFinite(value.NumberValue))
            throw new LiteralException(new("Problem.ValueNotKept", value.ToString()));
        return type switch
        {
            InputType.Boolean => JsValue.From(Truth(value)),
            InputType.Number => value.IsNothing ? JsValue.Null : Number(value.ToString()),
            InputType.Text or InputType.TimeSpan or InputType.Instant or InputType.Cron => value.IsNothing ? JsValue.Null : JsValue.From(value.ToString()),
            InputType.TextList when value.Kind == JsKind.String => Json(value.StringValue),
            InputType.List => value.IsNothing ? JsValue.Null : List(value.Kind == JsKind.String ? Json(value.StringValue) : value),
            _ => value.Kind == JsKind.Undefined ? JsValue.Null : value,
        };
    }

    // As Elsa converts: a text is true only when it says so, whatever JavaScript would make of it.
    private static bool Truth(JsValue value) => value.Kind switch
    {
        JsKind.Boolean => value.BooleanValue,
        JsKind.Number => value.NumberValue != 0,
        JsKind.String => string.Equals(value.StringValue, "true", StringComparison.OrdinalIgnoreCase),
        JsKind.Object => throw new LiteralException(new("Problem.ListNotBoolean")),
        _ => false,
    };

    private static JsValue Number(string text)
    {
        var number = JsNumbers.FromText(text);
        return double.IsFinite(number) && text.Length > 0 ? JsValue.From(number) : throw new LiteralException(new("Problem.NotANumber", text));
    }

    public static TimeSpan? Length(string text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var length) && length >= TimeSpan.Zero ? length : null;

    public static DateTime? Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.UtcDateTime
            : null;

    public static CronExpression? Cron(string text)
    {
        var format = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard;
        return CronExpression.TryParse(text, format, out var cron) ? cron : null;
    }

    private static JsValue List(JsValue value) => value.Kind == JsKind.Object && value.JsonValue.ValueKind == JsonValueKind.Array
        ? value
        : throw new LiteralException(new("Problem.ValueNotAList"));

    public static IReadOnlyList<string> TextList(JsValue value) =>
        value.Kind == JsKind.Object && value.JsonValue.ValueKind == JsonValueKind.Array
            ? [.. value.JsonValue.EnumerateArray().Select(item => JsValue.From(item).ToString())]
            : throw new LiteralException(new("Problem.ValueNotAList"));

    private static string Checked(string text, bool right, ProblemText wrong) => right ? text : throw new LiteralException(wrong);
}

/// <summary>A value that is not of the type that is asked for.</summary>
internal sealed class LiteralException(ProblemText what) : FormatException(what.English)
{
    /// <summary>What is wrong with it.</summary>
    public ProblemText What { get; } = what;
}
