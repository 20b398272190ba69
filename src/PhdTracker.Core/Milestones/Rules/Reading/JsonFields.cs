using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PhdTracker.Core.Candidatures;

namespace PhdTracker.Core.Milestones.Rules.Reading;

/// <summary>Reads the properties of one JSON object, says what is wrong with each, and in the end which ones nobody knows.</summary>
internal sealed partial class JsonFields(JsonElement element, string path, Action<string> problem)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal) { "$schema" };

    public bool Has(string name) => Find(name) is not null;

    public string? Text(string name, bool required = false)
    {
        if (Find(name) is not { } value)
            return Missing<string>(name, required, "a text");
        if (value.ValueKind == JsonValueKind.String && value.GetString()!.Trim().Length > 0)
            return value.GetString();
        return Wrong<string>(name, value, "a text");
    }

    /// <summary>A code that stands in addresses and columns; a wrong one is told and given back all the same.</summary>
    public string? Code(string name)
    {
        var code = Text(name, required: true);
        if (code is not null && !CodePattern().IsMatch(code))
            Problem(name, $"is '{code}'; expected small letters, digits and single hyphens, such as 'research-plan'");
        else if (code?.Length > RuleSet.LongestCode)
            Problem(name, $"is '{code}'; expected at most {RuleSet.LongestCode} characters");
        return code;
    }

    public decimal? Number(string name, decimal above, bool required = false, decimal most = decimal.MaxValue)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a number above {above}") + (most == decimal.MaxValue ? "" : string.Create(CultureInfo.InvariantCulture, $", at most {most}"));
        if (Find(name) is not { } value)
            return Missing<decimal?>(name, required, expected);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number > above && number <= most)
            return number;
        return Wrong<decimal?>(name, value, expected);
    }

    public int? Whole(string name, int least, bool required = false, int most = int.MaxValue)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a whole number, {least} ") + (most == int.MaxValue ? "or more" : string.Create(CultureInfo.InvariantCulture, $"to {most}"));
        if (Find(name) is not { } value)
            return Missing<int?>(name, required, expected);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;
        return Wrong<int?>(name, value, expected);
    }

    public bool Flag(string name, bool otherwise)
    {
        if (Find(name) is not { } value)
            return otherwise;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        return Wrong<bool?>(name, value, "true or false") ?? otherwise;
    }

    public DateOnly? Date(string name, bool required = false)
    {
        const string expected = "a date such as 2021-10-01";
        if (Find(name) is not { } value)
            return Missing<DateOnly?>(name, required, expected);
        if (value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        return Wrong<DateOnly?>(name, value, expected);
    }

    public IReadOnlyList<DateOnly> DateList(string name)
    {
        var dates = new List<DateOnly>();
        foreach (var text in TextList(name))
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                dates.Add(date);
            else
                Problem(name, $"holds '{text}'; expected dates such as 2022-09-19");
        }
        return dates;
    }

    public MonthDay? MonthDay(string name, bool required = false)
    {
        const string expected = "a month and a day such as 09-30";
        if (Find(name) is not { } value)
            return Missing<MonthDay?>(name, required, expected);
        // A leap year, so that 02-29 is a day.
        if (value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact("2024-" + value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return new(date.Month, date.Day);
        return Wrong<MonthDay?>(name, value, expected);
    }

    public T? Choice<T>(string name, bool required = false) where T : struct, Enum =>
        Find(name) is { } value ? Choice<T>(name, value) : Missing<T?>(name, required, OneOf<T>());

    public IReadOnlyList<T> Choices<T>(string name) where T : struct, Enum =>
        [.. Items(name).Select(item => Choice<T>(name, item)).OfType<T>()];

    public IReadOnlyList<string> TextList(string name)
    {
        var texts = new List<string>();
        foreach (var item in Items(name))
        {
            if (item.ValueKind == JsonValueKind.String)
                texts.Add(item.GetString()!);
            else
                Wrong<string>(name, item, "a list of texts");
        }
        return texts;
    }

    /// <param name="most">Characters that each text may have.</param>
    public LocalText? Local(string name, bool required = false, int most = int.MaxValue)
    {
        var text = Local(Object(name, required, "an object with 'en' and 'fr'"));
        if (text?.En.Length > most || text?.Fr.Length > most)
            Problem(name, $"is too long; expected at most {most} characters in each language");
        return text;
    }

    public IReadOnlyList<LocalText> Locals(string name)
    {
        var texts = new List<LocalText>();
        foreach (var item in Items(name))
        {
            var fields = item.ValueKind == JsonValueKind.Object ? new JsonFields(item, path + name + ".", problem) : Wrong<JsonFields>(name, item, "objects with 'en' and 'fr'");
            if (Local(fields) is { } text)
                texts.Add(text);
        }
        return texts;
    }

    private static LocalText? Local(JsonFields? fields)
    {
        if (fields is null)
            return null;
        var (english, french) = (fields.Text("en", required: true), fields.Text("fr", required: true));
        fields.NothingElse();
        return english is null || french is null ? null : new(english, french);
    }

    public JsonFields? Object(string name, bool required = false, string expected = "an object")
    {
        if (Find(name) is not { } value)
            return Missing<JsonFields>(name, required, expected);
        return value.ValueKind == JsonValueKind.Object
            ? new JsonFields(value, path + name + ".", problem)
            : Wrong<JsonFields>(name, value, expected);
    }

    public IReadOnlyList<JsonElement> Items(string name, bool required = false)
    {
        if (Find(name) is not { } value)
            return Missing<IReadOnlyList<JsonElement>>(name, required, "a list") ?? [];
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : Wrong<IReadOnlyList<JsonElement>>(name, value, "a list") ?? [];
    }

    public IReadOnlyList<JsonProperty> Properties()
    {
        JsonProperty[] all = [.. element.EnumerateObject()];
        _read.UnionWith(all.Select(p => p.Name));
        return all;
    }

    /// <summary>A misspelt name would otherwise change dates in silence.</summary>
    public void NothingElse()
    {
        foreach (var name in element.EnumerateObject().Select(p => p.Name).Where(n => !_read.Contains(n)))
            problem($"'{path}{name}' is not known; expected one of {string.Join(", ", _read.Where(n => n != "$schema").Order(StringComparer.Ordinal))}");
    }

    /// <summary>A problem that says its own place.</summary>
    public void Tell(string message) => problem(message);

    public void Problem(string name, string message) => problem($"'{path}{name}' {message}");

    private JsonElement? Find(string name)
    {
        _read.Add(name);
        return element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private T? Choice<T>(string name, JsonElement value) where T : struct, Enum =>
        // By name: a number in quotation marks is none.
        value.ValueKind == JsonValueKind.String && NamesOf<T>().Contains(value.GetString(), StringComparer.Ordinal)
            ? Enum.Parse<T>(value.GetString()!)
            : Wrong<T?>(name, value, OneOf<T>());

    private T? Missing<T>(string name, bool required, string expected)
    {
        if (required)
            problem($"'{path}{name}' is missing; expected {expected}");
        return default;
    }

    private T? Wrong<T>(string name, JsonElement value, string expected)
    {
        var shown = value.GetRawText();
        problem($"'{path}{name}' is {(shown.Length > 60 ? shown[..60] + "…" : shown)}; expected {expected}");
        return default;
    }

    private static string OneOf<T>() where T : struct, Enum => "one of " + string.Join(", ", NamesOf<T>());

    // A shift of everyone's dates is an event, and not what a student is.
    private static IEnumerable<string> NamesOf<T>() where T : struct, Enum => Enum.GetNames<T>().Where(n => n != nameof(StatusKind.Shifted));

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex CodePattern();
}
