using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Candidatures;

/// <summary>One student's pathway for supervisors, directors, offices and the student: what is due, where things lie, the whole way.</summary>
public sealed class DetailsModel(CurrentPerson current, PhdTrackerDb db, Pathways pathways, CaseDesks desks, Texts texts, TimeProvider clock) : PageModel
{
    public Pathway Pathway { get; private set; } = null!;
    public Timeline Timeline { get; private set; } = null!;
    public DateOnly Today { get; private set; }
    public int? ReaderId => current.Id;
    public bool MayAudit { get; private set; }

    /// <summary>Whether the reader may try what a change would do to the dates.</summary>
    public bool MayTry { get; private set; }

    /// <summary>Whether the reader's office can change the supervision, correct the start or record that the student leaves.</summary>
    public bool MayAct { get; private set; }

    /// <summary>The reader is the student, and may enter for the examination of the thesis.</summary>
    public bool MayEnter { get; private set; }

    /// <summary>They may, but other things come first.</summary>
    public bool EntersLater => MayEnter && !Pathway.ExaminationIsNear(Today);

    /// <summary>The reader is the office that says when the student has registered and started.</summary>
    public bool MayBegin { get; private set; }

    /// <summary>Why the student left, as the home office wrote it; null for everybody who is not of that office.</summary>
    public string? LeavingReason { get; private set; }

    /// <summary>What is being decided now, with its desks.</summary>
    public IReadOnlyList<(PathwayMilestone Milestone, CaseDesk Desk)> Open { get; private set; } = [];

    public async Task OnGetAsync(int id, CancellationToken ct)
    {
        var access = await current.AccessAsync(ct);
        Pathway = await pathways.ReadAsync(id, access, ct);
        Today = clock.Today();
        Timeline = Timeline.Of(Pathway, texts, Today);
        MayEnter = Pathway.MayEnterExamination && access.May(Permission.SubmitMilestones, Pathway.Scope);
        MayBegin = Pathway.State is CandidatureState.Offered or CandidatureState.Registered && access.May(Permission.ManageCandidatures, Pathway.Scope);
        MayAudit = access.May(Permission.ViewAudit, Pathway.Scope);
        MayTry = !Pathway.IsClosed && access.May(Permission.TryChanges, Pathway.Scope);
        MayAct = !Pathway.IsClosed && access.May(Permission.ManageCandidatures, Pathway.Scope);
        if (Pathway.IsClosed && access.May(Permission.ReadLeavingReasons, Pathway.Scope))
            LeavingReason = await db.Candidatures.Where(c => c.Id == id).Select(c => c.LeavingReason).SingleAsync(ct);
        var open = Pathway.Milestones.Where(m => m.EquivalentToId is null && m.State is MilestoneState.Submitted or MilestoneState.Returned or MilestoneState.Resubmit).ToList();
        var where = await desks.OfAsync([.. open.Select(m => m.Id)], ct);
        Open = [.. open.Select(m => (m, where[m.Id]))];
    }
}
