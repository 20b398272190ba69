using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Alumni;

/// <summary>Former students who are not in the directory. The office invites; it cannot agree for them.</summary>
public sealed class InvitationsModel(CurrentPerson current, FormerStudents former, InviteAlumnusHandler invite, TimeProvider clock, Texts texts) : PageModel, IShowAgain
{
    public IReadOnlyList<FormerStudent> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;
    public DateTime Now { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ShowAgainAsync(ct);

    public async Task<IActionResult> OnPostAsync(int candidature, CancellationToken ct)
    {
        await EnsureAllowedAsync(ct);
        await invite.HandleAsync(new InviteAlumnus(candidature), await current.PersonAsync(ct), ct);
        this.Done(texts["Alumni.Invited", AlumniInvitations.DaysBetween]);
        return Redirect("/alumni/invitations");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var access = await EnsureAllowedAsync(cancellation);
        Now = clock.UtcNow();
        var page = Math.Clamp(CohortView.Number(Request.Query, "page") ?? 1, 1, 10_000);
        (Rows, var total) = await former.PageAsync(access, page, cancellation);
        Pager = new Pager(page, FormerStudents.PageSize, total);
    }

    private async Task<Access> EnsureAllowedAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        return access.MayAnywhere(Permission.ManageAlumni) ? access : throw new DomainRuleException("NotAllowed");
    }
}
