using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Alumni;

/// <summary>The former student's own page: agree to be in the directory or not, and what others see there.</summary>
public sealed class MeModel(PhdTrackerDb db, CurrentPerson current, GiveAlumniConsentHandler give, WithdrawAlumniConsentHandler withdraw, RemoveDestinationHandler remove, TimeProvider clock, Texts texts)
    : PageModel, IShowAgain
{
    [BindProperty]
    public bool Understood { get; set; }

    [BindProperty]
    public int Edition { get; set; }

    /// <summary>Null without consent.</summary>
    public Alumnus? Alumnus { get; private set; }

    /// <summary>What others see.</summary>
    public AlumnusProfile? Profile { get; private set; }

    /// <summary>What the consent that holds now says.</summary>
    public AlumnusConsent? Consent { get; private set; }
    public ConsentWording Wording { get; } = ConsentWording.Today;
    public string Project { get; private set; } = "";
    public string? SignInEmail { get; private set; }

    /// <summary>Zone of the former student's side.</summary>
    public string Zone { get; private set; } = "";

    /// <summary>When an earlier consent was taken back.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostConsentAsync(CancellationToken ct)
    {
        await give.HandleAsync(new GiveAlumniConsent(Edition, Understood), await current.PersonAsync(ct), ct);
        this.Done(texts["Alumni.ConsentGiven"]);
        return Redirect("/alumni/me/edit");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct)
    {
        await withdraw.HandleAsync(new WithdrawAlumniConsent(), await current.PersonAsync(ct), ct);
        this.Done(texts["Alumni.ConsentWithdrawn"]);
        return Redirect("/alumni/me");
    }

    public async Task<IActionResult> OnPostRemoveAsync(int destination, CancellationToken ct)
    {
        await remove.HandleAsync(new RemoveDestination(destination), await current.PersonAsync(ct), ct);
        this.Done(texts["Alumni.DestinationRemoved"]);
        return Redirect("/alumni/me");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var me = await current.PersonAsync(cancellation);
        var former = await db.FormerCandidatureAsync(me.Id, cancellation) ?? throw new NotFoundException();
        (Project, SignInEmail) = (former.Studentship.Project.Title, me.Email);
        Zone = await db.Candidatures.Where(c => c.Id == former.Id).Select(c => c.Studentship.Party.Institution.TimeZone).SingleAsync(cancellation);
        var record = await db.Alumni.AsNoTracking().Include(a => a.Consents).Include(a => a.Destinations).AsSplitQuery().SingleOrDefaultAsync(a => a.CandidatureId == former.Id, cancellation);
        if (record?.ConsentedAt is null)
        {
            WithdrawnAt = record?.Consents.Max(c => c.WithdrawnAt);
            return;
        }
        Alumnus = record;
        Consent = record.Consents.Find(c => c.WithdrawnAt is null);
        Profile = await db.Alumni.AsNoTracking().Where(a => a.Id == record.Id).Select(AlumnusProfile.On(clock.Today())).SingleAsync(cancellation);
    }
}
