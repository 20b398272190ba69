using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
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
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, PeopleReach reach, Texts texts) : PageModel
{
    public AuditFilter Filter { get; private set; } = new();
    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];
    public IReadOnlyDictionary<string, AuditCase> Cases { get; private set; } = new Dictionary<string, AuditCase>();
    public Pager Pager { get; private set; } = null!;
    public AuditWords Words { get; } = new(texts, new Dictionary<int, string>());

    public async Task OnGetAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewAudit))
            throw new DomainRuleException("NotAllowed");
        Filter = new AuditFilter(CohortView.Text(Request.Query, "who"), CohortView.Text(Request.Query, "case"), Day("from"), Day("to"));
        var cases = await AuditCases.FindAsync(db, access, reach, Filter.Case, ct);
        var entries = AuditTrail.Of(db, cases, Filter);
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

    private DateOnly? Day(string name) =>
        DateOnly.TryParseExact(Request.Query[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
