using System.Text;
using System.Text.Json;

namespace PhdTracker.Core.Milestones.Rules.Reading;

/// <summary>Reads a text that somebody wrote as JSON.</summary>
internal static class JsonInput
{
    /// <summary>Reads a text whose every name and string can be read as well: half of a pair such as <c>\ud800</c> is valid JSON, but no character.</summary>
    /// <exception cref="JsonException">It is not JSON, names a property twice where the options forbid it, or holds half a character.</exception>
    public static JsonDocument Parse(string json, JsonDocumentOptions options)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        RequireWholeCharacters(bytes, options);
        return JsonDocument.Parse(bytes, options);
    }

    private static void RequireWholeCharacters(ReadOnlySpan<byte> bytes, JsonDocumentOptions options)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = options.AllowTrailingCommas, CommentHandling = options.CommentHandling });
        while (reader.Read())
        {
            if (!reader.ValueIsEscaped)
                continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException half)
            {
                var line = bytes[..(int)reader.TokenStartIndex].Count((byte)'\n');
                throw new JsonException("A text holds half a character.", null, line, null, half);
            }
        }
    }
}
