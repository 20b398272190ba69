using System.Globalization;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>The filters that the cohort page and its lists share, as the address says them: what cannot be read does not narrow.</summary>
public sealed record CohortView(CohortFilter Filter, CohortChoices Choices)
{
    /// <summary>Rows of a list that one page shows.</summary>
    public const int PageSize = 25;

    private const string Current = "current";

    /// <summary>Reads <c>call</c>, <c>side</c>, <c>theme</c> and <c>state</c>.</summary>
    public static CohortFilter FilterOf(IQueryCollection query)
    {
        var state = query["state"].ToString();
        return new CohortFilter(Number(query, "call"), Text(query, "side"), Number(query, "theme"), Value<CandidatureState>(state), state == Current);
    }

    /// <summary>A whole number of the address, or null.</summary>
    public static int? Number(IQueryCollection query, string name) =>
        int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A text of the address without blanks around it, or null.</summary>
    public static string? Text(IQueryCollection query, string name) => query[name].ToString().Trim() is { Length: > 0 and <= 100 } text ? text : null;

    /// <summary>A value of an enumeration as addresses write it: <c>writing-up</c>.</summary>
    public static T? Value<T>(string text) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Word(value) == text)
                return value;
        }
        return null;
    }

    /// <inheritdoc cref="Value{T}"/>
    public static string Word<T>(T value) where T : struct, Enum => new Kebab().TransformOutbound(value.ToString())!;

    /// <summary>The page of a list that the address asks for, from 1.</summary>
    public static Pager Pager(IQueryCollection query, int total, int size = PageSize)
    {
        var pages = Math.Max(1, (total + size - 1) / size);
        return new Pager(Math.Clamp(Number(query, "page") ?? 1, 1, pages), size, total);
    }

    /// <summary>The address of a list narrowed as this page is, and by what is given; an empty value takes a filter away.</summary>
    public string Link(string path, params ReadOnlySpan<(string Name, string? Value)> more)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["call"] = Filter.CallId?.ToString(CultureInfo.InvariantCulture),
            ["side"] = Filter.Side,
            ["theme"] = Filter.ThemeId?.ToString(CultureInfo.InvariantCulture),
            ["state"] = StateWord,
        };
        foreach (var (name, value) in more)
            values[name] = value;
        return path + QueryString.Create(values.Where(v => !string.IsNullOrEmpty(v.Value)));
    }

    /// <summary>How the address says the state.</summary>
    public string? StateWord => Filter.CurrentOnly ? Current : Filter.State is { } state ? Word(state) : null;

    /// <summary>Whether anything is narrowed.</summary>
    public bool IsNarrowed => Filter != new CohortFilter();

    public string SideName(string side, Texts texts) =>
        Choices.Sides.FirstOrDefault(s => s.Side == side) is { } choice ? texts["Cohort.Side", choice.Side, choice.Institution] : side;

    public static string CallName(int number, int year, Texts texts) => texts["Cohort.Call", number, year.ToString(CultureInfo.InvariantCulture)];
}
