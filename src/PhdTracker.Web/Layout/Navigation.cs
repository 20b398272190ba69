namespace PhdTracker.Web.Layout;

/// <summary>One entry of the main navigation.</summary>
/// <param name="Text">What it says, in the reader's language.</param>
/// <param name="Url">Where it leads.</param>
/// <param name="Count">How many things wait there; null or 0 shows nothing.</param>
public sealed record NavigationItem(string Text, string Url, int? Count = null)
{
    /// <summary>Whether a page of this entry is shown.</summary>
    public bool Covers(PathString path) =>
        Url == "/" ? path == "/" : path.StartsWithSegments(Url, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The main navigation.</summary>
/// <param name="Row">In a row.</param>
/// <param name="More">What the row has no room for, as a menu.</param>
public sealed record Navigation(IReadOnlyList<NavigationItem> Row, IReadOnlyList<NavigationItem> More)
{
    /// <summary>As many words as fit beside the reader's name at 1,280 pixels, in French too.</summary>
    private const int InRow = 6;

    /// <summary>Characters of the words up to which one more stands in the row rather than alone in the menu.</summary>
    private const int ShortWords = 66;

    /// <param name="items">The most needed first.</param>
    public static Navigation Of(IReadOnlyList<NavigationItem> items) =>
        items.Count <= InRow || (items.Count == InRow + 1 && items.Sum(i => i.Text.Length) <= ShortWords) ? new(items, []) : new([.. items.Take(InRow)], [.. items.Skip(InRow)]);
}

/// <summary>One step of the trail above a page's title; the last has no address.</summary>
public sealed record Crumb(string Text, string? Url = null);

/// <summary>Where a list stands: page <paramref name="Page"/> (from 1) of <paramref name="Total"/> things.</summary>
public sealed record Pager(int Page, int PageSize, int Total)
{
    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);
    public int First => Total == 0 ? 0 : ((Page - 1) * PageSize) + 1;
    public int Last => Math.Min(Total, Page * PageSize);

    /// <summary>Key of the sentence that tells where the list stands, for one that counts something of its own.</summary>
    public string RangeKey { get; init; } = "Pager.Range";

    /// <summary>How many things come before the page.</summary>
    public int Skip => (Page - 1) * PageSize;

    /// <summary>The address of another page of the same list: this query with <c>page</c> replaced.</summary>
    public static string UrlOf(HttpRequest request, int page)
    {
        var query = QueryString.Create(request.Query
            .Where(q => !q.Key.Equals("page", StringComparison.OrdinalIgnoreCase))
            .SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value)));
        return request.PathBase + request.Path + query.Add("page", page.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
