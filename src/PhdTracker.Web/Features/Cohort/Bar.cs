using PhdTracker.Core.Cohort;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>A bar of parts beside each other, as wide as each is large. The words beside it say the same.</summary>
/// <param name="Parts">Style and size.</param>
public sealed record Bar(IReadOnlyList<(string Style, int Size)> Parts)
{
    /// <summary>Width of the drawing.</summary>
    public const int Width = 100;

    /// <summary>Each part with where it begins and ends.</summary>
    public IEnumerable<(string Style, double From, double Length)> Drawn
    {
        get
        {
            var (total, from) = (Math.Max(1, Parts.Sum(p => p.Size)), 0.0);
            foreach (var (style, size) in Parts.Where(p => p.Size > 0))
            {
                var length = (double)Width * size / total;
                yield return (style, Math.Round(from, 2), Math.Round(length, 2));
                from += length;
            }
        }
    }

    /// <summary>How a standing looks.</summary>
    public static string StyleOf(Standing standing) => standing switch
    {
        Standing.MetOnTime => "part-ok",
        Standing.MetLate => "part-late",
        Standing.MetUndated => "part-met",
        Standing.Overdue or Standing.Failed => "part-bad",
        Standing.Waived => "part-none",
        _ => "part-open",
    };
}
