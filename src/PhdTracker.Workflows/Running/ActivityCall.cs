using System.Text;
using System.Text.Json;
using PhdTracker.Workflows.Expressions;

namespace PhdTracker.Workflows;

/// <summary>A step that its host must run, with the inputs that it has now.</summary>
public sealed class ActivityCall
{
    private readonly IReadOnlyDictionary<string, JsValue> _inputs;

    internal ActivityCall(Step step, IReadOnlyDictionary<string, JsValue> inputs)
    {
        Step = step;
        _inputs = inputs;
    }

    /// <summary>The step.</summary>
    public CompiledActivity Activity => Step.Activity;

    internal Step Step { get; }

    /// <summary>An input; nothing where the step does not set it.</summary>
    public JsValue Value(string input) => _inputs.GetValueOrDefault(input, JsValue.Null);

    /// <summary>An input as a text; null where the step does not set it.</summary>
    public string? Text(string input) => Value(input) is { IsNothing: false } value ? value.ToString() : null;

    /// <summary>An input as a number; null where the step does not set it.</summary>
    public double? Number(string input) => Value(input) is { Kind: JsKind.Number } value ? value.NumberValue : null;

    /// <summary>An input that is true or false; false where the step does not set it.</summary>
    public bool IsTrue(string input) => Value(input) is { Kind: JsKind.Boolean } value && value.BooleanValue;

    /// <summary>The fields of an input that is an object; none where the step does not set it.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public IReadOnlyDictionary<string, JsValue> Fields(string input)
    {
        var value = Value(input);
        if (value.IsNothing)
            return new Dictionary<string, JsValue>();
        return value.Kind == JsKind.Object && value.JsonValue.ValueKind == JsonValueKind.Object
            ? value.JsonValue.EnumerateObject().ToDictionary(field => field.Name, field => JsValue.From(field.Value), StringComparer.Ordinal)
            : throw new FormatException($"The input '{input}' is not an object with a field for each value.");
    }

    internal string InputJson() => Json(_inputs);

    internal static string Json(IReadOnlyDictionary<string, JsValue> inputs)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in inputs)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
