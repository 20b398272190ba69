using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>The office says that an offered student has registered, or that a registered one has started.</summary>
public sealed class BeginModel(PhdTrackerDb db, CurrentPerson current, ConfirmRegistrationHandler confirm, StartCandidatureHandler start, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public string Student { get; private set; } = "";
    public string Side { get; private set; } = "";
    public string ProjectCode { get; private set; } = "";
    public int ProjectId { get; private set; }
    public CandidatureState State { get; private set; }
    public DateOnly StartOn { get; private set; }

    /// <summary>The project waits for its agreement: nobody can start before.</summary>
    public bool AwaitsAgreement { get; private set; }
    public bool StartsLater { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await ShowAgainAsync(ct);
        return State is CandidatureState.Offered or CandidatureState.Registered ? Page() : Redirect(FormattableString.Invariant($"/candidatures/{Id}"));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var version = Version;
        await ShowAgainAsync(ct);
        var by = await current.PersonAsync(ct);
        if (State == CandidatureState.Offered)
            await confirm.HandleAsync(new ConfirmRegistration(Id, version), by, ct);
        else
            await start.HandleAsync(new StartCandidature(Id, version), by, ct);
        this.Done(texts[State == CandidatureState.Offered ? "Begin.Registered" : "Begin.Started", Student]);
        return Redirect(FormattableString.Invariant($"/candidatures/{Id}"));
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var today = clock.Today();
        var inForce = db.Agreements.Where(Agreement.InForceOn(today));
        var found = await (await current.AccessAsync(cancellation)).Filter(db.Candidatures, Permission.ManageCandidatures).AsNoTracking().Where(c => c.Id == Id).Select(c => new
        {
            c.Version,
            c.State,
            c.StartOn,
            Name = c.Student.GivenName + " " + c.Student.FamilyName,
            c.Studentship.Party.Side,
            c.Studentship.Project.Code,
            c.Studentship.ProjectId,
            Awaits = c.Studentship.Project.NeedsAgreement && !inForce.Any(a => a.ProjectId == c.Studentship.ProjectId),
        }).SingleOrDefaultAsync(cancellation) ?? throw new NotFoundException();
        (Version, State, StartOn, Student, Side, ProjectCode, ProjectId) = (found.Version, found.State, found.StartOn, found.Name, found.Side, found.Code, found.ProjectId);
        (AwaitsAgreement, StartsLater) = (found.Awaits, found.StartOn > today);
        ModelState.Remove(nameof(Version));
    }
}
