using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Agreements;

/// <summary>One agreement: what is agreed, where it stands, and what the reader can do with it.</summary>
public sealed class DetailsModel(PhdTrackerDb db, CurrentPerson current, AgreementCases agreements, SubjectCases cases, Texts texts, TimeProvider clock) : PageModel, IShowAgain
{
    private static readonly CaseReading Everything = new(Comments: true);

    /// <summary>The reader's own open task.</summary>
    public sealed record OwnTask(int Id, bool IsReview);

    public Agreement Agreement { get; private set; } = null!;
    public SubjectDesk Desk { get; private set; } = null!;
    public WholeRoute Route { get; private set; } = WholeRoute.None;
    public IReadOnlyList<HistoryEntry> History { get; private set; } = [];
    public OwnTask? MyTask { get; private set; }
    public bool MayManage { get; private set; }
    public DateOnly Today => clock.Today();

    public Task OnGetAsync(int id, CancellationToken ct) => LoadAsync(id, ct);

    public async Task<IActionResult> OnPostAmendAsync(int id, [FromServices] AmendAgreementHandler amend, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        var amendment = await amend.HandleAsync(new AmendAgreement(id), await current.PersonAsync(ct), ct);
        this.Done(texts["Agreements.Amend.Done"]);
        return Redirect($"/agreements/{amendment.Id}/edit");
    }

    public Task ShowAgainAsync(CancellationToken cancellation) => LoadAsync(Agreement.Id, cancellation);

    private async Task LoadAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Agreement = await agreements.ReadAsync(id, access, Permission.ViewAgreements, ct);
        MayManage = await access.Filter(db.Projects, Permission.ManageAgreements).AnyAsync(p => p.Id == Agreement.ProjectId, ct);
        Desk = await cases.DeskAsync(SubjectKind.Agreement, id, texts, current.Id, ct);
        Route = await cases.WholeAsync(SubjectKind.Agreement, id, texts, Everything, ct);
        History = await cases.HistoryAsync(SubjectKind.Agreement, id, texts, Everything, ct);
        MyTask = await db.Tasks.About(SubjectKind.Agreement, id).Where(t => t.State == TaskState.Open && t.Assignees.Any(a => a.PersonId == current.Id && a.State == SeatState.Asked))
            .OrderBy(t => t.Id).Select(t => new OwnTask(t.Id, t.Kind == TaskKind.Decision)).FirstOrDefaultAsync(ct);
    }
}
