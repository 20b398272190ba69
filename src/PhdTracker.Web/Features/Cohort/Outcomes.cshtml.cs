using System.Globalization;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>Who completes and who leaves, by cohort; and how many milestones are met on time as time goes by.</summary>
public sealed class OutcomesModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : CohortPageModel(db, current, clock)
{
    public IReadOnlyList<OutcomeRow> Rows { get; private set; } = [];
    public IReadOnlyList<QuarterRow> Quarters { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        Rows = OutcomeReader.Outcomes(await CohortReader.StudentsAsync(Candidatures, ct));
        Quarters = await OutcomeReader.QuartersAsync(MilestoneList.Of(Candidatures), Today, ct);
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        await OnGetAsync(ct);
        var sheet = new ListSheet(texts);
        sheet.AddLine([texts["Cohort.Heat.Year"], .. Enum.GetValues<CandidatureOutcome>().Select(o => texts.Enum(o)), texts["Outcomes.Total"]]);
        foreach (var row in Rows)
            sheet.AddLine(row.Year, row.Here, row.Awarded, row.Left, row.All);
        sheet.AddLine("");
        sheet.AddLine(texts["Outcomes.Quarter"], texts["Outcomes.Met"], texts["Outcomes.OnTime"], texts["Outcomes.Share"]);
        foreach (var row in Quarters)
            sheet.AddLine(Name(row), row.Met.Met, row.Met.OnTime, row.Met.Percent);
        return (texts["Outcomes.File"], Today, sheet);
    }

    public string Name(QuarterRow row) => texts["Cohort.Quarter", row.Quarter, Digits(row.Year)];

    /// <summary>What the tables say, in sentences.</summary>
    public IReadOnlyList<string> Sentences()
    {
        var (all, awarded, left) = (Rows.Sum(r => r.All), Rows.Sum(r => r.Awarded), Rows.Sum(r => r.Left));
        var sentences = new List<string> { texts.Count("Outcomes.Words.All", all, awarded, left) };
        if (Quarters is [var first, .., var last] && first.Met.Percent is { } before && last.Met.Percent is { } now)
            sentences.Add(texts["Outcomes.Words.OnTime", before, Name(first), now, Name(last)]);
        return sentences;
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
