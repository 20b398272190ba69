using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace PhdTracker.Workflows;

/// <summary>A sentence about a definition, in no language yet: its code and what fills it. Its texts are <c>Resources/problems.*.json</c>.</summary>
/// <param name="Code">Such as <c>Problem.TypeUnknown</c> or <c>Remedy.UseOneOf</c>.</param>
/// <param name="Arguments">For the placeholders of the text, in order; another of these is said within it, of a list each entry.</param>
public sealed record ProblemText(string Code, params IReadOnlyList<object?> Arguments)
{
    private static readonly FrozenDictionary<string, string> EnglishTexts = Load();

    /// <summary>In English, as the command line and exceptions say it.</summary>
    public string English => In(code => EnglishTexts[code], CultureInfo.InvariantCulture);

    /// <summary>In a language.</summary>
    /// <param name="textOf">The text of a code.</param>
    public string In(Func<string, string> textOf, CultureInfo culture) => string.Format(culture, textOf(Code), [.. Arguments.Select(argument => Said(argument, textOf, culture))]);

    private static object? Said(object? argument, Func<string, string> textOf, CultureInfo culture) => argument switch
    {
        ProblemText inner => inner.In(textOf, culture),
        IEnumerable<object> list => string.Join(", ", list.Select(entry => Said(entry, textOf, culture))),
        _ => argument,
    };

    private static FrozenDictionary<string, string> Load()
    {
        using var stream = typeof(ProblemText).Assembly.GetManifestResourceStream("PhdTracker.Workflows.Resources.problems.en.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
