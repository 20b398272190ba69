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

/// <summary>Everything that happened to one case, with what it was before and after, and whether the chain proves it.</summary>
public sealed class CaseModel(PhdTrackerDb db, CurrentPerson current, PeopleReach reach, VerifyAudit verify, Texts texts) : PageModel
{
    public AuditCase Case { get; private set; } = null!;
    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];
    public AuditVerification Verification { get; private set; } = null!;
    public Pager Pager { get; private set; } = null!;
    public AuditWords Words { get; private set; } = null!;

    /// <summary>Other records of the person or the project: those whose trails go on here, or the one in which this trail goes on.</summary>
    public IReadOnlyList<AuditCase> Others { get; private set; } = [];

    /// <summary>What was handed in and written about it is not for this reader.</summary>
    public bool MayReadContent { get; private set; }

    /// <summary>The reader may open the page of the case itself.</summary>
    public bool MayOpen { get; private set; }

    public async Task OnGetAsync(string key, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewAudit) || AuditCases.Parse(key) is not { } about || !(await AuditCases.FindAsync(db, access, reach, null, ct)).Cover(key))
            throw new NotFoundException();
        var entries = db.AuditEntries.AsNoTracking().Where(e => e.CaseKey == key);
        Pager = CohortView.Pager(Request.Query, await entries.CountAsync(ct));
        if (Pager.Total == 0 && (await AuditCases.NamesAsync(db, [key], ct))[key].Name == key)
            throw new NotFoundException();
        await AskAsync(access, about, ct);
        Rows = await AuditTrail.ReadAsync(db, entries, Pager.Skip, Pager.PageSize, withValues: true, ct);
        Case = (await AuditCases.NamesAsync(db, [key], ct))[key];
        Others = await OthersAsync(about, ct);
        Verification = await verify.VerifyAsync(key, ct);
        Words = new AuditWords(texts, await NamesAsync(ct));
    }

    /// <summary>What an entry changed, row by row, as far as the reader may see it.</summary>
    public IEnumerable<IGrouping<(string Kind, int RowId), AuditChange>> Changes(AuditRow row) =>
        AuditChanges.Of(row.Before, row.After, MayReadContent).GroupBy(c => (c.Kind, c.RowId));

    /// <summary>Where the case itself is shown; null if this reader may not open it.</summary>
    public string? Address => !MayOpen ? null : Case.Kind switch
    {
        CaseKind.Candidature => $"/candidatures/{Case.Id}",
        CaseKind.Project => $"/projects/{Case.Id}",
        CaseKind.Proposal => $"/proposals/{Case.Id}",
        CaseKind.Person => $"/people/{Case.Id}",
        _ => null,
    };

    private async Task<IReadOnlyList<AuditCase>> OthersAsync(AuditCase about, CancellationToken ct)
    {
        List<string> keys = about.Kind switch
        {
            CaseKind.Person => (await db.Users.Where(p => p.MergedIntoId == about.Id || db.Users.Any(x => x.Id == about.Id && x.MergedIntoId == p.Id)).Select(p => p.Id).ToListAsync(ct)).ConvertAll(CaseKey.Person),
            CaseKind.Project => (await db.Projects.Where(p => p.KeptAsId == about.Id || p.Doubles.Any(d => d.Id == about.Id)).Select(p => p.Id).ToListAsync(ct)).ConvertAll(CaseKey.Project),
            _ => [],
        };
        return keys.Count == 0 ? [] : [.. (await AuditCases.NamesAsync(db, keys, ct)).Values.OrderBy(c => c.Id)];
    }

    private async Task AskAsync(Access access, AuditCase about, CancellationToken ct)
    {
        MayReadContent = about.Kind != CaseKind.Candidature || await access.Filter(db.Candidatures, Permission.ReadSubmissions).AnyAsync(c => c.Id == about.Id, ct);
        MayOpen = about.Kind switch
        {
            CaseKind.Candidature => await access.Filter(db.Candidatures, Permission.ViewCandidature).AnyAsync(c => c.Id == about.Id, ct),
            CaseKind.Project => await access.Filter(db.Projects, Permission.ViewProject).AnyAsync(p => p.Id == about.Id || p.Doubles.Any(d => d.Id == about.Id), ct),
            CaseKind.Proposal => await access.Filter(db.Proposals, Permission.ViewProposals).AnyAsync(p => p.Id == about.Id, ct),
            CaseKind.Person => access.MayAnywhere(Permission.ViewPeople),
            _ => false,
        };
    }

    private async Task<Dictionary<int, string>> NamesAsync(CancellationToken ct)
    {
        var ids = Rows.SelectMany(r => AuditChanges.Of(r.Before, r.After, MayReadContent)).SelectMany(c => new[] { AuditChange.PersonOf(c.Field, c.Before), AuditChange.PersonOf(c.Field, c.After) })
            .OfType<int>().Distinct().ToList();
        return (await db.Users.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new PersonName(p.Id, p.Title, p.GivenName, p.FamilyName)).ToListAsync(ct)).ToDictionary(p => p.Id, p => p.Display);
    }
}
