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
        var (candidatures, asking) = (access.Filter(db.Candidatures, Permission.ReadSubmissions), ReadableCases.Asking(db, access.PersonId));
        return db.Submissions.Where(s => s.AuthorId == access.PersonId
            || (s.SubmittedAt != null && (candidatures.Any(c => c.Id == s.Milestone.CandidatureId) || asking.Any(t => t.SubmissionId == s.Id))));
    }

    /// <summary>The theses that a person may read: of candidatures whose submissions they may read, and those that they are asked about; under an embargo, not for supervisors of another side nor for whom it asks.</summary>
    public static IQueryable<Thesis> Theses(PhdTrackerDb db, Access access, DateOnly today)
    {
        var candidatures = access.Filter(db.Candidatures, Permission.ReadSubmissions);
        var home = candidatures.AtHome(access.PersonId);
        var (asking, askingAtHome) = (ReadableCases.Asking(db, access.PersonId), ReadableCases.AskingAtHome(db, access.PersonId));
        return db.Theses.Where(t => t.EmbargoUntil == null || t.EmbargoUntil < today
            ? candidatures.Any(c => c.Id == t.Examination.CandidatureId) || asking.Any(x => x.Process.ExaminationId == t.ExaminationId)
            : home.Any(c => c.Id == t.Examination.CandidatureId) || askingAtHome.Any(x => x.Process.ExaminationId == t.ExaminationId));
    }

    /// <summary>The documents of those submissions and theses, and the certificates of training of candidatures whose submissions they may read.</summary>
    public static IQueryable<Document> Documents(PhdTrackerDb db, Access access, DateOnly today)
    {
        var (submissions, theses, candidatures) = (Submissions(db, access), Theses(db, access, today), access.Filter(db.Candidatures, Permission.ReadSubmissions));
        return db.Documents.Where(d => submissions.Any(s => s.Documents.Any(x => x.Id == d.Id)) || theses.Any(t => t.DocumentId == d.Id)
            || db.TrainingActivities.Any(t => t.DocumentId == d.Id && candidatures.Any(c => c.Id == t.CandidatureId)));
    }
}
