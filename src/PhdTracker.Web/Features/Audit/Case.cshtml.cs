using Microsoft.AspNetCore.Mvc;
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
public sealed class CaseModel(PhdTrackerDb db, CurrentPerson current, PeopleReach reach, VerifyAudit verify, TimeProvider clock, Texts texts) : ListPageModel
{
    [FromRoute(Name = "key")]
    public string Key { get; set; } = "";

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

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (about, entries, total) = await FindAsync(ct);
        Pager = CohortView.Pager(Request.Query, total);
        Rows = await AuditTrail.ReadAsync(db, entries, Pager.Skip, Pager.PageSize, withValues: true, ct);
        Others = await OthersAsync(about, ct);
        Verification = await verify.VerifyAsync(Key, ct);
        Words = new AuditWords(texts, await NamesAsync(ct));
    }

    /// <summary>A line for each value that was changed; an act that changed none has one of its own.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var (_, entries, total) = await FindAsync(ct);
        Rows = await AuditTrail.ReadAsync(db, entries, 0, ListSheet.MostLines, withValues: true, ct);
        Words = new AuditWords(texts, await NamesAsync(ct));
        var zone = Case.Zone ?? IndexModel.ZoneOf(texts);
        var sheet = new ListSheet(texts, texts["Export.Entry"], texts["Export.WhenIn", texts.ZoneCity(zone)], texts["Audit.Filter.Who"], texts["Export.OnBehalfOf"], texts["Export.Act"], texts["Export.About"], texts["Export.Comment"],
            texts["Export.Record"], texts["Audit.Column.Value"], texts["Audit.Column.Before"], texts["Audit.Column.After"]);
        foreach (var row in Rows)
        {
            object?[] act = [row.Sequence, Dates.Local(row.At, zone), row.By?.Display, row.OnBehalfOf?.Display, Words.Act(row.ActName), row.MilestoneEn is { } en ? texts.Of(en, row.MilestoneFr ?? "") : null, MayReadContent ? row.Comment : null];
            var changes = Changes(row).SelectMany(of => of).ToList();
            if (changes.Count == 0)
                sheet.AddLine(act);
            foreach (var change in changes)
                sheet.AddLine([.. act, texts["Audit.Row", Words.Kind(change.Kind), change.RowId], Words.Field(change.Field), Words.Value(change, change.Before), Words.Value(change, change.After)]);
        }
        sheet.AddEnd(total);
        return ($"{texts["Export.History"]}-{Key.Replace(':', '-')}", clock.Today(), sheet);
    }

    /// <summary>The case with its entries, and how many they are; and what the reader may read of it.</summary>
    /// <exception cref="NotFoundException">There is no such case, or not for this person.</exception>
    private async Task<(AuditCase About, IQueryable<AuditEntry> Entries, int Total)> FindAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewAudit) || AuditCases.Parse(Key) is not { } about || !(await AuditCases.FindAsync(db, access, reach, null, ct)).Cover(Key))
            throw new NotFoundException();
        var entries = db.AuditEntries.AsNoTracking().Where(e => e.CaseKey == Key);
        var total = await entries.CountAsync(ct);
        Case = (await AuditCases.NamesAsync(db, [Key], ct))[Key];
        if (total == 0 && Case.Name == Key)
            throw new NotFoundException();
        await AskAsync(access, about, ct);
        return (about, entries, total);
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
