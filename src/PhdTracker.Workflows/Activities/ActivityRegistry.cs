namespace PhdTracker.Workflows;

/// <summary>The activity types that definitions may use: the built-in ones and those of the host.</summary>
public sealed class ActivityRegistry
{
    private readonly Dictionary<string, ActivityType> _types;

    /// <summary>The built-in types and <paramref name="hostTypes"/>.</summary>
    /// <exception cref="ArgumentException">Two types have the same name.</exception>
    public ActivityRegistry(params IEnumerable<ActivityType> hostTypes) =>
        _types = BuiltInTypes.All.Concat(hostTypes).ToDictionary(type => type.TypeName, StringComparer.Ordinal);

    /// <summary>All types, by name.</summary>
    public IEnumerable<ActivityType> Types => _types.Values.OrderBy(type => type.TypeName, StringComparer.Ordinal);

    /// <summary>The type of that name, or null.</summary>
    public ActivityType? Find(string typeName) => _types.GetValueOrDefault(typeName);
}
