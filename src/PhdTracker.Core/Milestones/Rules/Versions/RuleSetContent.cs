using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PhdTracker.Core.Milestones.Rules.Reading;

namespace PhdTracker.Core.Milestones.Rules.Versions;

/// <summary>A rule set that was read and checked: what a version holds.</summary>
/// <param name="Json">As it was written.</param>
/// <param name="Hash">Of the content; spaces, line ends and comments do not count.</param>
public sealed record RuleSetContent(RuleSet Set, string Json, string Hash)
{
    /// <summary>Longest text of a rule set that is read, in characters.</summary>
    public const int MostCharacters = 500_000;

    /// <summary>Reads and checks a rule set.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="file">Its name, for the problems.</param>
    /// <exception cref="InvalidRuleSetException">With every problem found.</exception>
    public static RuleSetContent Read(string json, string file = "rule set") => new(RuleSet.Parse(json, file), json, HashOf(json));

    /// <summary>The same text with another number in place of its <c>version</c>; everything else, comments too, stays as it was written.</summary>
    /// <param name="json">A rule set that was read.</param>
    /// <param name="number">The new version.</param>
    public static string Renumber(string json, int number)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1 || !reader.ValueTextEquals("version"u8))
                continue;
            reader.Read();
            return Encoding.UTF8.GetString([.. bytes[..(int)reader.TokenStartIndex], .. Encoding.UTF8.GetBytes(FormattableString.Invariant($"{number}")), .. bytes[(int)reader.BytesConsumed..]]);
        }
        return json;
    }

    private static string HashOf(string json) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonNode.Parse(json, documentOptions: RuleSetReader.Options)!.ToJsonString())));
}
