using System.Globalization;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones.Rules;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>A filter to choose from a list.</summary>
/// <param name="Name">As the address says it.</param>
/// <param name="Everything">What it says where it does not narrow.</param>
/// <param name="Options">Value and text.</param>
/// <param name="Chosen">Value; null or empty where it does not narrow.</param>
public sealed record FilterField(string Name, string Label, string Everything, IReadOnlyList<(string Value, string Text)> Options, string? Chosen)
{
    /// <summary>From how many options on there is something to choose: from one, where not everybody has any.</summary>
    public int Fewest { get; init; } = 2;

    /// <summary>What the chosen value says; a value that the reader may not see says so.</summary>
    public string? Words(Texts texts) => string.IsNullOrEmpty(Chosen) ? null : Options.FirstOrDefault(o => o.Value == Chosen).Text ?? texts["Cohort.Filter.NotInSight", Label];
}

/// <summary>The filters of the cohort in words: to choose from, and what is chosen.</summary>
public static class FilterFields
{
    /// <summary>Goals of the United Nations.</summary>
    private const int Goals = 17;

    /// <summary>Those that stand in the bar: most people narrow by these.</summary>
    public static IEnumerable<FilterField> Usual(CohortView view, Texts texts)
    {
        var (filter, choices) = (view.Filter, view.Choices);
        yield return new("call", texts["Cohort.Filter.Call"], texts["Cohort.Filter.AllCalls"], [.. choices.Calls.Select(c => (Number(c.Id), CohortView.CallName(c.Number, c.Year, texts)))], Number(filter.CallId));
        yield return new("side", texts["Cohort.Filter.Side"], texts["Cohort.Filter.BothSides"],
            [.. choices.Sides.GroupBy(s => s.Side).Select(g => (g.Key, texts["Cohort.Side", g.Key, string.Join(", ", g.Select(s => s.Institution).Distinct())]))], filter.Side);
        yield return new("theme", texts["Cohort.Filter.Theme"], texts["Cohort.Filter.AllThemes"], Named(choices.Themes, texts), Number(filter.ThemeId));
        yield return new("state", texts["Cohort.Filter.State"], texts["Cohort.Filter.AllStates"],
            [("current", texts["Cohort.Filter.Current"]), .. Enum.GetValues<CandidatureState>().Select(s => (CohortView.Word(s), texts.Enum(s)))], view.StateWord);
    }

    /// <summary>Those that open on demand.</summary>
    public static IEnumerable<FilterField> More(CohortView view, Texts texts)
    {
        var (filter, choices) = (view.Filter, view.Choices);
        yield return new("programme", texts["Cohort.Filter.Programme"], texts["Cohort.AllProgrammes"], Named(choices.Programmes, texts), Number(filter.ProgrammeId));
        yield return new("institution", texts["Cohort.Filter.Institution"], texts["Cohort.Filter.AllInstitutions"], Named(choices.Institutions, texts), Number(filter.InstitutionId));
        yield return new("unit", texts["Cohort.Filter.Unit"], texts["Cohort.Filter.AllUnits"], Named(choices.Units, texts), Number(filter.UnitId));
        yield return new("goal", texts["Cohort.Filter.Goal"], texts["Cohort.Filter.AllGoals"], [.. Enumerable.Range(1, Goals).Select(g => (Number(g), texts["Cohort.Goal", g]))], Number(filter.Goal));
        yield return new("structure", texts["Cohort.Filter.Structure"], texts["Cohort.Filter.AllStructures"], Named(choices.Structures, texts), Number(filter.StructureId)) { Fewest = 1 };
        yield return new("mode", texts["Cohort.Filter.Mode"], texts["Cohort.Filter.AllModes"],
            [.. Enum.GetValues<StudyMode>().Select(m => (CohortView.Word(m), texts.Enum(m)))], filter.Mode is { } mode ? CohortView.Word(mode) : null);
        // One comes to a city from the programme view; to choose among all would ask the database on every page.
        yield return new("city", texts["Cohort.Filter.City"], texts["Cohort.Filter.AllCities"], filter.City is { } city ? [(city, city)] : [], filter.City);
    }

    /// <summary>What is chosen, in words: <c>Side: UK · Imperial</c>.</summary>
    public static IReadOnlyList<string> Words(CohortView view, Texts texts)
    {
        var words = Usual(view, texts).Concat(More(view, texts)).Select(f => (f.Label, Words: f.Words(texts))).Where(f => f.Words is not null).Select(f => texts["Cohort.Filter.Is", f.Label, f.Words]).ToList();
        if (Supervisor(view, texts) is { } supervisor)
            words.Add(texts["Cohort.Filter.Is", texts["Cohort.Filter.Supervisor"], supervisor]);
        return words;
    }

    /// <summary>The supervisor of the filter by name; null where it names none.</summary>
    public static string? Supervisor(CohortView view, Texts texts) =>
        view.Filter.SupervisorName ?? (view.Filter.SupervisorId is null ? null : view.Choices.Supervisor ?? texts["Cohort.Filter.NotInSight", texts["Cohort.Filter.Supervisor"]]);

    private static IReadOnlyList<(string, string)> Named(IEnumerable<NamedChoice> choices, Texts texts) => [.. choices.Select(c => (Number(c.Id), texts.Of(c.NameEn, c.NameFr)))];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Number(int? number) => number is { } one ? Number(one) : null;
}
