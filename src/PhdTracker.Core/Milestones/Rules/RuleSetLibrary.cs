using PhdTracker.Core.Milestones.Rules.Reading;

namespace PhdTracker.Core.Milestones.Rules;

/// <summary>For whom a rule set is sought.</summary>
/// <param name="Institution">Code of the institution where the student is registered.</param>
/// <param name="Country">Its ISO 3166 code of two letters.</param>
/// <param name="Unit">Code of the department or doctoral school.</param>
/// <param name="Programme">Code of the programme.</param>
/// <param name="RegisteredOn">Day of first registration: an old cohort keeps its rules.</param>
public sealed record RuleSetQuery(string Institution, string? Country, string? Unit, string? Programme, DateOnly RegisteredOn);

/// <summary>All rule sets. Read once at start, then shared.</summary>
public sealed class RuleSetLibrary
{
    private RuleSetLibrary(IReadOnlyList<RuleSet> sets) => Sets = sets;

    /// <summary>Every rule set, by code and version.</summary>
    public IReadOnlyList<RuleSet> Sets { get; }

    /// <summary>Reads every <c>*.json</c> file of a folder except the schema; folders within it are left alone.</summary>
    /// <exception cref="InvalidRuleSetException">With the problems of all files.</exception>
    public static RuleSetLibrary LoadFrom(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InvalidRuleSetException([new(folder, null, "the folder of rule sets does not exist")]);
        return From(Directory.EnumerateFiles(folder, "*.json")
            .Where(path => !path.EndsWith(".schema.json", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path))));
    }

    /// <summary>Reads rule sets given as file names and texts.</summary>
    /// <exception cref="InvalidRuleSetException">With the problems of all files.</exception>
    public static RuleSetLibrary From(IEnumerable<(string File, string Json)> files)
    {
        var sets = new List<(string File, RuleSet Set)>();
        var problems = new List<RuleSetProblem>();
        foreach (var (file, json) in files)
        {
            try
            {
                sets.Add((file, RuleSet.Parse(json, file)));
            }
            catch (InvalidRuleSetException broken)
            {
                problems.AddRange(broken.Problems);
            }
        }
        problems.AddRange(Clashes(sets));
        if (problems.Count > 0)
            throw new InvalidRuleSetException(problems);
        return new(InOrder(sets.Select(s => s.Set)));
    }

    /// <summary>These sets and those of another library, each in place of those of its code.</summary>
    public RuleSetLibrary With(RuleSetLibrary more) => new(InOrder(Sets.Where(s => more.Find(s.Code) is null).Concat(more.Sets)));

    /// <summary>The institution's rule set for a candidature, the most specific one; null where none covers it.</summary>
    public RuleSet? ForInstitution(RuleSetQuery query) => MostSpecific(RuleSetLayer.Institution, query);

    /// <summary>The programme's rule set for a candidature, the most specific one; null where none covers it.</summary>
    public RuleSet? ForProgramme(RuleSetQuery query) => MostSpecific(RuleSetLayer.Programme, query);

    /// <summary>The rule set of a code: the given version, or the newest.</summary>
    public RuleSet? Find(string code, int? version = null) =>
        Sets.LastOrDefault(s => s.Code == code && (version is null || s.Version == version));

    private static IReadOnlyList<RuleSet> InOrder(IEnumerable<RuleSet> sets) => [.. sets.OrderBy(s => s.Code, StringComparer.Ordinal).ThenBy(s => s.Version)];

    private RuleSet? MostSpecific(RuleSetLayer layer, RuleSetQuery query) =>
        Sets.Where(s => s.Layer == layer && s.Scope.Covers(query)).MaxBy(s => s.Scope.Specificity);

    private static IEnumerable<RuleSetProblem> Clashes(List<(string File, RuleSet Set)> sets)
    {
        for (var i = 0; i < sets.Count; i++)
        {
            foreach (var (file, set) in sets.Take(i))
            {
                var other = sets[i];
                if (set.Code == other.Set.Code && set.Version == other.Set.Version)
                    yield return new(other.File, null, $"version {set.Version} of '{set.Code}' is already in {file}; raise 'version' or remove one file");
                else if (set.Layer == other.Set.Layer && set.Scope.CompetesWith(other.Set.Scope))
                    yield return new(other.File, null, $"covers the same students as {file}; give them 'registeredFrom' and 'registeredBefore' that do not overlap");
            }
        }
    }
}
