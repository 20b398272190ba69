namespace PhdTracker.Core.Alumni;

/// <summary>What an alumnus shows, and its words, as they were typed.</summary>
public sealed record AlumnusDetails(
    bool ShowsName, bool ShowsAward, bool ShowsThesis, bool ShowsDestination, bool ShowsAbout, bool ShowsWebPage, AlumnusContact Contact,
    string? ThesisTitle, string? AboutEn, string? AboutFr, string? WebPage)
{
    public const int LongestThesis = 300;
    public const int LongestAbout = 1500;
    public const int LongestWebPage = 300;

    /// <summary>Everything that is wrong, each with its field.</summary>
    public IEnumerable<DomainRuleException> Problems()
    {
        if (ThesisTitle?.Trim().Length > LongestThesis)
            yield return new DomainRuleException("WordsTooLong", LongestThesis) { Field = nameof(ThesisTitle) };
        else if (ShowsThesis && string.IsNullOrWhiteSpace(ThesisTitle))
            yield return new DomainRuleException("ShownTitleMissing") { Field = nameof(ThesisTitle) };
        if (AboutEn?.Trim().Length > LongestAbout)
            yield return new DomainRuleException("WordsTooLong", LongestAbout) { Field = nameof(AboutEn) };
        else if (ShowsAbout && string.IsNullOrWhiteSpace(AboutEn) && string.IsNullOrWhiteSpace(AboutFr))
            yield return new DomainRuleException("AboutMissing") { Field = nameof(AboutEn) };
        if (AboutFr?.Trim().Length > LongestAbout)
            yield return new DomainRuleException("WordsTooLong", LongestAbout) { Field = nameof(AboutFr) };
        if (WebPage?.Trim().Length > LongestWebPage)
            yield return new DomainRuleException("WordsTooLong", LongestWebPage) { Field = nameof(WebPage) };
        else if (!string.IsNullOrWhiteSpace(WebPage) && !IsSafe(WebPage.Trim()))
            yield return new DomainRuleException("WebPageNotSafe") { Field = nameof(WebPage) };
        else if (ShowsWebPage && string.IsNullOrWhiteSpace(WebPage))
            yield return new DomainRuleException("WebPageMissing") { Field = nameof(WebPage) };
        if (!Enum.IsDefined(Contact))
            yield return new DomainRuleException("ContactUnknown") { Field = nameof(Contact) };
    }

    /// <summary>Throws the first problem.</summary>
    /// <exception cref="DomainRuleException">A detail is missing, too long or unsafe.</exception>
    public void Check()
    {
        foreach (var problem in Problems())
            throw problem;
    }

    private static bool IsSafe(string page) =>
        Uri.TryCreate(page, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0
        && uri.Host.Contains('.', StringComparison.Ordinal) && !page.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
