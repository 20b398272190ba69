using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Calls;

/// <summary>What an office says about a call.</summary>
/// <param name="Opens">Day and hour as the clocks of <paramref name="Zone"/> show them.</param>
/// <param name="Closes">Likewise.</param>
/// <param name="Zone">IANA time zone.</param>
/// <param name="WhoEn">Who may apply.</param>
/// <param name="LeadPartyIds">Sides whose people may lead; none: every side's.</param>
/// <param name="OpenToOutsiders">Whether somebody without a role in the programme may lead.</param>
public sealed record CallDetails(
    int? Year, string? ThemeEn, string? ThemeFr, DateTime? Opens, DateTime? Closes, string Zone, int? Awards,
    string? WhoEn, string? WhoFr, IReadOnlyCollection<int> LeadPartyIds, bool OpenToOutsiders, string? GuidanceEn, string? GuidanceFr)
{
    public const int LongestTheme = 200;
    public const int LongestWho = 1000;
    public const int LongestReason = 1000;
    public const int LongestGuidance = 20000;
    public const int MostAwards = 500;

    /// <summary>Everything that is wrong with what was typed, field by field.</summary>
    /// <param name="now">UTC.</param>
    /// <returns><c>CallThemeMissing</c>, <c>CallWhoMissing</c>, <c>CallTextTooLong</c>, <c>CallTimeMissing</c>, <c>CallClosesBeforeItOpens</c>, <c>CallClosesInPast</c>, <c>CallYearOutOfRange</c>, <c>CallAwardsOutOfRange</c>, and those of <see cref="WallClock.ToUtc"/>.</returns>
    public IEnumerable<DomainRuleException> Problems(DateTime now) =>
    [
        .. TextProblems("CallThemeMissing", LongestTheme, (nameof(ThemeEn), ThemeEn), (nameof(ThemeFr), ThemeFr)),
        .. TimeProblems(now),
        .. NumberProblems(),
        .. TextProblems("CallWhoMissing", LongestWho, (nameof(WhoEn), WhoEn), (nameof(WhoFr), WhoFr)),
        .. TextProblems(null, LongestGuidance, (nameof(GuidanceEn), GuidanceEn), (nameof(GuidanceFr), GuidanceFr)),
    ];

    /// <exception cref="DomainRuleException">The first of <see cref="Problems"/>.</exception>
    public void Check(DateTime now)
    {
        if (Problems(now).FirstOrDefault() is { } problem)
            throw problem;
    }

    /// <summary>Opening and closing in UTC, of details without problems.</summary>
    public (DateTime Opens, DateTime Closes) Instants() => (WallClock.ToUtc(Opens!.Value, Zone, "OpensOn"), WallClock.ToUtc(Closes!.Value, Zone, "ClosesOn"));

    private static IEnumerable<DomainRuleException> TextProblems(string? missing, int longest, params (string Field, string? Text)[] texts)
    {
        foreach (var (field, text) in texts)
        {
            if (missing is not null && string.IsNullOrWhiteSpace(text))
                yield return missing == "CallThemeMissing" ? new DomainRuleException("CallThemeMissing") { Field = field } : new DomainRuleException("CallWhoMissing") { Field = field };
            else if (text?.Trim().Length > longest)
                yield return new DomainRuleException("CallTextTooLong", longest) { Field = field };
        }
    }

    private IEnumerable<DomainRuleException> TimeProblems(DateTime now)
    {
        var (opens, opensWrong) = Instant(Opens, "OpensOn");
        var (closes, closesWrong) = Instant(Closes, "ClosesOn");
        if (opensWrong is not null)
            yield return opensWrong;
        if (closesWrong is not null)
            yield return closesWrong;
        else if (closes <= opens)
            yield return new DomainRuleException("CallClosesBeforeItOpens") { Field = "ClosesOn" };
        else if (closes <= now)
            yield return new DomainRuleException("CallClosesInPast") { Field = "ClosesOn" };
    }

    private IEnumerable<DomainRuleException> NumberProblems()
    {
        if (Year is null or < 2000 or > 2100)
            yield return new DomainRuleException("CallYearOutOfRange", 2000, 2100) { Field = nameof(Year) };
        if (Awards is null or < 1 or > MostAwards)
            yield return new DomainRuleException("CallAwardsOutOfRange", MostAwards) { Field = nameof(Awards) };
    }

    private (DateTime? Utc, DomainRuleException? Wrong) Instant(DateTime? shown, string field)
    {
        if (shown is null)
            return (null, new DomainRuleException("CallTimeMissing") { Field = field });
        try
        {
            return (WallClock.ToUtc(shown.Value, Zone, field), null);
        }
        catch (DomainRuleException wrong)
        {
            return (null, wrong);
        }
    }
}
