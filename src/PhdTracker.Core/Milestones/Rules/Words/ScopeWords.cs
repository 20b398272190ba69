using PhdTracker.Core.Alumni;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Milestones.Rules.Words;

/// <summary>Names of the places and programmes that scopes give by their codes.</summary>
/// <param name="Institutions">By code.</param>
/// <param name="Units">By code.</param>
/// <param name="Programmes">By code.</param>
public sealed record RuleSetPlaces(IReadOnlyDictionary<string, LocalText> Institutions, IReadOnlyDictionary<string, string> Units, IReadOnlyDictionary<string, LocalText> Programmes);

/// <summary>For whom a rule set is, in words.</summary>
public static class ScopeWords
{
    public static string Of(RuleSet set, RuleSetPlaces places, Texts texts)
    {
        var scope = set.Scope;
        var parts = new List<string>();
        if (scope.Unit is { } unit)
            parts.Add(places.Units.TryGetValue(unit, out var name) ? texts["RuleWords.Scope.Unit", name, unit] : texts["RuleWords.Scope.UnitCode", unit]);
        if (scope.Institution is { } institution)
            parts.Add(places.Institutions.TryGetValue(institution, out var name) ? name.In(texts) : institution);
        if (scope.Country is { } country)
            parts.Add(texts["RuleWords.Scope.Country", Enum.TryParse<Country>(country, ignoreCase: true, out var known) && Enum.IsDefined(known) ? texts.Enum(known) : country]);
        if (scope.Programme is { } programme)
            parts.Add(texts["RuleWords.Scope.Programme", places.Programmes.TryGetValue(programme, out var name) ? name.In(texts) : programme]);
        if (parts.Count == 0)
            parts.Add(texts[set.Layer == RuleSetLayer.Programme ? "RuleWords.Scope.EveryProgramme" : "RuleWords.Scope.EveryInstitution"]);
        if (Registered(scope, texts) is { } registered)
            parts.Add(registered);
        return string.Join(", ", parts);
    }

    private static string? Registered(RuleSetScope scope, Texts texts) => (scope.RegisteredFrom, scope.RegisteredBefore) switch
    {
        ({ } from, { } before) => texts["RuleWords.Scope.Between", texts.Date(from), texts.Date(before.AddDays(-1))],
        ({ } from, null) => texts["RuleWords.Scope.From", texts.Date(from)],
        (null, { } before) => texts["RuleWords.Scope.Before", texts.Date(before)],
        _ => null,
    };
}
