using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Cohort;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Cohort;

/// <summary>What supervisors carry, by weighted share, and who carries more than the policy allows.</summary>
public sealed class SupervisorsModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : CohortPageModel(db, current, clock)
{
    public CohortRules Rules { get; private set; } = null!;

    /// <summary>Only those who carry too much.</summary>
    public bool OverOnly { get; private set; }

    public int All { get; private set; }
    public int Over { get; private set; }
    public IReadOnlyList<LoadRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var rows = await FindAsync(ct);
        (All, Over) = await LoadReader.CountAsync(Loads, Rules, ct);
        Pager = CohortView.Pager(Request.Query, OverOnly ? Over : All);
        Rows = await InOrder(rows).Skip(Pager.Skip).Take(Pager.PageSize).ToListAsync(ct);
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var rows = await InOrder(await FindAsync(ct)).ToListAsync(ct);
        var sheet = new ListSheet(texts);
        sheet.AddLine(texts["Load.Supervisor"], texts["Load.Students"], texts["Load.InView"], texts["Load.Leads"], texts["Load.Load"], texts["Load.Unknown"], texts["Load.Over"]);
        foreach (var row in rows)
            sheet.AddLine(row.Person.Display, row.Students, row.InView, row.Leads, row.Load, row.Unknown, row.IsOver(Rules) ? texts["Load.Yes"] : "");
        return (texts["Load.File"], Today, sheet);
    }

    /// <summary>What the policy allows, in a sentence.</summary>
    public string Policy() => (Rules.MostStudents, Rules.MostLoad) switch
    {
        ({ } students, { } load) => texts["Load.Policy.Both", students, load],
        ({ } students, null) => texts["Load.Policy.Students", students],
        (null, { } load) => texts["Load.Policy.Load", load],
        _ => texts["Load.Policy.None"],
    };

    private static IQueryable<LoadRow> InOrder(IQueryable<LoadRow> rows) => rows.OrderByDescending(r => r.Load).ThenByDescending(r => r.Students).ThenBy(r => r.FamilyName).ThenBy(r => r.PersonId);

    private IQueryable<LoadRow> Loads => LoadReader.Of(Db.Candidatures, Candidatures, Rules, Today);

    private async Task<IQueryable<LoadRow>> FindAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        Rules = await CohortRules.ReadAsync(Db, ct);
        OverOnly = Request.Query["over"] == "yes";
        return OverOnly ? Loads.Over(Rules) : Loads;
    }
}
