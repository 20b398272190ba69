using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Examinations;

/// <summary>A page on which somebody does what the route of an examination asks of them.</summary>
public abstract class ExaminationActModel(ExaminationDesk desk, Texts texts) : PageModel, IShowAgain
{
    public ExaminationView Examination { get; private set; } = null!;
    public ExaminationRules Rules { get; private set; } = null!;
    public DateOnly Today { get; private set; }

    /// <summary>The last part of the address, as the route names it.</summary>
    protected abstract string Action { get; }
    protected ExaminationDesk Desk => desk;
    protected Texts Texts => texts;

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        if (!await IsMineAsync(ct))
            return Redirect(ExaminationDesk.Path(id));
        await BeginAsync(ct);
        return Page();
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(Examination.Id, cancellation);
        await PrepareAsync(cancellation);
    }

    /// <summary>Whether the reader does this now.</summary>
    /// <exception cref="NotFoundException">It was never theirs to do.</exception>
    protected virtual Task<bool> IsMineAsync(CancellationToken ct) => desk.IsAskedAsync(Examination.Id, Action, ct);

    /// <summary>Fills the form when it is opened.</summary>
    protected virtual Task BeginAsync(CancellationToken ct) => PrepareAsync(ct);

    /// <summary>Loads what the form offers besides what was typed.</summary>
    protected virtual Task PrepareAsync(CancellationToken ct) => Task.CompletedTask;

    protected async Task LoadAsync(int id, CancellationToken ct)
    {
        Examination = await desk.ReadAsync(id, ct);
        (Rules, Today) = (desk.RulesOf(Examination), desk.TodayOf(Examination));
    }

    protected async Task<IActionResult> AgainAsync(CancellationToken ct)
    {
        await PrepareAsync(ct);
        return Page();
    }

    /// <summary>Says what was done and whose desk it is on now, on the page of the case.</summary>
    protected async Task<IActionResult> DoneAsync(string done, CancellationToken ct)
    {
        this.Done(await desk.DoneAsync(Examination.Id, done, ct));
        return Redirect(ExaminationDesk.Path(Examination.Id));
    }

    /// <summary>Says in words that a day is missing or was not understood.</summary>
    protected void NeedDay(DateOnly? day, string field)
    {
        if (day is not null)
            return;
        ModelState.Remove(field);
        ModelState.AddModelError(field, texts["Examinations.DayMissing"]);
    }
}
