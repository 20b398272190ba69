using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Records;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Import;

/// <summary>A page about one import.</summary>
public abstract class ImportPageModel(PhdTrackerDb db, CurrentPerson current, ImportStart start) : ListPageModel
{
    /// <summary>The version of the import that the page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public SheetImport Import { get; private set; } = null!;

    /// <summary>The import's sheets, in their order.</summary>
    public IReadOnlyList<SheetImportFile> Files { get; private set; } = [];

    protected PhdTrackerDb Db => db;
    protected CurrentPerson Current => current;

    /// <exception cref="NotFoundException">There is none, or not for this person.</exception>
    protected async Task LoadAsync(int id, CancellationToken ct)
    {
        Import = await (await OpenImports.VisibleAsync(db, await current.AccessAsync(ct), ct)).AsNoTracking()
            .Include(i => i.By).Include(i => i.AppliedBy).Include(i => i.UndoneBy).SingleOrDefaultAsync(i => i.Id == id, ct) ?? throw new NotFoundException();
        Files = await db.SheetImportFiles.AsNoTracking().Where(f => f.ImportId == id).OrderBy(f => f.Order).ToListAsync(ct);
    }

    /// <summary>A page that shows no list has none to take along.</summary>
    protected override Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct) => throw new NotFoundException();

    /// <summary>The day on which its sheets are read: when they were applied, or else today.</summary>
    protected DateOnly ReadOn(TimeProvider clock) => Import.AppliedAt is { } at ? DateOnly.FromDateTime(at) : clock.Today();

    /// <summary>Goes on with the import and shows it.</summary>
    protected async Task<IActionResult> GoOnAsync(int id, string page, object? values = null, CancellationToken ct = default)
    {
        await start.GoOnAsync(id, ct);
        return RedirectToPage(page, values ?? new { id });
    }
}
