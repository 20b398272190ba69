using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Supervision;

namespace PhdTracker.Core.ChangeRequests;

/// <summary>Makes true what was approved. It looks anew at whether it still fits, and saves nothing.</summary>
public sealed class ApprovedChanges(PhdTrackerDb db, OpenChangeRequests requests, StudentLeaving leaving, SupervisorBook book, TaskDesks desks, TimeProvider clock)
{
    /// <param name="by">Who led to it.</param>
    /// <exception cref="DomainRuleException">It fits no more: those of <see cref="ChangeRequestRules.EnsureFits"/>, and <c>ExtensionPastCap</c>.</exception>
    public async Task ApplyAsync(ChangeRequest request, Process process, Person? by, CancellationToken ct)
    {
        await LoadAsync(request, ct);
        ChangeRequestRules.EnsureFits(request);
        requests.EnsureWithinCap(request);
        var candidature = request.Candidature;
        switch (request.Kind)
        {
            case ChangeRequestKind.Interruption or ChangeRequestKind.Extension or ChangeRequestKind.Mode:
                request.NoteDeadlines();
                MoveDates(request, clock);
                break;
            case ChangeRequestKind.Title:
                await EntitleAsync(request, ct);
                break;
            case ChangeRequestKind.Supervisor:
                await ChangeSupervisorsAsync(request, ct);
                break;
            case ChangeRequestKind.Withdrawal:
                await leaving.LeaveAsync(candidature, CandidatureState.Withdrawn, request.To!.Value, request.Reason, request.Evidence.Length == 0 ? null : request.Evidence, by, process, ct);
                break;
            default:
                candidature.StayWith(request.HostParty!, request.HostUnit, request.From!.Value, request.To!.Value, request.Purpose);
                break;
        }
    }

    /// <summary>What moves dates by a rule: a change that is only tried takes the same steps.</summary>
    /// <param name="request">Of one of <see cref="WhatIf.Kinds"/>.</param>
    internal static void MoveDates(ChangeRequest request, TimeProvider clock)
    {
        var candidature = request.Candidature;
        switch (request.Kind)
        {
            case ChangeRequestKind.Interruption:
                candidature.Interrupt(request.From!.Value, request.To!.Value, clock.TodayIn(candidature.Studentship.Party.Institution.TimeZone));
                break;
            case ChangeRequestKind.Mode:
                candidature.ChangeMode(request.From!.Value, request.Fte!.Value);
                break;
            case ChangeRequestKind.Extension:
                request.Milestone!.Extend(request.Days!.Value, request.PastCap);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(request), request.Kind, "It moves no date by a rule.");
        }
    }

    private async Task LoadAsync(ChangeRequest request, CancellationToken ct)
    {
        await requests.WholeAsync(db.Candidatures, request.CandidatureId, ct);
        await db.ChangeRequests.Where(r => r.Id == request.Id)
            .Include(r => r.Successor)
            .Include(r => r.HostParty!.Institution)
            .Include(r => r.HostUnit!.Institution)
            .LoadAsync(ct);
    }

    /// <summary>The thesis that is being examined is called so too.</summary>
    private async Task EntitleAsync(ChangeRequest request, CancellationToken ct)
    {
        request.Candidature.Entitle(request.TitleEn, request.TitleFr);
        if (await db.Examinations.SingleOrDefaultAsync(e => e.OpenFor == request.CandidatureId, ct) is { } examination)
            examination.Retitle(request.TitleEn, request.TitleFr);
    }

    private async Task ChangeSupervisorsAsync(ChangeRequest request, CancellationToken ct)
    {
        var beginner = SupervisorChange.Beginner(request);
        SupervisorChange.Apply(request);
        if (beginner is not null)
            book.Assign(request.Candidature, [beginner], request.From!.Value);
        db.Touch(request.Candidature);
        await desks.ReaskAsync(request.Candidature.Studentship.ProjectId, ct);
    }
}
