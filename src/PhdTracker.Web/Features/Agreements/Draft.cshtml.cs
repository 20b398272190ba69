using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Agreements;

/// <summary>Where an office begins the agreement of a project.</summary>
public sealed class DraftModel(PhdTrackerDb db, CurrentPerson current, Texts texts) : PageModel, IShowAgain
{
    /// <summary>Chosen beforehand as the programme's award model asks for it.</summary>
    [BindProperty]
    public AgreementKind? Kind { get; set; }

    public int Id { get; private set; }
    public string Code { get; private set; } = "";

    public Task OnGetAsync(int id, CancellationToken ct) => LoadAsync(id, ct);

    public async Task<IActionResult> OnPostAsync(int id, [FromServices] DraftAgreementHandler draft, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        var agreement = await draft.HandleAsync(new DraftAgreement(id, Kind), await current.PersonAsync(ct), ct);
        this.Done(texts["Agreements.Draft.Done"]);
        return Redirect($"/agreements/{agreement.Id}/edit");
    }

    public Task ShowAgainAsync(CancellationToken cancellation) => LoadAsync(Id, cancellation);

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        var project = await access.Filter(db.Projects, Permission.ManageAgreements).Where(p => p.Id == id).Select(p => new { p.Code, p.Programme.AwardModel }).SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        (Id, Code) = (id, project.Code);
        Kind ??= AgreementKinds.Of(project.AwardModel);
    }
}
