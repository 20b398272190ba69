using System.Globalization;
using System.Text;
using PhdTracker.Core.Cohort;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>A curve of how many have reached something, drawn in the page: time goes right, the share of those who have reached it goes up.</summary>
/// <param name="Curve">What is drawn, with its band and the days on which people were censored.</param>
/// <param name="Behind">Drawn faintly behind it, to compare; null for nothing.</param>
/// <param name="Months">Where the drawing ends.</param>
public sealed record CurveChart(SurvivalCurve Curve, SurvivalCurve? Behind, int Months)
{
    public const int Width = 420, Height = 220, Left = 42, Right = 10, Top = 10, Bottom = 26;

    /// <summary>Mean days of a month.</summary>
    public const double DaysInMonth = 365.25 / 12;

    /// <summary>Marks of the axis of time: every year.</summary>
    public IEnumerable<(string X, int Months)> Ticks => Enumerable.Range(0, (Months / 12) + 1).Select(y => (Number(X(y * 12 * DaysInMonth)), y * 12));

    /// <summary>Marks of the axis of shares.</summary>
    public static IEnumerable<(string Y, int Percent)> Shares => new[] { 0, 25, 50, 75, 100 }.Select(p => (Number(Y(p / 100.0)), p));

    public string Line => Path(Curve, s => 1 - s.Waiting);

    public string? LineBehind => Behind is null ? null : Path(Behind, s => 1 - s.Waiting);

    /// <summary>The 95 % band as one closed shape: its upper edge out, its lower edge back.</summary>
    public string Band
    {
        get
        {
            var steps = Curve.Steps.TakeWhile(s => s.Lower is not null && s.Days <= Months * DaysInMonth).ToList();
            if (steps.Count == 0)
                return "";
            var shape = new StringBuilder($"M{Number(X(0))} {Number(Y(0))}");
            var (upper, lower) = (0.0, new List<(double Days, double Share)> { (0, 0) });
            foreach (var step in steps)
            {
                shape.Append(CultureInfo.InvariantCulture, $" L{Number(X(step.Days))} {Number(Y(upper))} L{Number(X(step.Days))} {Number(Y(upper = 1 - step.Lower!.Value))}");
                lower.Add((step.Days, lower[^1].Share));
                lower.Add((step.Days, 1 - step.Upper!.Value));
            }
            foreach (var (days, share) in Enumerable.Reverse(lower))
                shape.Append(CultureInfo.InvariantCulture, $" L{Number(X(days))} {Number(Y(share))}");
            return shape.Append(" Z").ToString();
        }
    }

    /// <summary>Where people were censored.</summary>
    public IEnumerable<(string X, string From, string To)> Censored =>
        Curve.Steps.Where(s => s.Censored > 0 && s.Days <= Months * DaysInMonth).Select(s => (Number(X(s.Days)), Number(Y(1 - s.Waiting) - 4), Number(Y(1 - s.Waiting) + 4)));

    private string Path(SurvivalCurve curve, Func<SurvivalStep, double> share)
    {
        var path = new StringBuilder($"M{Number(X(0))} {Number(Y(0))}");
        foreach (var step in curve.Steps.Where(s => s.Days <= Months * DaysInMonth))
            path.Append(CultureInfo.InvariantCulture, $" H{Number(X(step.Days))} V{Number(Y(share(step)))}");
        return path.ToString();
    }

    private double X(double days) => Left + ((Width - Left - Right) * days / (Months * DaysInMonth));

    private static double Y(double share) => Top + ((Height - Top - Bottom) * (1 - share));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
