using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Import;

/// <summary>What was imported, when and by whom, the newest first.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current) : PageModel
{
    public IReadOnlyList<ImportRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ImportSheets))
            throw new NotFoundException();
        var imports = await OpenImports.VisibleAsync(db, access, ct);
        Pager = CohortView.Pager(Request.Query, await imports.CountAsync(ct));
        Rows = await imports.OrderByDescending(i => i.Id).Skip(Pager.Skip).Take(Pager.PageSize).Select(i => new ImportRow(
            i.Id, i.Files.OrderBy(f => f.Order).Select(f => f.Name).ToList(), i.State, i.By == null ? null : i.By.GivenName + " " + i.By.FamilyName,
            i.UndoneAt ?? i.AppliedAt ?? i.CreatedAt, new ImportCounts(i.RowsRead, i.Created, i.Changed, i.Unchanged, i.Rejected))).ToListAsync(ct);
    }

    /// <param name="At">When it was undone, applied or uploaded: the last of them.</param>
    public sealed record ImportRow(int Id, List<string> Files, ImportState State, string? By, DateTime At, ImportCounts Counts);
}
