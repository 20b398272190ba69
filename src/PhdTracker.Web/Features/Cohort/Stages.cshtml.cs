using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>How each cohort stands with each milestone: met on time, met late, open, overdue, waived.</summary>
public sealed class StagesModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : CohortPageModel(db, current, clock)
{
    public HeatMap Heat { get; private set; } = null!;

    /// <summary>Standings that somebody has.</summary>
    public IReadOnlyList<Standing> Standings { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        var students = await CohortReader.StudentsAsync(Candidatures, ct);
        Heat = await HeatMap.ReadAsync(MilestoneList.Of(Candidatures), CohortReader.Years(students), Today, ct);
        Standings = [.. Core.Cohort.Standings.Shown.Where(s => s is not (Standing.Failed or Standing.MetUndated) || Total(s) > 0)];
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        await OnGetAsync(ct);
        var sheet = new ListSheet(texts);
        sheet.AddLine([texts["Cohort.Heat.Year"], texts["Milestones.List.Column.Milestone"], .. Standings.Select(s => texts.Enum(s))]);
        foreach (var (row, cell) in Rows)
            sheet.AddLine([row.Year, texts[cell.Stage.NameKey], .. Standings.Select(s => (object)cell.Of(s))]);
        return (texts["Cohort.Stages.File"], Today, sheet);
    }

    /// <summary>Cohorts and stages, one after the other, where somebody has the stage.</summary>
    public IEnumerable<(HeatRow Row, HeatCell Cell)> Rows => Heat.Rows.SelectMany(r => r.Cells.Where(c => c.Counts.Count > 0), (r, c) => (r, c));

    public int Total(Standing standing) => Heat.Cells.Sum(c => c.Of(standing));

    /// <summary>What the picture says, in sentences.</summary>
    public IReadOnlyList<string> Sentences()
    {
        var (asked, met, late, overdue) = (Heat.Cells.Sum(c => c.All), Heat.Cells.Sum(c => c.Met), Total(Standing.MetLate), Total(Standing.Overdue));
        var sentences = new List<string> { texts.Count("Cohort.Stages.Met", asked, met, late) };
        if (overdue == 0)
            sentences.Add(texts["Cohort.Stages.NobodyLate"]);
        else if (Rows.MaxBy(r => r.Cell.Of(Standing.Overdue)) is var (row, cell))
            sentences.Add(texts.Count("Cohort.Stages.Overdue", overdue, texts[cell.Stage.NameKey], Digits(row.Year), cell.Of(Standing.Overdue)));
        return sentences;
    }

    internal static string Digits(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
