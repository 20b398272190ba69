using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PhdTracker.Core.Candidatures;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Milestones.Rules.Reading;

/// <summary>Reads the properties of one JSON object, says what is wrong with each, and in the end which ones nobody knows.</summary>
internal sealed partial class JsonFields(JsonElement element, string path, Action<RuleProblem> problem)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal) { "$schema" };

    public bool Has(string name) => Find(name) is not null;

    public string? Text(string name, bool required = false)
    {
        if (Find(name) is not { } value)
            return Missing<string>(name, required, Expect.Text);
        // No database keeps the character of number 0.
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Trim().Length > 0 && !text.Contains('\0', StringComparison.Ordinal))
            return text;
        return Wrong<string>(name, value, Expect.Text);
    }

    /// <summary>A code that stands in addresses and columns; a wrong one is told and given back all the same.</summary>
    public string? Code(string name)
    {
        var code = Text(name, required: true);
        if (code is not null && !CodePattern().IsMatch(code))
            Tell(name, "RuleProblem.Is", new ProblemText("RuleExpected.Code", Quoted("research-plan")), Quoted(code));
        else if (code?.Length > RuleSet.LongestCode)
            Tell(name, "RuleProblem.Is", new ProblemText("RuleExpected.AtMostCharacters", RuleSet.LongestCode), Quoted(code));
        return code;
    }

    public decimal? Number(string name, decimal above, bool required = false, decimal most = decimal.MaxValue)
    {
        var expected = most == decimal.MaxValue ? new ProblemText("RuleExpected.NumberAbove", above) : new ProblemText("RuleExpected.NumberAboveAtMost", above, most);
        if (Find(name) is not { } value)
            return Missing<decimal?>(name, required, expected);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number > above && number <= most)
            return number;
        return Wrong<decimal?>(name, value, expected);
    }

    public int? Whole(string name, int least, bool required = false, int most = int.MaxValue)
    {
        var expected = most == int.MaxValue ? new ProblemText("RuleExpected.WholeFrom", least) : new ProblemText("RuleExpected.WholeBetween", least, most);
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
        return Wrong<bool?>(name, value, new ProblemText("RuleExpected.TrueOrFalse")) ?? otherwise;
    }

    public DateOnly? Date(string name, bool required = false)
    {
        var expected = new ProblemText("RuleExpected.Date", "2021-10-01");
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
                Tell(name, "RuleProblem.Holds", new ProblemText("RuleExpected.Dates", "2022-09-19"), Quoted(text));
        }
        return dates;
    }

    public MonthDay? MonthDay(string name, bool required = false)
    {
        var expected = new ProblemText("RuleExpected.MonthDay", "09-30");
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
                Wrong<string>(name, item, new ProblemText("RuleExpected.Texts"));
        }
        return texts;
    }

    /// <param name="most">Characters that each text may have.</param>
    public LocalText? Local(string name, bool required = false, int most = int.MaxValue)
    {
        var text = Local(Object(name, required, new ProblemText("RuleExpected.BothLanguages", Quoted("en"), Quoted("fr"))));
        if (text?.En.Length > most || text?.Fr.Length > most)
            Tell(name, "RuleProblem.TooLong", new ProblemText("RuleExpected.AtMostCharactersEach", most));
        return text;
    }

    public IReadOnlyList<LocalText> Locals(string name)
    {
        var texts = new List<LocalText>();
        foreach (var item in Items(name))
        {
            var fields = item.ValueKind == JsonValueKind.Object ? new JsonFields(item, path + name + ".", problem) : Wrong<JsonFields>(name, item, new ProblemText("RuleExpected.ObjectsBothLanguages", Quoted("en"), Quoted("fr")));
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

    public JsonFields? Object(string name, bool required = false, ProblemText? expected = null)
    {
        expected ??= Expect.Object;
        if (Find(name) is not { } value)
            return Missing<JsonFields>(name, required, expected);
        return value.ValueKind == JsonValueKind.Object
            ? new JsonFields(value, path + name + ".", problem)
            : Wrong<JsonFields>(name, value, expected);
    }

    public IReadOnlyList<JsonElement> Items(string name, bool required = false)
    {
        if (Find(name) is not { } value)
            return Missing<IReadOnlyList<JsonElement>>(name, required, Expect.List) ?? [];
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : Wrong<IReadOnlyList<JsonElement>>(name, value, Expect.List) ?? [];
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
            Tell(name, "RuleProblem.NotKnown", Expect.OneOf(_read.Where(n => n != "$schema").Order(StringComparer.Ordinal)));
    }

    /// <summary>A problem that says its own place.</summary>
    public void Tell(RuleProblem said) => problem(said);

    /// <summary>A problem of one property, whose name is the first placeholder of its text.</summary>
    public void Tell(string name, string code, ProblemText? expected = null, params object?[] arguments) =>
        problem(new(new ProblemText(code, [Quoted(path + name), .. arguments]), expected));

    /// <summary>A problem of an entry in a list.</summary>
    public void Entry(string name, RuleProblem inner) => Tell(name, "RuleProblem.WrongEntry", inner.Expected, inner.What);

    /// <summary>A problem that only the command line tells, in English.</summary>
    public void Problem(string name, string message) => problem(RuleProblem.Plain($"'{path}{name}' {message}"));

    /// <summary>A name or a text of the file within a sentence.</summary>
    public static string Quoted(string text) => $"'{text}'";

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

    private T? Missing<T>(string name, bool required, ProblemText expected)
    {
        if (required)
            Tell(name, "RuleProblem.Missing", expected);
        return default;
    }

    private T? Wrong<T>(string name, JsonElement value, ProblemText expected)
    {
        var shown = value.GetRawText();
        Tell(name, "RuleProblem.Is", expected, shown.Length > 60 ? shown[..60] + "…" : shown);
        return default;
    }

    private static ProblemText OneOf<T>() where T : struct, Enum => Expect.OneOf(NamesOf<T>());

    // A shift of everyone's dates is an event, and not what a student is.
    private static IEnumerable<string> NamesOf<T>() where T : struct, Enum => Enum.GetNames<T>().Where(n => n != nameof(StatusKind.Shifted));

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex CodePattern();
}

/// <summary>What is often expected.</summary>
internal static class Expect
{
    public static readonly ProblemText Text = new("RuleExpected.Text");
    public static readonly ProblemText Object = new("RuleExpected.Object");
    public static readonly ProblemText List = new("RuleExpected.List");

    public static ProblemText OneOf(IEnumerable<string> names) => new("RuleExpected.OneOf", string.Join(", ", names));
}
