using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Running;
using PhdTracker.Core.Import.Writing;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Import;

/// <summary>One import: what it would do or did, every problem to be fixed in place, whom its names may mean, and what can be done with it.</summary>
public sealed class DetailsModel(PhdTrackerDb db, CurrentPerson current, ImportStart start, ImportProgress progress, ImportUndo way, TimeProvider clock, Texts texts) : ImportPageModel(db, current, start), IShowAgain
{
    /// <summary>Lines with problems that one page shows.</summary>
    private const int PageSize = 20;

    private const int MostDoubts = 50;
    private readonly Texts _texts = texts;
    private int _id;

    [FromRoute(Name = "id")]
    public int Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>How far the background is, as far as this node knows.</summary>
    public Progress Progress { get; private set; } = new(0, 0);
    public IReadOnlyList<ProblemLine> Lines { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public IReadOnlyList<ImportDoubt> Doubts { get; private set; } = [];
    public IReadOnlyList<(string What, string Who, DateTime At)> Acts { get; private set; } = [];

    /// <summary>Whether everything that it wrote is kept, so that it can be taken back.</summary>
    public bool MayBeUndone => Import is { State: ImportState.Applied, ErasedAt: null } && Import.Created + Import.Changed > 0;

    /// <summary>What is seen to stand in the way of that; null if nothing, or of a large import, where whoever undoes it is told.</summary>
    public string? InTheWay { get; private set; }

    public async Task OnGetAsync(int id, CancellationToken ct)
    {
        _id = id;
        await ShowAgainAsync(ct);
        if (!Import.IsUnderWay)
            this.EndProgress();
    }

    public async Task<IActionResult> OnPostFixAsync(int id, int lineId, int place, string? value, [FromServices] CorrectLineHandler correct, CancellationToken ct)
    {
        _id = id;
        await correct.HandleAsync(new CorrectLine(id, Version, lineId, new Dictionary<int, string> { [place] = value ?? "" }), await Current.PersonAsync(ct), ct);
        this.Done(_texts["Import.Corrected"]);
        return await GoOnAsync(id, "Details", ct: ct);
    }

    public async Task<IActionResult> OnPostAnswerAsync(int id, int doubtId, bool same, [FromServices] AnswerDoubtHandler answer, CancellationToken ct)
    {
        _id = id;
        await answer.HandleAsync(new AnswerDoubt(id, Version, doubtId, same), await Current.PersonAsync(ct), ct);
        this.Done(_texts["Import.Answered"]);
        return await GoOnAsync(id, "Details", ct: ct);
    }

    public async Task<IActionResult> OnPostApplyAsync(int id, [FromServices] ApplyImportHandler apply, CancellationToken ct)
    {
        _id = id;
        await apply.HandleAsync(new ApplyImport(id, Version, Reason), await Current.PersonAsync(ct), ct);
        return await GoOnAsync(id, "Details", ct: ct);
    }

    public async Task<IActionResult> OnPostUndoAsync(int id, [FromServices] UndoImportHandler undo, CancellationToken ct)
    {
        _id = id;
        await undo.HandleAsync(new UndoImport(id, Version), await Current.PersonAsync(ct), ct);
        return await GoOnAsync(id, "Details", ct: ct);
    }

    public async Task<IActionResult> OnPostDiscardAsync(int id, [FromServices] DiscardImportHandler discard, CancellationToken ct)
    {
        _id = id;
        await discard.HandleAsync(new DiscardImport(id, Version), await Current.PersonAsync(ct), ct);
        this.Done(_texts["Import.Discarded"]);
        return Redirect("/import");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(_id, cancellation);
        Progress = progress.Of(_id) is var (done, total) ? new Progress(done, total) : new Progress(0, 0, progress.IsWaiting(_id) ? _texts["Import.Waiting"] : null);
        Acts = [.. ActsOf()];
        Doubts = await Db.ImportDoubts.AsNoTracking().Include(d => d.Person).ThenInclude(p => p.Institution).Where(d => d.ImportId == _id)
            .OrderBy(d => d.IsSame != null).ThenBy(d => d.Id).Take(MostDoubts).ToListAsync(cancellation);
        if (MayBeUndone && Import.Created + Import.Changed <= ImportRunner.AtOnce)
            InTheWay = await way.InTheWayAsync(Import, cancellation);
        await ReadProblemsAsync(cancellation);
    }

    /// <summary>Everything to look at, a line for each.</summary>
    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        await LoadAsync(Id, ct);
        var names = Files.ToDictionary(f => f.Id, f => f.Name);
        var sheet = new ListSheet(_texts, _texts["Export.Sheet"], _texts["Import.Column.Line"], _texts["Import.Column.About"], _texts["Import.Column.Result"], _texts["Import.Report.Column"], _texts["Import.Report.Value"], _texts["Import.Report.Message"]);
        await foreach (var line in ProblemLines(Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            foreach (var problem in ImportLine.ProblemsOf(line.Problems))
                sheet.AddLine(names[line.FileId], line.Line, line.About, line.Result is { } result ? _texts.Enum(result) : null, problem.Label, problem.Value, problem.In(_texts));
        }
        return ($"{_texts["Export.Import"]}-{Id.ToString(CultureInfo.InvariantCulture)}-{_texts["Export.ToLookAt"]}", clock.Today(), sheet);
    }

    /// <summary>The lines with problems, those that are left out first.</summary>
    private IQueryable<ImportLine> ProblemLines(int id) => Db.ImportLines.AsNoTracking().Where(l => l.File.ImportId == id && l.ProblemCount > 0)
        .OrderBy(l => l.Result == RowResult.Rejected ? 0 : 1).ThenBy(l => l.File.Order).ThenBy(l => l.Line);

    private async Task ReadProblemsAsync(CancellationToken ct)
    {
        var lines = ProblemLines(_id);
        Pager = CohortView.Pager(Request.Query, await lines.CountAsync(ct), PageSize) with { RangeKey = "Import.LinesRange" };
        var layouts = Files.ToDictionary(f => f.Id, f => f.Layout);
        var page = await lines.Skip(Pager.Skip).Take(Pager.PageSize).ToListAsync(ct);
        Lines = [.. page.Select(line =>
        {
            var (layout, cells) = (layouts[line.FileId], ImportLine.CellsOf(line.Cells));
            return new ProblemLine(line, layout.File, [.. ImportLine.ProblemsOf(line.Problems).Select(problem =>
            {
                var place = problem.Column is { } column && layout.Places.TryGetValue(column, out var at) ? at : (int?)null;
                return new ProblemCell(problem, place, place is { } known && known < cells.Length ? cells[known] : "");
            })]);
        })];
    }

    private IEnumerable<(string What, string Who, DateTime At)> ActsOf()
    {
        yield return (_texts["Import.UploadedBy"], Import.By?.DisplayName ?? _texts["Import.CommandLine"], Import.CreatedAt);
        if (Import is { State: ImportState.Applied or ImportState.Undone, AppliedAt: { } appliedAt })
            yield return (_texts["Import.AppliedBy"], Import.AppliedBy?.DisplayName ?? _texts["Import.CommandLine"], appliedAt);
        if (Import is { UndoneBy: { } undone, UndoneAt: { } undoneAt })
            yield return (_texts["Import.UndoneBy"], undone.DisplayName, undoneAt);
    }

    /// <summary>A line with problems.</summary>
    public sealed record ProblemLine(ImportLine Line, string File, IReadOnlyList<ProblemCell> Cells);

    /// <summary>A problem, and the cell that it is in, if there is one.</summary>
    public sealed record ProblemCell(LineProblem Problem, int? Place, string Value);
}
