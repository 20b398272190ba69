using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Committees;

/// <summary>A page on which a committee is named, or writes, as the route of a milestone asks.</summary>
public abstract class CommitteeActModel(CommitteeDesk desk, PhdTrackerDb db, Texts texts) : PageModel, IShowAgain
{
    public CommitteeTask Asked { get; private set; } = null!;

    protected CommitteeDesk Desk => desk;
    protected PhdTrackerDb Db => db;
    protected Texts Texts => texts;

    /// <summary>The last part of the address, as the route names it.</summary>
    protected abstract string Action { get; }

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return Done(texts["Committees.DoneBefore"]);
        await BeginAsync(ct);
        return Page();
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        db.StartOver();
        await LoadAsync(Asked.Case.MilestoneId, cancellation);
        await PrepareAsync(cancellation);
    }

    /// <summary>Fills the form when it is opened.</summary>
    protected virtual Task BeginAsync(CancellationToken ct) => PrepareAsync(ct);

    /// <summary>Loads what the form offers besides what was typed.</summary>
    protected virtual Task PrepareAsync(CancellationToken ct) => Task.CompletedTask;

    /// <returns>False if it is done already.</returns>
    protected async Task<bool> LoadAsync(int id, CancellationToken ct)
    {
        Asked = await desk.ReadAsync(id, Action, ct);
        return Asked.IsOpen;
    }

    /// <summary>Says that somebody was faster; what was typed can still be copied.</summary>
    protected async Task<IActionResult> TooLateAsync(CancellationToken ct)
    {
        ModelState.AddModelError("", texts["Committees.DoneBefore"]);
        await PrepareAsync(ct);
        return Page();
    }

    protected IActionResult Done(string sentence)
    {
        Notice.Done(this, sentence);
        return Redirect("/tasks");
    }
}
