using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Writing;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Import;

/// <summary>The lines of an import and what becomes of each, or would: what is new, and what changes from what to what.</summary>
public sealed class RowsModel(PhdTrackerDb db, CurrentPerson current, ImportStart start) : ImportPageModel(db, current, start)
{
    /// <summary>The word of the address for the lines that are no rows.</summary>
    public const string Ignored = "ignored";

    public RowResult? Result { get; private set; }
    public bool ShowsIgnored { get; private set; }
    public string? Name { get; private set; }
    public IReadOnlyList<(ImportLine Line, string File)> Lines { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        var show = Request.Query["show"].ToString();
        (Result, ShowsIgnored, Name) = (CohortView.Value<RowResult>(show), show == Ignored, CohortView.Text(Request.Query, "q"));
        var lines = Db.ImportLines.AsNoTracking().Where(l => l.File.ImportId == id);
        if (ShowsIgnored)
            lines = lines.Where(l => l.Ignored != null);
        else if (Result is { } result)
            lines = lines.Where(l => l.Result == result);
        else
            lines = lines.Where(l => l.Result != null);
        if (Name is { } name)
            lines = lines.Where(l => l.About.Contains(name) || l.Cells.Contains(name));
        Pager = CohortView.Pager(Request.Query, await lines.CountAsync(ct));
        var names = Files.ToDictionary(f => f.Id, f => f.Name);
        var page = await lines.OrderBy(l => l.File.Order).ThenBy(l => l.Line).Skip(Pager.Skip).Take(Pager.PageSize).ToListAsync(ct);
        Lines = [.. page.Select(l => (l, names[l.FileId]))];
    }
}
