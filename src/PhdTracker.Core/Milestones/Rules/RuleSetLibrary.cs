using PhdTracker.Core.Milestones.Rules.Reading;

namespace PhdTracker.Core.Milestones.Rules;

/// <summary>For whom a rule set is sought.</summary>
/// <param name="Institution">Code of the institution where the student is registered.</param>
/// <param name="Country">Its ISO 3166 code of two letters.</param>
/// <param name="Unit">Code of the department or doctoral school.</param>
/// <param name="Programme">Code of the programme.</param>
/// <param name="RegisteredOn">Day of first registration: an old cohort keeps its rules.</param>
public sealed record RuleSetQuery(string Institution, string? Country, string? Unit, string? Programme, DateOnly RegisteredOn);

/// <summary>
/// All rule sets, and which of them a candidature follows. Of the versions of one code that cover it the highest counts, and of the codes
/// the most specific one: unit before institution before programme before country. A retired version is there for those who follow it.
/// </summary>
public sealed class RuleSetLibrary
{
    private readonly HashSet<(string Code, int Version)> _retired;

    /// <param name="sets">Every version.</param>
    /// <param name="retired">Those on which no candidature begins any more.</param>
    internal RuleSetLibrary(IEnumerable<RuleSet> sets, IEnumerable<(string Code, int Version)> retired) =>
        (Sets, _retired) = ([.. sets.OrderBy(s => s.Code, StringComparer.Ordinal).ThenBy(s => s.Version)], [.. retired]);

    /// <summary>Every rule set, by code and version.</summary>
    public IReadOnlyList<RuleSet> Sets { get; }

    /// <summary>Reads every <c>*.json</c> file of a folder except the schema; folders within it are left alone.</summary>
    /// <exception cref="InvalidRuleSetException">With the problems of all files.</exception>
    public static RuleSetLibrary LoadFrom(string folder) => From(FilesOf(folder));

    /// <summary>The files of a folder that <see cref="LoadFrom"/> reads.</summary>
    /// <exception cref="InvalidRuleSetException">The folder does not exist.</exception>
    internal static IReadOnlyList<(string File, string Json)> FilesOf(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json")
            .Where(path => !path.EndsWith(".schema.json", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path)))]
        : throw new InvalidRuleSetException([new(folder, null, "the folder of rule sets does not exist")]);

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
        return new(sets.Select(s => s.Set), []);
    }

    /// <summary>These sets and those of another library, each in place of those of its code.</summary>
    public RuleSetLibrary With(RuleSetLibrary more) => new(Sets.Where(s => more.Find(s.Code) is null).Concat(more.Sets), [.. _retired, .. more._retired]);

    /// <summary>As it is once a version is published.</summary>
    internal RuleSetLibrary Publishing(RuleSet set) => new([.. Sets.Where(s => KeyOf(s) != KeyOf(set)), set], _retired.Where(r => r != KeyOf(set)));

    /// <summary>As it is once a version is retired.</summary>
    internal RuleSetLibrary Retiring(RuleSet set) => new(Sets, [.. _retired, KeyOf(set)]);

    /// <summary>The institution's rule set for a candidature, the most specific one; null where none covers it.</summary>
    /// <param name="follows">The versions that it follows already: they count although they were retired.</param>
    public RuleSet? ForInstitution(RuleSetQuery query, IReadOnlyCollection<(string Code, int Version)>? follows = null) => For(RuleSetLayer.Institution, query, follows);

    /// <summary>The programme's rule set for a candidature, the most specific one; null where none covers it.</summary>
    /// <param name="follows">The versions that it follows already: they count although they were retired.</param>
    public RuleSet? ForProgramme(RuleSetQuery query, IReadOnlyCollection<(string Code, int Version)>? follows = null) => For(RuleSetLayer.Programme, query, follows);

    /// <summary>The rule set of a code: the given version, or the highest.</summary>
    public RuleSet? Find(string code, int? version = null) =>
        Sets.LastOrDefault(s => s.Code == code && (version is null || s.Version == version));

    /// <summary>Whether candidatures begin on a version: it is not retired, and no higher version of its code covers everybody whom it covers.</summary>
    public bool BeginsOn(RuleSet set) => !IsRetired(set)
        && !Sets.Any(s => s.Code == set.Code && s.Version > set.Version && s.Layer == set.Layer && !IsRetired(s) && s.Scope.Includes(set.Scope));

    /// <summary>A set of another code on which students of the same scope begin, so that nobody could say which of the two counts; null where there is none.</summary>
    internal RuleSet? CompetitorOf(RuleSet set) =>
        Sets.FirstOrDefault(s => s.Code != set.Code && s.Layer == set.Layer && s.Scope.CompetesWith(set.Scope) && BeginsOn(s));

    internal RuleSet? For(RuleSetLayer layer, RuleSetQuery query, IReadOnlyCollection<(string Code, int Version)>? follows = null) => Sets
        .Where(s => s.Layer == layer && s.Scope.Covers(query) && (!IsRetired(s) || follows?.Contains(KeyOf(s)) == true))
        .GroupBy(s => s.Code, StringComparer.Ordinal).Select(versions => versions.Last())
        .MaxBy(s => s.Scope.Specificity);

    private bool IsRetired(RuleSet set) => _retired.Contains(KeyOf(set));

    private static (string Code, int Version) KeyOf(RuleSet set) => (set.Code, set.Version);

    private static IEnumerable<RuleSetProblem> Clashes(List<(string File, RuleSet Set)> sets)
    {
        for (var i = 0; i < sets.Count; i++)
        {
            foreach (var (file, set) in sets.Take(i))
            {
                var other = sets[i];
                if (set.Code == other.Set.Code && set.Version == other.Set.Version)
                    yield return new(other.File, null, $"version {set.Version} of '{set.Code}' is already in {file}; raise 'version' or remove one file");
                else if (set.Code != other.Set.Code && set.Layer == other.Set.Layer && set.Scope.CompetesWith(other.Set.Scope))
                    yield return new(other.File, null, $"covers the same students as {file}; give them 'registeredFrom' and 'registeredBefore' that do not overlap");
            }
        }
    }
}
