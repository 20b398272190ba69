using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Audit;

/// <summary>What was done, by whom and about which case, the newest first. Reading only.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, PeopleReach reach, TimeProvider clock, Texts texts) : ListPageModel
{
    /// <summary>Cases whose names are read at once for a file.</summary>
    private const int Lot = 500;

    public AuditFilter Filter { get; private set; } = new();
    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];
    public IReadOnlyDictionary<string, AuditCase> Cases { get; private set; } = new Dictionary<string, AuditCase>();
    public Pager Pager { get; private set; } = null!;
    public AuditWords Words { get; } = new(texts, new Dictionary<int, string>());

    public async Task OnGetAsync(CancellationToken ct)
    {
        var entries = await FindAsync(ct);
        Pager = CohortView.Pager(Request.Query, await entries.CountAsync(ct));
        Rows = await AuditTrail.ReadAsync(db, entries, Pager.Skip, Pager.PageSize, withValues: false, ct);
        Cases = await AuditCases.NamesAsync(db, Rows.Select(r => r.CaseKey).ToList(), ct);
    }

    /// <summary>The zone in which a list tells its hours, one for all rows: that of the reader's language.</summary>
    public static string ZoneOf(Texts texts) => texts.Language == "fr" ? "Europe/Paris" : "Europe/London";

    /// <summary>The name of a case for the reader.</summary>
    public static string NameOf(AuditCase about, Texts texts) =>
        about.Kind == CaseKind.System ? texts["Audit.System"]
        // A draft may have no title yet.
        : about is { Kind: CaseKind.Proposal, Name: null or "" } ? texts["Proposals.Untitled"]
        : texts.Of(about.Name ?? "", about.NameFr ?? "");

    /// <summary>Nothing of what was changed or written: that is on the page of each case, for those who may read it.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var entries = await FindAsync(ct);
        var zone = ZoneOf(texts);
        var sheet = new ListSheet(texts, texts["Export.WhenIn", texts.ZoneCity(zone)], texts["Audit.Filter.Who"], texts["Export.OnBehalfOf"], texts["Export.Act"], texts["Export.About"], texts["Audit.Column.Case"], texts["Cohort.Filter.Side"]);
        var rows = await AuditTrail.ReadAsync(db, entries, 0, ListSheet.MostLines, withValues: false, ct);
        var cases = new Dictionary<string, AuditCase>(StringComparer.Ordinal);
        foreach (var keys in rows.Select(r => r.CaseKey).Distinct().Chunk(Lot))
        {
            foreach (var (key, about) in await AuditCases.NamesAsync(db, keys, ct))
                cases[key] = about;
        }
        foreach (var row in rows)
        {
            var about = cases.GetValueOrDefault(row.CaseKey);
            sheet.AddLine(Dates.Local(row.At, zone), row.By?.Display, row.OnBehalfOf?.Display, Words.Act(row.ActName), row.MilestoneEn is { } en ? texts.Of(en, row.MilestoneFr ?? "") : null,
                about is null ? row.CaseKey : NameOf(about, texts), about?.Side);
        }
        sheet.AddEnd(rows.Count < ListSheet.MostLines ? rows.Count : await entries.CountAsync(ct));
        return (texts["Export.Acts"], clock.Today(), sheet);
    }

    private async Task<IQueryable<AuditEntry>> FindAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewAudit))
            throw new DomainRuleException("NotAllowed");
        Filter = new AuditFilter(CohortView.Text(Request.Query, "who"), CohortView.Text(Request.Query, "case"), Day("from"), Day("to"));
        return AuditTrail.Of(db, await AuditCases.FindAsync(db, access, reach, Filter.Case, ct), Filter);
    }

    private DateOnly? Day(string name) =>
        DateOnly.TryParseExact(Request.Query[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
