namespace PhdTracker.Core.Cohort;

/// <summary>How long somebody was watched, and whether what was waited for came then.</summary>
/// <param name="Days">From the start; 0 or more.</param>
/// <param name="Reached">It came on that day. False: the watching ended then, and it had not come (censored).</param>
/// <param name="Count">How many people this says something of.</param>
public sealed record Observation(int Days, bool Reached, int Count = 1);

/// <summary>The estimate from one day on until the next step.</summary>
/// <param name="AtRisk">People watched until that day who had not reached it before.</param>
/// <param name="Reached">Those who reached it on that day.</param>
/// <param name="Censored">Those whose watching ended on that day.</param>
/// <param name="Waiting">Share of people who have not reached it by then, 1 to 0.</param>
/// <param name="Lower">Lower end of the 95 % band of <paramref name="Waiting"/>; null once it is 0, where no band is defined.</param>
/// <param name="Upper">Its upper end.</param>
public sealed record SurvivalStep(int Days, int AtRisk, int Reached, int Censored, double Waiting, double? Lower, double? Upper);

/// <summary>A Kaplan–Meier curve.</summary>
/// <param name="Steps">By ascending day, one for each day on which somebody reached it or was censored.</param>
public sealed record SurvivalCurve(IReadOnlyList<SurvivalStep> Steps)
{
    private const double Half = 0.5;

    // The product of shares seldom gives a half exactly where it is one.
    private const double Near = 1e-9;

    /// <summary>People watched.</summary>
    public int People => Steps.Count == 0 ? 0 : Steps[0].AtRisk;

    /// <summary>Those who reached it.</summary>
    public int Reached => Steps.Sum(s => s.Reached);

    /// <summary>Days by which half have reached it; half way between two days where the curve lies on a half between them; null if fewer have.</summary>
    public double? Median => Crossing(s => s.Waiting);

    /// <summary>The step that holds on a day; null before the first.</summary>
    public SurvivalStep? At(int days) => Steps.LastOrDefault(s => s.Days <= days);

    /// <summary>How many are still watched and have not reached it on a day.</summary>
    public int AtRiskOn(int days) => Steps.FirstOrDefault(s => s.Days >= days)?.AtRisk ?? 0;

    private double? Crossing(Func<SurvivalStep, double> value)
    {
        for (var i = 0; i < Steps.Count; i++)
        {
            if (value(Steps[i]) < Half - Near)
                return Steps[i].Days;
            if (value(Steps[i]) <= Half + Near)
                return Steps.Skip(i + 1).FirstOrDefault(s => value(s) < Half - Near) is { } next ? (Steps[i].Days + next.Days) / 2.0 : Steps[i].Days;
        }
        return null;
    }
}

/// <summary>
/// The product-limit estimate of Kaplan and Meier with Greenwood's variance.
/// <para>Of the days t₁ &lt; t₂ &lt; … on which somebody reached it or was censored, with nᵢ people at risk and dᵢ who reach it:</para>
/// <para>S(t) = ∏ (1 − dᵢ ⁄ nᵢ) over all tᵢ ≤ t. Who is censored on a day is at risk on that day.</para>
/// <para>Greenwood: V(t) = ∑ dᵢ ⁄ (nᵢ (nᵢ − dᵢ)) over all tᵢ ≤ t, the variance of ln S(t).</para>
/// <para>The 95 % band is that of ln S, which R's <c>survfit</c> calls <c>conf.type = "log"</c>, its default: S · exp(± z √V), at most 1, with z = 1.959964.</para>
/// </summary>
public static class KaplanMeier
{
    /// <summary>The 97.5 % quantile of the standard normal distribution.</summary>
    private const double Z = 1.959963984540054;

    public static SurvivalCurve Estimate(IEnumerable<Observation> observations)
    {
        var days = observations.Where(o => o.Count > 0).GroupBy(o => o.Days).OrderBy(g => g.Key)
            .Select(g => (Days: g.Key, Reached: g.Where(o => o.Reached).Sum(o => o.Count), Censored: g.Where(o => !o.Reached).Sum(o => o.Count))).ToList();
        var atRisk = days.Sum(d => d.Reached + d.Censored);
        var (waiting, variance) = (1.0, 0.0);
        var steps = new List<SurvivalStep>(days.Count);
        foreach (var (day, reached, censored) in days)
        {
            waiting = reached == atRisk ? 0 : waiting * (atRisk - reached) / atRisk;
            variance += reached == atRisk ? 0 : (double)reached / ((double)atRisk * (atRisk - reached));
            var width = Math.Exp(Z * Math.Sqrt(variance));
            steps.Add(waiting == 0
                ? new SurvivalStep(day, atRisk, reached, censored, 0, null, null)
                : new SurvivalStep(day, atRisk, reached, censored, waiting, waiting / width, Math.Min(1, waiting * width)));
            atRisk -= reached + censored;
        }
        return new SurvivalCurve(steps);
    }
}
