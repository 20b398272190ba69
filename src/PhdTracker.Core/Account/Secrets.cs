using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace PhdTracker.Core.Account;

/// <summary>Random words that open something: given out once, kept only as a hash. They are long enough that a fast hash suffices.</summary>
internal static class Secrets
{
    public const int HashLength = 64;

    /// <summary>256 bits for a link.</summary>
    public static string NewToken() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    /// <summary>80 bits for a person to write down: four groups of four.</summary>
    public static string NewCode() => string.Join('-', Base32.Encode(RandomNumberGenerator.GetBytes(10)).Chunk(4).Select(g => new string(g)));

    public static string Hash(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>A code as it was given out, however it was typed: without groups, in small letters.</summary>
    public static string HashOfCode(string? typed) =>
        Hash(new string([.. (typed ?? "").Where(char.IsAsciiLetterOrDigit).Take(100).Select(char.ToUpperInvariant)]));
}
