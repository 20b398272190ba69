using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Alumni;

/// <summary>Former students who are not in the directory. The office invites; it cannot agree for them.</summary>
public sealed class InvitationsModel(CurrentPerson current, FormerStudents former, InviteAlumnusHandler invite, TimeProvider clock, Texts texts) : ListPageModel, IShowAgain
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
        (Rows, var total) = await former.ReadAsync(access, (page - 1) * FormerStudents.PageSize, FormerStudents.PageSize, cancellation);
        Pager = new Pager(page, FormerStudents.PageSize, total);
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var access = await EnsureAllowedAsync(ct);
        Now = clock.UtcNow();
        var sheet = new ListSheet(texts, texts["Alumni.Name"], texts["Cohort.Filter.Side"], texts["Cohort.Column.Project"], texts["Alumni.Degree"], texts["Alumni.Invitations.Last"], texts["Export.Note"]);
        foreach (var row in (await former.ReadAsync(access, 0, int.MaxValue, ct)).Rows)
            sheet.AddLine(row.Student.Display, row.Side, row.ProjectCode, row.AwardedOn, row.InvitedAt is { } invited ? DateOnly.FromDateTime(invited) : null, NoteOn(row));
        return (texts["Export.ToInvite"], clock.Today(), sheet);
    }

    /// <summary>Why this person is not invited now; null where nothing keeps one from it.</summary>
    private string? NoteOn(FormerStudent row) =>
        row.WithdrawnAt is { } withdrawn ? texts["Alumni.Invitations.Withdrew", texts.Date(DateOnly.FromDateTime(withdrawn))]
        : !row.CanBeAsked ? texts["Alumni.Invitations.NoAddress"]
        : row.NextOn(Now) is { } next ? texts["Alumni.Invitations.NextOn", texts.Date(next)] : null;

    private async Task<Access> EnsureAllowedAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        return access.MayAnywhere(Permission.ManageAlumni) ? access : throw new DomainRuleException("NotAllowed");
    }
}
