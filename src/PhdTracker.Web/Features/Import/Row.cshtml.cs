using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Rows;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Import;

/// <summary>One line of a sheet: every cell to be corrected, what is wrong with it, and what becomes of the line.</summary>
public sealed class RowModel(PhdTrackerDb db, CurrentPerson current, ImportStart start, TimeProvider clock, Texts texts) : ImportPageModel(db, current, start), IShowAgain
{
    private readonly Texts _texts = texts;
    private int _id, _lineId;
    private IReadOnlyList<LineProblem> _problems = [];
    private IReadOnlyList<(SheetColumn Column, string Told)> _understood = [];

    [BindProperty]
    public List<string?> Cells { get; set; } = [];

    public ImportLine Line { get; private set; } = null!;
    public SheetLayout Layout { get; private set; } = null!;

    /// <summary>What the corrected cells said before, by place.</summary>
    public IReadOnlyDictionary<int, string> Original { get; private set; } = new Dictionary<int, string>();
    public bool MayCorrect => Import.IsDraft && !Import.IsUnderWay;

    public Task OnGetAsync(int id, int lineId, CancellationToken ct)
    {
        (_id, _lineId) = (id, lineId);
        return ShowAgainAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(int id, int lineId, [FromServices] CorrectLineHandler correct, CancellationToken ct)
    {
        (_id, _lineId) = (id, lineId);
        var cells = Cells.Select((cell, place) => (cell, place)).ToDictionary(each => each.place, each => each.cell ?? "");
        await correct.HandleAsync(new CorrectLine(id, Version, lineId, cells), await Current.PersonAsync(ct), ct);
        this.Done(_texts["Import.Corrected"]);
        return await GoOnAsync(id, "Row", new { id, lineId }, ct);
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(_id, cancellation);
        Line = await Db.ImportLines.AsNoTracking().SingleOrDefaultAsync(l => l.Id == _lineId && l.File.ImportId == _id, cancellation) ?? throw new NotFoundException();
        Layout = Files.Single(f => f.Id == Line.FileId).Layout;
        Original = ImportLine.OriginalOf(Line.Original);
        _problems = ImportLine.ProblemsOf(Line.Problems);
        if (Line.Ignored is null)
            _understood = RowWords.Of(Layout, Line, ReadOn(clock), _texts);
        if (Cells.Count > 0)
            return;
        var cells = ImportLine.CellsOf(Line.Cells);
        Cells = [.. Enumerable.Range(0, Math.Max(cells.Length, Layout.Header.Count)).Select(place => place < cells.Length ? cells[place] : "")];
    }

    /// <summary>What the cell at a place was understood to say; null if just what it says, or nothing.</summary>
    public string? UnderstoodAt(int place) =>
        _understood.Where(each => Layout.Places.TryGetValue(each.Column, out var at) && at == place && each.Told != Cells[place]).Select(each => each.Told).FirstOrDefault();

    /// <summary>What is wrong with the cell at a place.</summary>
    public IEnumerable<string> ProblemsAt(int place) => _problems
        .Where(problem => problem.Column is { } column && Layout.Places.TryGetValue(column, out var at) && at == place).Select(problem => problem.In(_texts));

    /// <summary>What is wrong with the line, but with none of its cells.</summary>
    public IEnumerable<string> OtherProblems() => _problems
        .Where(problem => problem.Column is not { } column || !Layout.Has(column)).Select(problem => problem.In(_texts));
}
