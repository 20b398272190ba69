using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Core.Projects;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Agreements;

/// <summary>What the page of a project says of its agreement.</summary>
/// <param name="Binding">The one in force, or the last that was; null if none ever was.</param>
/// <param name="UnderWay">The one that is drafted, reviewed or signed; null if none is.</param>
/// <param name="Desk">Whose desk that lies on.</param>
/// <param name="LateDefence">A defence that is expected after the end, where that is near.</param>
/// <param name="IsNeeded">Whether nobody may begin before one is in force.</param>
/// <param name="MayDraft">Whether the reader may begin one, and none is there.</param>
public sealed record ProjectAgreement(int ProjectId, Agreement? Binding, Agreement? UnderWay, string Desk, DateOnly? LateDefence, bool IsNeeded, bool MayDraft, DateOnly Today);

/// <summary>The agreement of a project: its state, whose desk it lies on, until when it is in force.</summary>
public sealed class ProjectAgreementViewComponent(PhdTrackerDb db, CurrentPerson current, AgreementCases agreements, SubjectCases cases, AgreementReminderRules rules, Texts texts, TimeProvider clock) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(int id)
    {
        var ct = HttpContext.RequestAborted;
        var access = await current.AccessAsync(ct);
        if (await access.Filter(db.Projects, Permission.ViewAgreements).Where(p => p.Id == id).Select(p => (bool?)p.NeedsAgreement).SingleOrDefaultAsync(ct) is not { } isNeeded)
            return Content("");
        var today = clock.Today();
        var all = await db.Agreements.AsNoTracking().Where(a => a.ProjectId == id).OrderByDescending(a => a.Number).ToListAsync(ct);
        var binding = all.FirstOrDefault(a => a.IsInForceOn(today)) ?? all.FirstOrDefault(a => !a.IsUnderWay);
        var underWay = all.FirstOrDefault(a => a.IsUnderWay);
        var desk = underWay is null or { State: AgreementState.Draft, Round: 0 } ? "" : await cases.SentenceAsync(SubjectKind.Agreement, underWay.Id, texts, current.Id, ct);
        var defence = binding?.State == AgreementState.InForce && binding.EndsOn <= today.AddDays(rules.AmberDays) ? await agreements.ExpectedDefenceAsync(id, ct) : null;
        var mayDraft = underWay is null && (binding is null || binding.State == AgreementState.Terminated || binding.IsExpiredOn(today))
            && await access.Filter(db.Projects, Permission.ManageAgreements).AnyAsync(p => p.Id == id && p.State != ProjectState.Completed && p.State != ProjectState.Terminated, ct);
        return View(new ProjectAgreement(id, binding, underWay, desk, defence > binding?.EndsOn ? defence : null, isNeeded, mayDraft, today));
    }
}
