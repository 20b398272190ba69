using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>How long it takes to reach a stage, or to hand the thesis in, as Kaplan–Meier curves by cohort or by side.</summary>
public sealed class ProgressModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : CohortPageModel(db, current, clock)
{
    private const string Thesis = "thesis";

    public CohortStage Stage { get; private set; } = null!;
    public CurveGroup By { get; private set; }
    public SurvivalReport Report { get; private set; } = null!;

    /// <summary>Everybody, then each group.</summary>
    public IReadOnlyList<(string Name, SurvivalCurve Curve)> Curves { get; private set; } = [];

    /// <summary>Months at which tables say how many have reached it.</summary>
    public IReadOnlyList<int> Marks { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        Stage = CohortStage.ByCode(Request.Query["to"].ToString()) ?? CohortStage.ByCode(Thesis)!;
        By = CohortView.Value<CurveGroup>(Request.Query["by"].ToString()) ?? CurveGroup.Cohort;
        Report = await SurvivalReader.ReadAsync(Candidatures, Stage, By, Today, ct);
        Curves = [(texts["HowLong.Everybody"], Report.All), .. Report.Groups.Select(g => (By == CurveGroup.Side ? View.SideName(g.Name, texts) : g.Name, g.Curve))];
        Marks = [.. Enumerable.Range(1, Months / 12).Select(y => y * 12)];
    }

    /// <summary>Every step of every curve.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        await OnGetAsync(ct);
        var sheet = new ListSheet(texts);
        sheet.AddLine(texts["HowLong.Group"], texts["HowLong.Days"], texts["HowLong.AtRisk"], texts["HowLong.ReachedThen"], texts["HowLong.Censored"], texts["HowLong.Share"], texts["HowLong.Lower"], texts["HowLong.Upper"]);
        foreach (var (name, curve) in Curves)
        {
            foreach (var step in curve.Steps)
                sheet.AddLine(name, step.Days, step.AtRisk, step.Reached, step.Censored, Share(1 - step.Waiting), Share(1 - step.Upper), Share(1 - step.Lower));
        }
        return ($"{texts["HowLong.File"]}-{Stage.Code}", Today, sheet);
    }

    /// <summary>Where drawings end: the year after the last step, at least one.</summary>
    public int Months => Math.Max(12, 12 * (int)Math.Ceiling((Report.All.Steps.Count == 0 ? 1 : Report.All.Steps[^1].Days) / (12 * CurveChart.DaysInMonth)));

    /// <summary>What a curve says, in a sentence.</summary>
    public string Sentence(SurvivalCurve curve) => curve.Median is { } median
        ? texts["HowLong.Words.Median", curve.Reached, curve.People, MonthsOf(median)]
        : texts["HowLong.Words.NoMedian", curve.Reached, curve.People];

    /// <summary>The share that has reached it by a month, with its band; null where nobody is watched so long.</summary>
    public string? At(SurvivalCurve curve, int months)
    {
        var days = (int)Math.Round(months * CurveChart.DaysInMonth);
        if (curve.Steps.Count == 0 || days > curve.Steps[^1].Days)
            return null;
        var step = curve.At(days);
        return step is null or { Waiting: 1 } ? texts["Cohort.Percent", 0]
            : step.Lower is null ? texts["Cohort.Percent", 100]
            : texts["HowLong.WithBand", Percent(1 - step.Waiting), Percent(1 - step.Upper!.Value), Percent(1 - step.Lower.Value)];
    }

    /// <summary>Days as months, with one digit.</summary>
    public string MonthsOf(double days) => (days / CurveChart.DaysInMonth).ToString("0.0", texts.Culture);

    private static int Percent(double share) => (int)Math.Round(100 * share, MidpointRounding.AwayFromZero);

    private static decimal? Share(double? share) => share is { } known ? Math.Round((decimal)known, 4) : null;
}
