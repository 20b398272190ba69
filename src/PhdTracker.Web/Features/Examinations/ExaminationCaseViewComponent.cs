using Microsoft.AspNetCore.Mvc;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Examinations;

/// <summary>An examination in full, read-only, as far as the reader may see it: ready to be decided on.</summary>
public sealed class ExaminationCaseViewComponent(ExaminationDesk desk) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(int id) => View(await desk.ReadAsync(id, HttpContext.RequestAborted));
}

/// <summary>The examination on the pages of a candidature.</summary>
/// <param name="MayEnter">The reader is the student, and may enter for it now.</param>
public sealed record ExaminationSummary(int CandidatureId, ExaminationLine? Line, SubjectDesk? Desk, DeskTask? Mine, bool MayEnter);

/// <summary>How the examination of a candidature stands and whose desk it is on; for the student, the button that comes next.</summary>
public sealed class ExaminationSummaryViewComponent(CurrentPerson current, ExaminationViews views, SubjectCases cases, Texts texts) : ViewComponent
{
    /// <param name="candidatureId">Of somebody whose pathway the reader may see.</param>
    /// <param name="mayEnter">The reader is its student, and it has come far enough.</param>
    public async Task<IViewComponentResult> InvokeAsync(int candidatureId, bool mayEnter)
    {
        var ct = HttpContext.RequestAborted;
        var line = await views.LineAsync(candidatureId, ct);
        var desk = line is null || line.IsOver ? null : await cases.DeskAsync(SubjectKind.Examination, line.Id, texts, current.Id, ct);
        return View(new ExaminationSummary(candidatureId, line, desk, desk?.Mine(current.Id), mayEnter && (line is null || line.State == ExaminationState.Withdrawn)));
    }
}
