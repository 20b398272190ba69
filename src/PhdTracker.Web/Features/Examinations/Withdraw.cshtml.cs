using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Examinations;

/// <summary>Where the student or the office gives an entry up.</summary>
public sealed class WithdrawModel(CurrentPerson current, ExaminationDesk desk, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public ExaminationView Examination { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        Version = Examination.Version;
        return Examination.MayBeWithdrawn ? Page() : Redirect(ExaminationDesk.Path(id));
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] WithdrawExaminationHandler withdraw, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        await withdraw.HandleAsync(new WithdrawExamination(id, Version, Reason ?? ""), await current.PersonAsync(ct), ct);
        this.Done(texts["Examinations.WithdrawDone"]);
        return Redirect(ExaminationDesk.Path(id));
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        await LoadAsync(Examination.Id, cancellation);
        ModelState.Remove(nameof(Version));
        Version = Examination.Version;
    }

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        Examination = await desk.ReadAsync(id, ct);
        if (!WithdrawExaminationHandler.MayWithdraw(await current.AccessAsync(ct), Examination.Scope))
            throw new NotFoundException();
    }
}
