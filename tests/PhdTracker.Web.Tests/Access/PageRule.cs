namespace PhdTracker.Web.Tests.Access;

/// <summary>Who may open one page, about one case of the <see cref="AccessWorld"/>.</summary>
/// <param name="Page">The page's path under <c>Features</c>, without its ending.</param>
/// <param name="Url">Its address in the world, and the same with an id that does not exist in place of <c>id</c>.</param>
/// <param name="Allowed">Short names of those who may; everybody else is refused.</param>
public sealed record PageRule(string Page, Func<AccessWorld, string> Url, IReadOnlyCollection<string> Allowed)
{
    /// <summary>The same kind of address for something that does not exist; null for a page about nothing in particular.</summary>
    public string? Unknown { get; init; }

    /// <summary>Those who see on another page that it exists, and may be told that this one is not for them.</summary>
    public IReadOnlyCollection<string> KnownTo { get; init; } = [];

    /// <summary>Whether it answers people who have not signed in.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether it sends its readers on, to another page.</summary>
    public bool Redirects { get; init; }

    /// <summary>Whether it answers with a file.</summary>
    public bool IsFile { get; init; }

    /// <summary>Queries by which it is narrowed, each beginning with a question mark.</summary>
    public IReadOnlyList<string> Queries { get; init; } = [];

    public override string ToString() => Page + (Unknown is null ? "" : $" ({string.Join(" ", Allowed.Take(2))} …)");
}
