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
/// <param name="Items">In a row.</param>
/// <param name="Managing">Behind one word, as a menu; a single one stands in the row.</param>
public sealed record Navigation(IReadOnlyList<NavigationItem> Items, IReadOnlyList<NavigationItem> Managing);

/// <summary>One step of the trail above a page's title; the last has no address.</summary>
public sealed record Crumb(string Text, string? Url = null);

/// <summary>Where a list stands: page <paramref name="Page"/> (from 1) of <paramref name="Total"/> things.</summary>
public sealed record Pager(int Page, int PageSize, int Total)
{
    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);
    public int First => Total == 0 ? 0 : ((Page - 1) * PageSize) + 1;
    public int Last => Math.Min(Total, Page * PageSize);

    /// <summary>The address of another page of the same list: this query with <c>page</c> replaced.</summary>
    public static string UrlOf(HttpRequest request, int page)
    {
        var query = QueryString.Create(request.Query
            .Where(q => !q.Key.Equals("page", StringComparison.OrdinalIgnoreCase))
            .SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value)));
        return request.PathBase + request.Path + query.Add("page", page.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
