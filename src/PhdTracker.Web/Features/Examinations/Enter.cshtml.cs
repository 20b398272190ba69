using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Examinations;

/// <summary>Where a student enters for the examination of the thesis.</summary>
public sealed class EnterModel(CurrentPerson current, Pathways pathways, ExaminationViews views, ExaminationDesk desk, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public string? TitleEn { get; set; }

    [BindProperty]
    public string? TitleFr { get; set; }

    public Pathway Pathway { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        (TitleEn, TitleFr) = (Pathway.ThesisTitleEn, Pathway.ThesisTitleFr);
        return await views.LineAsync(id, ct) is { IsOver: false } open ? Redirect(ExaminationDesk.Path(open.Id)) : Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] EnterExaminationHandler enter, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        var examination = await enter.HandleAsync(new EnterExamination(id, TitleEn ?? "", TitleFr ?? ""), await current.PersonAsync(ct), ct);
        this.Done(await desk.DoneAsync(examination.Id, texts["Examinations.EnterDone"], ct));
        return Redirect(ExaminationDesk.Path(examination.Id));
    }

    public Task ShowAgainAsync(CancellationToken cancellation) => LoadAsync(Pathway.Id, cancellation);

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Pathway = await pathways.ReadAsync(id, access, ct);
        if (!access.May(Permission.SubmitMilestones, Pathway.Scope))
            throw new NotFoundException();
    }
}
