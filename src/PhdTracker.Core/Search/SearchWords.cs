using PhdTracker.Core.People;

namespace PhdTracker.Core.Search;

/// <summary>What somebody typed to search, as names and titles are compared.</summary>
public static class SearchWords
{
    private const int Most = 6;

    /// <summary>Its first six words, each of which must be found; none where nothing was typed.</summary>
    public static IReadOnlyList<string> Of(string? search) => [.. Person.Plain(search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(Most)];
}
