using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>The two students of each project: how far apart they started, who is further, and their stays at the partner.</summary>
public sealed class PairsModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : CohortPageModel(db, current, clock)
{
    /// <summary>Only pairs so far apart; null for all.</summary>
    public StartGap? Gap { get; private set; }

    /// <summary>Which pairs come first.</summary>
    public PairOrder Order { get; private set; }

    public IReadOnlyDictionary<StartGap, int> Gaps { get; private set; } = new Dictionary<StartGap, int>();
    public IReadOnlyList<PairRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var pairs = await FindAsync(ct);
        Gaps = await PairReader.GapsAsync(PairReader.Of(Db, Projects), ct);
        Pager = CohortView.Pager(Request.Query, Gap is { } gap ? Gaps.GetValueOrDefault(gap) : Gaps.Values.Sum());
        Rows = await PairReader.ReadAsync(Db, pairs, Scope, Order, Pager.Skip, Pager.PageSize, Today, ct);
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var pairs = await FindAsync(ct);
        var rows = await PairReader.ReadAsync(Db, pairs, Scope, Order, 0, int.MaxValue, Today, ct);
        var sheet = new ListSheet(texts);
        sheet.AddLine([texts["Cohort.Column.Project"], .. Headings(1), .. Headings(2), texts["Pairs.Gap"], texts["Pairs.Divergence"], texts["Pairs.StayDone"], texts["Pairs.StayPlanned"], texts["Pairs.Meetings"]]);
        foreach (var row in rows)
        {
            sheet.AddLine(
                row.ProjectCode, row.First.Student.Display, row.First.Side, row.First.Percent, row.Second.Student.Display, row.Second.Side, row.Second.Percent, row.GapDays, row.Divergence,
                Both(row, t => t.StayDaysDone), Both(row, t => t.StayDays), row.JointMeetings);
        }
        return (texts["Pairs.File"], Today, sheet);
    }

    private object[] Headings(int number) => [texts["Pairs.Column.Student", number], texts["Pairs.Column.Side", number], texts["Pairs.Column.Progress", number]];

    /// <summary>What the page says, in a sentence.</summary>
    public string Sentence() => texts.Count("Pairs.Words", Gaps.Values.Sum(), Gaps.GetValueOrDefault(StartGap.Close), Gaps.GetValueOrDefault(StartGap.FarApart));

    private async Task<IQueryable<Pair>> FindAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        Gap = CohortView.Value<StartGap>(Request.Query["gap"].ToString());
        Order = CohortView.Value<PairOrder>(Request.Query["order"].ToString()) ?? PairOrder.Gap;
        var pairs = PairReader.Of(Db, Projects);
        return Gap is { } gap ? pairs.With(gap) : pairs;
    }

    /// <summary>Of both together; null where the reader sees one of them only.</summary>
    private static int? Both(PairRow row, Func<Twin, int> days) => row.First.IsInScope && row.Second.IsInScope ? days(row.First) + days(row.Second) : null;
}
