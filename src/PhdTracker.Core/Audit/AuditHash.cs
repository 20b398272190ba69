using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PhdTracker.Core.Audit;

/// <summary>The hashes of the audit trail, over text in which every field is preceded by its length so that none can run into the next.</summary>
public static class AuditHash
{
    /// <summary>Hash of an entry's fields and of the entry before it.</summary>
    public static string Of(AuditEntry entry) => Of(
        entry.CaseKey, Number(entry.Sequence), entry.At.ToString("O", CultureInfo.InvariantCulture), entry.ActName, Number(entry.ById), Number(entry.OnBehalfOfId),
        entry.SubjectKind, Number(entry.SubjectId), entry.Comment, entry.Before, entry.After, entry.PreviousHash);

    /// <summary>SHA-256 over fields, in order, as lower-case hexadecimal.</summary>
    public static string Of(params IEnumerable<string?> fields)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
            text.Append(CultureInfo.InvariantCulture, $"{field?.Length ?? -1}:").Append(field).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
