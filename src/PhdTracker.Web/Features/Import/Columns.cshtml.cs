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

/// <summary>What each column of the sheets was taken to tell, to be corrected by hand and remembered by name; and which sheets are not to be read.</summary>
// Fields of the one form: as of fifty sheets that are as wide as sheets may be.
[RequestFormLimits(ValueCountLimit = 10_000)]
public sealed class ColumnsModel(PhdTrackerDb db, CurrentPerson current, ImportStart start, Texts texts) : ImportPageModel(db, current, start), IShowAgain
{
    private const int Examples = 3;
    private readonly Texts _texts = texts;
    private int _id;

    /// <summary>What was chosen, sheet by sheet.</summary>
    [BindProperty]
    public List<SheetForm> Sheets { get; set; } = [];

    public IReadOnlyList<SheetView> Views { get; private set; } = [];

    public Task OnGetAsync(int id, CancellationToken ct)
    {
        _id = id;
        return ShowAgainAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] MapColumnsHandler map, CancellationToken ct)
    {
        _id = id;
        var told = Sheets.ConvertAll(sheet => new SheetReading(sheet.FileId, sheet.IsLeftOut, sheet.Side, sheet.Columns, sheet.MonthFirst, sheet.Remember));
        await map.HandleAsync(new MapColumns(id, Version, told), await Current.PersonAsync(ct), ct);
        var shown = await GoOnAsync(id, "Details", ct: ct);
        // A sheet that still cannot be read has no preview: the next page says what to do.
        if (!await Db.SheetImports.AnyAsync(i => i.Id == id && i.State == ImportState.NeedsColumns, ct))
            this.Done(_texts["Import.ColumnsTold"]);
        return shown;
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(_id, cancellation);
        if (!Import.IsDraft)
            throw new NotFoundException();
        var views = new List<SheetView>();
        foreach (var file in Files)
        {
            var layout = file.Layout;
            var lines = await Db.ImportLines.AsNoTracking().Where(l => l.FileId == file.Id && l.Line > file.HeaderLine).OrderBy(l => l.Line).Select(l => l.Cells).Take(50).ToListAsync(cancellation);
            var cells = lines.ConvertAll(ImportLine.CellsOf);
            views.Add(new SheetView(file, Sheets.Find(sheet => sheet.FileId == file.Id) ?? SheetForm.Of(file), [.. Enumerable.Range(0, layout.Header.Count).Select(place => new ColumnView(
                place, layout.LabelOf(place), [.. cells.Where(c => place < c.Length && c[place].Length > 0).Select(c => c[place]).Distinct().Take(Examples)]))]));
        }
        Views = views;
    }

    /// <summary>What a column may tell.</summary>
    public IEnumerable<SelectListItem> ChoicesOf(SheetColumn? chosen) => Enum.GetValues<SheetColumn>()
        .Select(column => new SelectListItem(_texts.Enum(column), column.ToString(), column == chosen))
        .OrderBy(item => item.Text, StringComparer.Create(_texts.Culture, ignoreCase: true)).Prepend(new SelectListItem(_texts["Import.NotUsed"], "", chosen is null));

    /// <summary>A sheet, and how it is read or was chosen to be.</summary>
    public sealed record SheetView(SheetImportFile File, SheetForm Form, IReadOnlyList<ColumnView> Columns);

    /// <summary>One column of it.</summary>
    public sealed record ColumnView(int Place, string Label, IReadOnlyList<string> Examples);

    /// <summary>What is chosen of one sheet.</summary>
    public sealed class SheetForm
    {
        public int FileId { get; set; }
        public bool IsLeftOut { get; set; }
        public SheetSide? Side { get; set; }
        public bool MonthFirst { get; set; }
        public List<SheetColumn?> Columns { get; set; } = [];
        public string? Remember { get; set; }

        /// <summary>How a sheet is read now.</summary>
        public static SheetForm Of(SheetImportFile file)
        {
            var layout = file.Layout;
            var columns = layout.Places.ToLookup(place => place.Value, place => place.Key);
            return new SheetForm
            {
                FileId = file.Id,
                IsLeftOut = layout.IsLeftOut,
                Side = layout.Side,
                MonthFirst = layout.MonthFirst,
                Columns = [.. Enumerable.Range(0, layout.Header.Count).Select(place => columns[place].Select(column => (SheetColumn?)column).FirstOrDefault())],
                Remember = file.Mapping,
            };
        }

        /// <summary>What the column at a place tells.</summary>
        public SheetColumn? At(int place) => place < Columns.Count ? Columns[place] : null;
    }
}
