using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>The filters that the cohort page and its lists share, as the address says them: what cannot be read does not narrow.</summary>
public sealed record CohortView(CohortFilter Filter, CohortChoices Choices)
{
    /// <summary>Rows of a list that one page shows.</summary>
    public const int PageSize = 25;

    private const string Current = "current";

    /// <summary>The filter of the address with what the reader may choose.</summary>
    public static async Task<CohortView> ReadAsync(IQueryCollection query, PhdTrackerDb db, Access access, CancellationToken ct)
    {
        var filter = FilterOf(query);
        return new CohortView(filter, await CohortChoices.ReadAsync(db, access, ct, filter.SupervisorId));
    }

    /// <summary>Reads <c>programme</c>, <c>call</c>, <c>side</c>, <c>institution</c>, <c>unit</c>, <c>theme</c>, <c>goal</c>, <c>structure</c>, <c>supervisor</c> (number or name), <c>state</c>, <c>mode</c> and <c>city</c>.</summary>
    public static CohortFilter FilterOf(IQueryCollection query)
    {
        var state = query["state"].ToString();
        var supervisor = Number(query, "supervisor");
        return new CohortFilter(
            Number(query, "call"), Text(query, "side"), Number(query, "theme"), Value<CandidatureState>(state), state == Current, Number(query, "programme"), Number(query, "institution"),
            Number(query, "unit"), Number(query, "goal"), Number(query, "structure"), supervisor, supervisor is null ? Text(query, "supervisor") : null, Value<StudyMode>(query["mode"].ToString()), Text(query, "city"));
    }

    /// <summary>The same from a query string that was kept.</summary>
    public static CohortFilter FilterOf(string query) => FilterOf(new QueryCollection(QueryHelpers.ParseQuery(query)));

    /// <summary>A whole number of the address, or null.</summary>
    public static int? Number(IQueryCollection query, string name) =>
        int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A text of the address without blanks around it, its first hundred characters; or null.</summary>
    public static string? Text(IQueryCollection query, string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, 100)] : null;

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
        var values = Values(Filter);
        foreach (var (name, value) in more)
            values[name] = value;
        return path + QueryString.Create(values.Where(v => !string.IsNullOrEmpty(v.Value)));
    }

    /// <summary>The filter as a query string without its question mark: the same for the same filter.</summary>
    public static string Address(CohortFilter filter) => QueryString.Create(Values(filter).Where(v => !string.IsNullOrEmpty(v.Value))).Value!.TrimStart('?');

    private static Dictionary<string, string?> Values(CohortFilter filter) => new(StringComparer.Ordinal)
    {
        ["programme"] = Written(filter.ProgrammeId),
        ["call"] = Written(filter.CallId),
        ["side"] = filter.Side,
        ["institution"] = Written(filter.InstitutionId),
        ["unit"] = Written(filter.UnitId),
        ["theme"] = Written(filter.ThemeId),
        ["goal"] = Written(filter.Goal),
        ["structure"] = Written(filter.StructureId),
        ["supervisor"] = Written(filter.SupervisorId) ?? filter.SupervisorName,
        ["state"] = StateOf(filter),
        ["mode"] = filter.Mode is { } mode ? Word(mode) : null,
        ["city"] = filter.City,
    };

    private static string? Written(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? StateOf(CohortFilter filter) => filter.CurrentOnly ? Current : filter.State is { } state ? Word(state) : null;

    /// <summary>How the address says the state.</summary>
    public string? StateWord => StateOf(Filter);

    /// <summary>Whether anything is narrowed.</summary>
    public bool IsNarrowed => Filter != new CohortFilter();

    public string SideName(string side, Texts texts) =>
        Choices.Sides.FirstOrDefault(s => s.Side == side) is { } choice ? texts["Cohort.Side", choice.Side, choice.Institution] : side;

    /// <summary>Sides in the order of the programme, of which the filter may leave one.</summary>
    public IReadOnlyList<string> Sides => [.. Choices.Sides.Select(s => s.Side).Distinct().Where(s => Filter.Side is null || Filter.Side == s)];

    public static string CallName(int number, int year, Texts texts) => texts["Cohort.Call", number, year.ToString(CultureInfo.InvariantCulture)];

    /// <summary>The variable of the style sheet with the colour of a side.</summary>
    public static string ColourOf(string side) => side switch { "UK" => "--uk", "FR" => "--fr", _ => "--joint" };
}
