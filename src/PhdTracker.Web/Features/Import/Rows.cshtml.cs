using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Import.Writing;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Import;

/// <summary>The lines of an import and what becomes of each, or would: what is new, and what changes from what to what.</summary>
public sealed class RowsModel(PhdTrackerDb db, CurrentPerson current, ImportStart start, TimeProvider clock, Texts texts) : ImportPageModel(db, current, start)
{
    /// <summary>The word of the address for the lines that are no rows.</summary>
    public const string Ignored = "ignored";

    private Dictionary<int, SheetLayout> _layouts = [];

    [FromRoute(Name = "id")]
    public int Id { get; set; }

    public RowResult? Result { get; private set; }
    public bool ShowsIgnored { get; private set; }
    public string? Name { get; private set; }
    public IReadOnlyList<(ImportLine Line, string File)> Lines { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var lines = await FindAsync(ct);
        Pager = CohortView.Pager(Request.Query, await lines.CountAsync(ct));
        var names = Files.ToDictionary(f => f.Id, f => f.Name);
        _layouts = Files.ToDictionary(f => f.Id, f => f.Layout);
        var page = await lines.Skip(Pager.Skip).Take(Pager.PageSize).ToListAsync(ct);
        Lines = [.. page.Select(l => (l, names[l.FileId]))];
    }

    /// <summary>What a row that begins a file was understood to say.</summary>
    public IReadOnlyList<(string Label, string Told)> Understood(ImportLine line) =>
        line.Result == RowResult.Created ? ImportWords.Understood(_layouts[line.FileId], line, ReadOn(clock), texts) : [];

    /// <summary>What the sheet said, for the lines that are no rows.</summary>
    public static string About(ImportLine line) => line.Ignored is null ? line.About : string.Join(" ", ImportLine.CellsOf(line.Cells).Where(c => c.Length > 0));

    /// <summary>The report of the import: each line with what becomes of it, and what is wrong with it.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var lines = await FindAsync(ct);
        var names = Files.ToDictionary(f => f.Id, f => f.Name);
        var sheet = new ListSheet(texts, texts["Export.Sheet"], texts["Import.Column.Line"], texts["Import.Column.About"], texts["Import.Column.Result"], texts["Export.New"], texts["Export.Changed"], texts["Export.Problems"]);
        await foreach (var line in lines.AsAsyncEnumerable().WithCancellation(ct))
        {
            sheet.AddLine(names[line.FileId], line.Line, About(line), line.Result is { } result ? texts.Enum(result) : line.Ignored is { } reason ? texts.Enum(reason) : null,
                string.Join("; ", ImportWords.News(ImportLine.NewsOf(line.News), texts)),
                string.Join("; ", ImportWords.Changes(line, texts).Select(c => texts["Export.Change", c.Field, c.Before, c.After])),
                string.Join(" ", ImportLine.ProblemsOf(line.Problems).Select(p => p.Value.Length > 0 ? texts["Export.ProblemOf", p.Label, p.Value, p.In(texts)] : texts["Export.Problem", p.Label, p.In(texts)])));
        }
        return ($"{texts["Export.Import"]}-{Id.ToString(CultureInfo.InvariantCulture)}", clock.Today(), sheet);
    }

    /// <summary>The lines asked for, in the order of the sheets.</summary>
    private async Task<IQueryable<ImportLine>> FindAsync(CancellationToken ct)
    {
        await LoadAsync(Id, ct);
        var show = Request.Query["show"].ToString();
        (Result, ShowsIgnored, Name) = (CohortView.Value<RowResult>(show), show == Ignored, CohortView.Text(Request.Query, "q"));
        var lines = Db.ImportLines.AsNoTracking().Where(l => l.File.ImportId == Id);
        if (ShowsIgnored)
            lines = lines.Where(l => l.Ignored != null);
        else if (Result is { } result)
            lines = lines.Where(l => l.Result == result);
        else
            lines = lines.Where(l => l.Result != null);
        if (Name is { } name)
            lines = lines.Where(l => l.About.Contains(name) || l.Cells.Contains(name));
        return lines.OrderBy(l => l.File.Order).ThenBy(l => l.Line);
    }
}
