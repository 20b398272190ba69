using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Writing;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Import;

/// <summary>What was imported, when and by whom, the newest first.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson current, TimeProvider clock, Texts texts) : ListPageModel
{
    public IReadOnlyList<ImportRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var imports = await FindAsync(ct);
        Pager = CohortView.Pager(Request.Query, await imports.CountAsync(ct));
        Rows = await ReadAsync(imports, Pager.Skip, Pager.PageSize, ct);
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var sheet = new ListSheet(texts, texts["Import.Column.Sheets"], texts["Import.Column.State"], texts["Export.By"], texts["Export.WhenUtc"], texts["Export.RowsRead"],
            texts.Enum(RowResult.Created), texts.Enum(RowResult.Changed), texts.Enum(RowResult.Unchanged), texts.Enum(RowResult.Rejected));
        foreach (var row in await ReadAsync(await FindAsync(ct), 0, int.MaxValue, ct))
        {
            var counts = row.Counts;
            sheet.AddLine(string.Join(", ", row.Files), texts.Enum(row.State), row.By ?? texts["Import.CommandLine"], row.At, counts.RowsRead, counts.Created, counts.Changed, counts.Unchanged, counts.Rejected);
        }
        return (texts["Export.Imports"], clock.Today(), sheet);
    }

    private async Task<IQueryable<SheetImport>> FindAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        return access.MayAnywhere(Permission.ImportSheets) ? await OpenImports.VisibleAsync(db, access, ct) : throw new NotFoundException();
    }

    private static Task<List<ImportRow>> ReadAsync(IQueryable<SheetImport> imports, int skip, int take, CancellationToken ct) =>
        imports.OrderByDescending(i => i.Id).Skip(skip).Take(take).Select(i => new ImportRow(
            i.Id, i.Files.OrderBy(f => f.Order).Select(f => f.Name).ToList(), i.State, i.By == null ? null : i.By.GivenName + " " + i.By.FamilyName,
            i.UndoneAt ?? i.AppliedAt ?? i.CreatedAt, new ImportCounts(i.RowsRead, i.Created, i.Changed, i.Unchanged, i.Rejected))).ToListAsync(ct);

    /// <param name="At">When it was undone, applied or uploaded: the last of them.</param>
    public sealed record ImportRow(int Id, List<string> Files, ImportState State, string? By, DateTime At, ImportCounts Counts);
}
