using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Localisation;

/// <summary>
/// Every sentence that a person reads, in one language. Texts are flat JSON files named <c>feature.en.json</c> and
/// <c>feature.fr.json</c>, embedded in the assemblies. A missing key shows as the key itself; a test finds it before a reader does.
/// </summary>
public sealed class Texts
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<Assembly> Sources = [];
    private static volatile FrozenDictionary<string, Texts> _byLanguage = FrozenDictionary<string, Texts>.Empty;
    private readonly FrozenDictionary<string, string> _texts;

    static Texts()
    {
        AddSource(typeof(ProblemText).Assembly);
        AddSource(typeof(Texts).Assembly);
    }

    private Texts(CultureInfo culture, FrozenDictionary<string, string> texts)
    {
        Culture = culture;
        _texts = texts;
    }

    /// <summary>The culture that dates and numbers are written in: British English or French of France.</summary>
    public CultureInfo Culture { get; }

    /// <summary><c>en</c> or <c>fr</c>.</summary>
    public string Language => Culture.TwoLetterISOLanguageName;

    public static Texts English => _byLanguage["en"];
    public static Texts French => _byLanguage["fr"];

    /// <summary>Both languages, English first.</summary>
    public static IReadOnlyList<Texts> All => [English, French];

    /// <summary>The keys of this language.</summary>
    public IEnumerable<string> Keys => _texts.Keys;

    /// <summary>Texts in the language of <paramref name="culture"/>; English for every language that the app does not speak.</summary>
    public static Texts For(CultureInfo culture) => For(culture.TwoLetterISOLanguageName);

    /// <summary>Texts in a language given as <c>en</c>, <c>fr</c>, <c>fr-FR</c> …; English for every other.</summary>
    public static Texts For(string language) => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? French : English;

    /// <summary>Adds the text files embedded in an assembly, once.</summary>
    public static void AddSource(Assembly assembly)
    {
        lock (Gate)
        {
            if (!Sources.Add(assembly))
                return;
            _byLanguage = new[] { ("en", "en-GB"), ("fr", "fr-FR") }.ToFrozenDictionary(
                language => language.Item1,
                language => new Texts(CultureInfo.GetCultureInfo(language.Item2), Load(language.Item1)));
        }
    }

    /// <summary>The text of a key, its <c>{0}</c> placeholders filled with dates and numbers as this language writes them.</summary>
    public string this[string key, params object?[] arguments]
    {
        get
        {
            if (!_texts.TryGetValue(key, out var text))
                return key;
            return arguments.Length == 0 ? text : string.Format(Culture, text, arguments);
        }
    }

    /// <summary>Whether the key has a text.</summary>
    public bool Has(string key) => _texts.ContainsKey(key);

    /// <summary>The text of <c>key.one</c> or <c>key.other</c> for <paramref name="number"/>, which is its <c>{0}</c>. In French, 0 and 1 are singular; in English only 1.</summary>
    public string Count(string key, long number, params object?[] more)
    {
        var singular = Language == "fr" ? Math.Abs(number) < 2 : Math.Abs(number) == 1;
        return this[key + (singular ? ".one" : ".other"), [number, .. more]];
    }

    /// <summary>The word for a value of an enumeration, from the key <c>Enum.Type.Value</c>.</summary>
    public string Enum<T>(T value) where T : struct, System.Enum => this[$"Enum.{typeof(T).Name}.{value}"];

    /// <summary>Of two texts kept in both languages, the reader's; the other where one is empty.</summary>
    public string Of(string english, string french) =>
        Language == "fr"
            ? string.IsNullOrEmpty(french) ? english : french
            : string.IsNullOrEmpty(english) ? french : english;

    private static FrozenDictionary<string, string> Load(string language)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assembly in Sources)
        {
            foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith($".{language}.json", StringComparison.Ordinal)))
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
                {
                    if (!texts.TryAdd(key, text))
                        throw new InvalidOperationException($"The text '{key}' is in two files, one of them {name}: keep one.");
                }
            }
        }
        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
