using System.Text.RegularExpressions;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Conventions;

/// <summary>What the source says, for tests that compare it with the text files.</summary>
public static partial class SourceTexts
{
    private static readonly Lazy<string> AllCode = new(() => Remark().Replace(string.Join("\n", Files().Select(File.ReadAllText)), ""));

    /// <summary>Code, pages and routes as one text.</summary>
    public static string Code => AllCode.Value;

    /// <summary>Every string literal that is one word, dots included, and every name in <c>nameof</c>.</summary>
    public static readonly Lazy<HashSet<string>> Literals = new(() => [.. Literal().Matches(Code).Select(m => m.Groups[1].Value), .. NameOf().Matches(Code).Select(m => m.Groups[1].Value)]);

    /// <summary>Codes of the rules that are thrown.</summary>
    public static IEnumerable<string> RuleCodes => Rule().Matches(Code).SelectMany(m => Literal().Matches(m.Value)).Select(m => m.Groups[1].Value).Distinct();

    /// <summary>Names of the acts that are recorded.</summary>
    public static IEnumerable<string> Acts => Act().Matches(Code).SelectMany(m => Literal().Matches(m.Value).Concat(NameOf().Matches(m.Value))).Select(m => m.Groups[1].Value).Distinct();

    /// <summary>Kinds of the mails that are written.</summary>
    public static IEnumerable<string> MailKinds => Mail().Matches(Code).Select(m => m.Groups[1].Value).Distinct();

    public static IReadOnlyList<string> Pages => Checkout.Files("src/PhdTracker.Web/Features", "*.cshtml");

    /// <summary>The path of a file from the checkout's root.</summary>
    public static string Short(string file) => Path.GetRelativePath(Checkout.Root, file);

    private static IEnumerable<string> Files() =>
        Checkout.Files("src", "*.cs").Concat(Pages).Concat(Checkout.Files("workflows", "*.json"));

    [GeneratedRegex("\"([A-Za-z][A-Za-z0-9.]*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^\s*///.*$", RegexOptions.Multiline)]
    private static partial Regex Remark();

    [GeneratedRegex(@"nameof\((?:\w+\.)*(\w+)\)")]
    private static partial Regex NameOf();

    [GeneratedRegex(@"(?:Domain|Counted)RuleException\(\s*(?:[^,()""]*\?\s*""\w+""\s*:\s*)?""\w+""")]
    private static partial Regex Rule();

    [GeneratedRegex(@"new Act\((?:[^,()]|\([^()]*\))+")]
    private static partial Regex Act();

    [GeneratedRegex(@"\.Tell(?:At\([^,""]+,|\()[^,""]+,\s*""(\w+)""")]
    private static partial Regex Mail();
}
