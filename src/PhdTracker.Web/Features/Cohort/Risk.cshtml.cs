using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>Who is at risk, and why, in sentences.</summary>
public sealed class RiskModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : CohortPageModel(db, current, clock)
{
    public CohortRules Rules { get; private set; } = null!;

    /// <summary>Only students with this reason; null for all.</summary>
    public RiskReason? Why { get; private set; }

    public IReadOnlyDictionary<RiskReason, int> Counts { get; private set; } = new Dictionary<RiskReason, int>();
    public int Students { get; private set; }
    public IReadOnlyList<RiskRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var reader = await FindAsync(ct);
        (Students, Counts) = await reader.CountAsync(Candidatures, ct);
        Pager = CohortView.Pager(Request.Query, Why is { } why ? Counts[why] : Students);
        Rows = await reader.ReadAsync(Candidatures, Why, Pager.Skip, Pager.PageSize, ct);
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var rows = await (await FindAsync(ct)).ReadAsync(Candidatures, Why, 0, int.MaxValue, ct);
        var sheet = new ListSheet(texts);
        sheet.AddLine(texts["Cohort.Column.Student"], texts["Cohort.Filter.Side"], texts["Cohort.Column.Project"], texts["Cohort.Filter.State"], texts["Risk.Reasons"]);
        foreach (var row in rows)
            sheet.AddLine(row.Student.Display, row.Side, row.ProjectCode, texts.Enum(row.State), string.Join(" ", row.Reasons.Select(Sentence)));
        return (texts["Risk.File"], Today, sheet);
    }

    /// <summary>The rule behind a reason, with its threshold; null where it is switched off.</summary>
    public string? Rule(RiskReason reason) => reason switch
    {
        RiskReason.Overdue => Rules.OverdueDays is { } days ? texts.Count("Risk.Rule.Overdue", days) : null,
        RiskReason.Funding => Rules.WatchesFunding ? texts["Risk.Rule.Funding"] : null,
        RiskReason.Agreement => Rules.AgreementDays is { } days ? texts.Count("Risk.Rule.Agreement", days) : null,
        RiskReason.Meetings => Rules.MeetingDays is { } days ? texts.Count("Risk.Rule.Meetings", days) : null,
        _ => Rules.Returns is { } returns ? texts.Count("Risk.Rule.Returns", returns) : null,
    };

    /// <summary>One reason of one student.</summary>
    public string Sentence(RiskDetail detail)
    {
        var title = texts.Of(detail.TitleEn, detail.TitleFr);
        var (on, thesis) = (Day(detail.On), Day(detail.ThesisOn));
        return detail.Reason switch
        {
            RiskReason.Overdue => detail.Count == 0
                ? texts.Count("Risk.Why.Overdue", Today.DayNumber - detail.On!.Value.DayNumber, title, on)
                : texts.Count("Risk.Why.OverdueMore", detail.Count, title, on, Today.DayNumber - detail.On!.Value.DayNumber),
            RiskReason.Funding => texts["Risk.Why.Funding", on, thesis],
            RiskReason.Agreement => detail.On < Today ? texts["Risk.Why.AgreementEnded", on, thesis] : texts["Risk.Why.Agreement", on, thesis],
            RiskReason.Meetings => detail.On is null ? texts["Risk.Why.NeverMet"] : texts.Count("Risk.Why.Meetings", Today.DayNumber - detail.On.Value.DayNumber, on),
            _ => texts.Count("Risk.Why.Returns", detail.Count, title),
        };
    }

    private string Day(DateOnly? day) => day is { } on ? texts.Date(on) : "";

    private async Task<RiskReader> FindAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        Rules = await CohortRules.ReadAsync(Db, ct);
        Why = CohortView.Value<RiskReason>(Request.Query["why"].ToString());
        return new RiskReader(Db, Rules, Today);
    }
}
