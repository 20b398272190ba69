using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Examinations;

/// <summary>The examination of one thesis: what was handed in, who examines it, where it lies and what happened.</summary>
public sealed class DetailsModel(CurrentPerson current, ExaminationDesk desk, SubjectCases cases, Texts texts) : PageModel
{
    public ExaminationView Examination { get; private set; } = null!;
    public SubjectDesk Desk { get; private set; } = null!;
    public WholeRoute Route { get; private set; } = WholeRoute.None;
    public IReadOnlyList<HistoryEntry> History { get; private set; } = [];

    /// <summary>What the reader is asked; null if nothing is.</summary>
    public DeskTask? Mine { get; private set; }
    public bool MayMoveDate { get; private set; }
    public bool MayWithdraw { get; private set; }

    public async Task OnGetAsync(int id, CancellationToken ct)
    {
        Examination = await desk.ReadAsync(id, ct);
        var reading = new CaseReading(Comments: Examination.IsHome);
        Desk = await cases.DeskAsync(SubjectKind.Examination, id, texts, current.Id, ct);
        Route = await cases.WholeAsync(SubjectKind.Examination, id, texts, reading, ct);
        History = await cases.HistoryAsync(SubjectKind.Examination, id, texts, reading, ct);
        Mine = Desk.Mine(current.Id);
        var access = await current.AccessAsync(ct);
        MayMoveDate = DateModel.MayMove(Examination) && access.May(Permission.ManageExaminations, Examination.Scope);
        MayWithdraw = Examination.MayBeWithdrawn && WithdrawExaminationHandler.MayWithdraw(access, Examination.Scope);
    }
}
