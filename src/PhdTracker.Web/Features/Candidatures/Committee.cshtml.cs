using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Features.Committees;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>Where the doctoral school, or the office for it, names the committee that follows a student.</summary>
public sealed class CommitteeModel(CurrentPerson current, PhdTrackerDb db, Pathways pathways, NameMonitoringCommitteeHandler name, Texts texts) : PageModel, IShowAgain
{
    [BindProperty]
    public List<string?> Members { get; set; } = [];

    /// <summary>The version of the candidature that this page was loaded with.</summary>
    [BindProperty]
    public int Version { get; set; }

    public Pathway Pathway { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        Members = CommitteeForm.Padded(await CommitteeBook.Current(db, id, CommitteeKind.Monitoring).Select(m => m.Person.EmailIsPrivate ? null : m.Person.Email).ToListAsync(ct));
        return Pathway.IsClosed ? Redirect($"/candidatures/{id}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken ct)
    {
        var seen = Version;
        await LoadAsync(id, ct);
        await name.HandleAsync(new NameMonitoringCommittee(id, seen, Members), await current.PersonAsync(ct), ct);
        this.Done(texts["Committees.NameDone", Pathway.Student]);
        return Redirect($"/candidatures/{id}");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        db.StartOver();
        await LoadAsync(Pathway.Id, cancellation);
        ModelState.SetModelValue(nameof(Version), Version, null);
        Members = CommitteeForm.Padded(Members);
    }

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        Pathway = await pathways.ReadAsync(id, await current.AccessAsync(ct), ct);
        if (!await name.MayAsync(id, await current.PersonAsync(ct), ct))
            throw new NotFoundException();
        Version = await db.Candidatures.Where(c => c.Id == id).Select(c => c.Version).SingleAsync(ct);
    }
}
