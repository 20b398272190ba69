using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Documents;

/// <summary>Who may read what was handed in. A draft is its author's only.</summary>
public static class ReadableDocuments
{
    /// <summary>The submissions that a person may read: their own, those of candidatures whose submissions they may read, and those that they are asked about.</summary>
    public static IQueryable<Submission> Submissions(PhdTrackerDb db, Access access)
    {
        var candidatures = access.Filter(db.Candidatures, Permission.ReadSubmissions);
        return db.Submissions.Where(s => s.AuthorId == access.PersonId
            || (s.SubmittedAt != null && (candidatures.Any(c => c.Id == s.Milestone.CandidatureId)
                || db.Tasks.Any(t => t.SubmissionId == s.Id && t.State == TaskState.Open && t.Assignees.Any(a => a.PersonId == access.PersonId && a.State != SeatState.Released)))));
    }

    /// <summary>The theses that a person may read: of candidatures whose submissions they may read; under an embargo, not for supervisors of another side.</summary>
    public static IQueryable<Thesis> Theses(PhdTrackerDb db, Access access, DateOnly today)
    {
        var candidatures = access.Filter(db.Candidatures, Permission.ReadSubmissions);
        var home = candidatures.AtHome(access.PersonId);
        return db.Theses.Where(t => t.EmbargoUntil == null || t.EmbargoUntil < today
            ? candidatures.Any(c => c.Id == t.Examination.CandidatureId)
            : home.Any(c => c.Id == t.Examination.CandidatureId));
    }

    /// <summary>The documents of those submissions and theses.</summary>
    public static IQueryable<Document> Documents(PhdTrackerDb db, Access access, DateOnly today)
    {
        var (submissions, theses) = (Submissions(db, access), Theses(db, access, today));
        return db.Documents.Where(d => submissions.Any(s => s.Documents.Any(x => x.Id == d.Id)) || theses.Any(t => t.DocumentId == d.Id));
    }
}
