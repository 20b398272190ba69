using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.People;
using PhdTracker.Core.Proposals;

namespace PhdTracker.Core.Processes;

/// <summary>
/// Which cases somebody may read: by a role, and those that an open question asks them about, whatever their roles. So whoever stands in,
/// belongs to a group or is asked by name reads what they decide on, for as long as they are asked. Of milestones that is what was handed in.
/// </summary>
public static class ReadableCases
{
    /// <summary>The open questions that ask a person, also before their turn and, while others are awaited, after their answer.</summary>
    public static IQueryable<ProcessTask> Asking(PhdTrackerDb db, int personId) =>
        db.Tasks.Where(t => t.State == TaskState.Open && t.Assignees.Any(a => a.PersonId == personId && a.State != SeatState.Released));

    /// <summary>Those of them, about candidatures, that ask for the student's own side: what is kept from the partner side is not kept from them.</summary>
    public static IQueryable<ProcessTask> AskingAtHome(PhdTrackerDb db, int personId) => Asking(db, personId)
        .Where(t => t.Assignees.Any(a => a.PersonId == personId && (a.PartyId ?? t.PartyId) == t.Process.Candidature!.Studentship.PartyId));

    /// <summary>The questions of which a person may read whom they ask: not those of requests about students of another side.</summary>
    public static IQueryable<ProcessTask> Named(PhdTrackerDb db, Access access)
    {
        var home = access.Filter(db.Candidatures, Permission.ReadSubmissions).AtHome(access.PersonId);
        return db.Tasks.Where(t => t.Process.ChangeRequestId == null || home.Any(c => c.Id == t.Process.CandidatureId));
    }

    public static IQueryable<Proposal> Proposals(PhdTrackerDb db, Access access)
    {
        var (visible, asking) = (db.Proposals.VisibleTo(access).Select(p => p.Id), Asking(db, access.PersonId));
        return db.Proposals.Where(p => visible.Contains(p.Id) || asking.Any(t => t.Process.ProposalId == p.Id));
    }

    public static IQueryable<Agreement> Agreements(PhdTrackerDb db, Access access)
    {
        var (projects, asking) = (access.Filter(db.Projects, Permission.ViewAgreements), Asking(db, access.PersonId));
        return db.Agreements.Where(a => projects.Any(p => p.Id == a.ProjectId) || asking.Any(t => t.Process.AgreementId == a.Id));
    }

    public static IQueryable<Examination> Examinations(PhdTrackerDb db, Access access)
    {
        var (candidatures, asking) = (access.Filter(db.Candidatures, Permission.ViewCandidature), Asking(db, access.PersonId));
        return db.Examinations.Where(e => candidatures.Any(c => c.Id == e.CandidatureId) || asking.Any(t => t.Process.ExaminationId == e.Id));
    }

    /// <summary>A draft is its author's only.</summary>
    public static IQueryable<ChangeRequest> ChangeRequests(PhdTrackerDb db, Access access)
    {
        var (candidatures, asking) = (access.Filter(db.Candidatures, Permission.ViewCandidature), Asking(db, access.PersonId));
        return db.ChangeRequests.Where(r => (r.State != ChangeRequestState.Draft || r.ById == access.PersonId)
            && (candidatures.Any(c => c.Id == r.CandidatureId) || asking.Any(t => t.Process.ChangeRequestId == r.Id)));
    }

    /// <summary>Whether somebody may read a case other than a milestone.</summary>
    public static Task<bool> MayReadAsync(PhdTrackerDb db, Access access, SubjectKind kind, int id, CancellationToken ct) => kind switch
    {
        SubjectKind.Proposal => Proposals(db, access).AnyAsync(p => p.Id == id, ct),
        SubjectKind.Agreement => Agreements(db, access).AnyAsync(a => a.Id == id, ct),
        SubjectKind.Examination => Examinations(db, access).AnyAsync(e => e.Id == id, ct),
        SubjectKind.ChangeRequest => ChangeRequests(db, access).AnyAsync(r => r.Id == id, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "What was handed in for milestones is read by itself."),
    };
}
