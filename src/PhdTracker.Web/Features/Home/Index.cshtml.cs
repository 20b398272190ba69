using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Features.Candidatures;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Home;

/// <summary>A student's home: what is due next, where the last thing lies, the whole way. Everybody else is led to the page that they come for.</summary>
public sealed class IndexModel(CurrentPerson current, Pathways pathways, CaseDesks desks, Texts texts, TimeProvider clock) : PageModel
{
    /// <summary>How long something that was decided stays on the page.</summary>
    private const int DaysOfNews = 120;

    public Pathway? Pathway { get; private set; }
    public Timeline Timeline { get; private set; } = null!;
    public DateOnly Today { get; private set; }
    public int? ReaderId => current.Id;

    /// <summary>What the student has to do next; null if nothing waits for them.</summary>
    public PathwayMilestone? Next { get; private set; }
    public IReadOnlyList<PathwayMilestone> After { get; private set; } = [];

    /// <summary>What was sent, and where it lies; the newest first.</summary>
    public IReadOnlyList<(PathwayMilestone Milestone, CaseDesk Desk)> Sent { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Today = clock.Today();
        Pathway = await pathways.ReadOwnAsync(access, ct);
        if (Pathway is null)
            return LocalRedirect(Elsewhere(access));
        Timeline = Timeline.Of(Pathway, texts, Today);
        if (!Pathway.IsClosed)
            LookAhead(Pathway);
        await LookBackAsync(Pathway, ct);
        return Page();
    }

    /// <summary>Before it is near, the page of the candidature offers it.</summary>
    public bool OffersExamination => Pathway is { MayEnterExamination: true } pathway && pathway.ExaminationIsNear(Today);

    /// <summary>The name of another milestone that one submission serves too.</summary>
    public string? ServesToo(PathwayMilestone milestone) =>
        Pathway!.Milestones.FirstOrDefault(m => m.EquivalentToId == milestone.Id) is { } other ? texts.Of(other.TitleEn, other.TitleFr) : null;

    private static string Elsewhere(Access access) =>
        // Who decides comes to their queue, who administers to the cohort.
        access.MayAnywhere(Permission.ViewCohort) && access.MayAnywhere(Permission.ViewPeople) ? "/cohort"
        : access.MayAnywhere(Permission.ViewCandidature) || access.MayAnywhere(Permission.ViewAgreements) ? "/tasks"
        : access.MayAnywhere(Permission.ManageSystem) ? "/administration/jobs"
        : access.MayAnywhere(Permission.ViewProject) ? "/projects"
        : "/calls";

    private void LookAhead(Pathway pathway)
    {
        var open = pathway.Milestones.Where(m => !m.IsClosed && m.EquivalentToId is null && m.State != MilestoneState.Submitted && m.DueOn is not null).ToList();
        // What was sent back waits for the student now, whatever its date; what may be left out is never the next thing.
        Next = open.Where(m => m.IsForStudent && !m.IsOptional).OrderBy(m => m.State is not (MilestoneState.Returned or MilestoneState.Resubmit)).ThenBy(m => m.DueOn).FirstOrDefault();
        After = [.. open.Where(m => m != Next && !m.IsOptional).Take(4)];
    }

    private async Task LookBackAsync(Pathway pathway, CancellationToken ct)
    {
        var sent = pathway.Milestones.Where(m => m is { TakesSubmission: true, EquivalentToId: null } && (m.State == MilestoneState.Submitted || m.DoneOn >= Today.AddDays(-DaysOfNews)))
            .OrderBy(m => m.State != MilestoneState.Submitted).ThenByDescending(m => m.DoneOn).Take(5).ToList();
        var where = await desks.OfAsync([.. sent.Select(m => m.Id)], ct);
        Sent = [.. sent.Select(m => (m, where[m.Id]))];
    }
}
