using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Agreements;

/// <summary>The text that a draft begins with, in both languages: <c>cosupervision.en.md</c>, <c>cotutelle.fr.md</c> and so on. A word in braces is filled in.</summary>
internal static partial class AgreementTemplate
{
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    /// <summary>The text with its words filled in; what is not known stays as a gap in square brackets.</summary>
    /// <param name="values">By their names in the template.</param>
    public static string Fill(AgreementKind kind, Texts texts, IReadOnlyDictionary<string, string?> values) =>
        Place().Replace(Known.GetOrAdd($"{(kind == AgreementKind.Cotutelle ? "cotutelle" : "cosupervision")}.{texts.Language}.md", Read), place =>
            values[place.Groups[1].Value] is { } value ? Escape(value) : $"[{texts["Agreement.Gap"]}]");

    /// <summary>The first gap of a text that somebody has to fill; null if there is none.</summary>
    public static string? GapIn(string text) =>
        Texts.All.Select(t => $"[{t["Agreement.Gap"]}]").FirstOrDefault(gap => text.Contains(gap, StringComparison.Ordinal));

    // A title may hold what Markdown would take for a mark.
    private static string Escape(string value) => Mark().Replace(value, @"\$0");

    private static string Read(string name)
    {
        using var stream = typeof(AgreementTemplate).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }

    [GeneratedRegex(@"\{([a-z.]+)\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"[\\`*_\[\]<>#|~]")]
    private static partial Regex Mark();
}
