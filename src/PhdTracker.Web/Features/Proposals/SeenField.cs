using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PhdTracker.Core;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Web.Features.Proposals;

/// <summary>What a page remembers of a field as its reader saw it: the version, and a mark of the text, so that only what they changed is sent on.</summary>
public sealed record SeenField(int? Version, string Mark)
{
    public static SeenField Of(FieldView field) => new(field.Version, MarkOf(field.Value));

    public static SeenField Parse(string token) => token.Split('.') is [var version, var mark]
        ? new(int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null, mark)
        : new(null, "");

    /// <summary>Whether what was typed is not what they saw.</summary>
    public bool IsChanged(ProposalPart part, string typed)
    {
        try
        {
            return MarkOf(ProposalParts.Clean(part, typed)) != Mark;
        }
        catch (DomainRuleException)
        {
            return true;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version}.{Mark}");

    private static string MarkOf(string value) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..16];
}

/// <summary>One field of the form.</summary>
public sealed record PartField(ProposalPart Part, string Label, string? Hint, string Value, string Seen, string? Who, FieldConflict? Conflict, string? Error, IReadOnlyList<(string Value, string Text)> Choices, string Zone);
