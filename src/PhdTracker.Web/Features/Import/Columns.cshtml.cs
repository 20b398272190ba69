using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Import;

/// <summary>What each column of the sheets was taken to tell, to be corrected by hand and remembered by name.</summary>
public sealed class ColumnsModel(PhdTrackerDb db, CurrentPerson current, ImportStart start, Texts texts) : ImportPageModel(db, current, start), IShowAgain
{
    private const int Examples = 3;
    private readonly Texts _texts = texts;
    private int _id;

    [BindProperty]
    public int FileId { get; set; }

    [BindProperty]
    public SheetSide? Side { get; set; }

    [BindProperty]
    public bool MonthFirst { get; set; }

    [BindProperty]
    public List<SheetColumn?> Columns { get; set; } = [];

    [BindProperty]
    public string? Remember { get; set; }

    public IReadOnlyList<SheetForm> Sheets { get; private set; } = [];

    public Task OnGetAsync(int id, CancellationToken ct)
    {
        _id = id;
        return ShowAgainAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] MapColumnsHandler map, CancellationToken ct)
    {
        _id = id;
        await map.HandleAsync(new MapColumns(id, Version, FileId, Side, Columns, MonthFirst, Remember), await Current.PersonAsync(ct), ct);
        this.Done(_texts["Import.ColumnsTold"]);
        return await GoOnAsync(id, "Details", ct: ct);
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(_id, cancellation);
        if (!Import.IsDraft)
            throw new NotFoundException();
        var sheets = new List<SheetForm>();
        foreach (var file in Files)
        {
            var layout = file.Layout;
            var lines = await Db.ImportLines.AsNoTracking().Where(l => l.FileId == file.Id && l.Line > file.HeaderLine).OrderBy(l => l.Line).Select(l => l.Cells).Take(50).ToListAsync(cancellation);
            var cells = lines.ConvertAll(ImportLine.CellsOf);
            var typed = file.Id == FileId && Columns.Count > 0;
            sheets.Add(new SheetForm(file, typed ? Side : layout.Side, typed ? MonthFirst : layout.MonthFirst, typed ? Remember : file.Mapping, [.. Enumerable.Range(0, layout.Header.Count).Select(place => new ColumnForm(
                place, layout.LabelOf(place),
                [.. cells.Where(c => place < c.Length && c[place].Length > 0).Select(c => c[place]).Distinct().Take(Examples)],
                typed && place < Columns.Count ? Columns[place] : layout.Places.Where(p => p.Value == place).Select(p => (SheetColumn?)p.Key).FirstOrDefault()))]));
        }
        Sheets = sheets;
    }

    /// <summary>What a column may tell.</summary>
    public IEnumerable<SelectListItem> ChoicesOf(SheetColumn? chosen) => Enum.GetValues<SheetColumn>()
        .Select(column => new SelectListItem(_texts.Enum(column), column.ToString(), column == chosen))
        .OrderBy(item => item.Text, StringComparer.Create(_texts.Culture, ignoreCase: true)).Prepend(new SelectListItem(_texts["Import.NotUsed"], "", chosen is null));

    /// <summary>The form of one sheet.</summary>
    public sealed record SheetForm(SheetImportFile File, SheetSide? Side, bool MonthFirst, string? Remember, IReadOnlyList<ColumnForm> Columns);

    /// <summary>One column of it.</summary>
    public sealed record ColumnForm(int Place, string Label, IReadOnlyList<string> Examples, SheetColumn? Column);
}
