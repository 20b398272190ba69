using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Committees;

/// <summary>What a committee wrote, as one reader may read it.</summary>
/// <param name="Opinion">Null where the text comes to none.</param>
public sealed record CommitteePaper(int MilestoneId, ReportPart? Part, ConfidentialPart? Confidential, CommitteeOpinion? Opinion, string Text, string Author, DateTime At);

/// <summary>Reads what committees wrote about milestones.</summary>
public sealed class CommitteePapers(PhdTrackerDb db)
{
    /// <summary>
    /// The reports of a milestone that a person may read, and the notes that name them; the oldest first. Reports are read where
    /// submissions may be, but not as a supervisor of another side.
    /// </summary>
    public async Task<IReadOnlyList<CommitteePaper>> OfAsync(int milestoneId, Access access, CancellationToken ct)
    {
        var candidatures = access.Filter(db.Candidatures, Permission.ReadSubmissions).AtHome(access.PersonId);
        var reports = await db.CommitteeReports.AsNoTracking().Where(r => r.MilestoneId == milestoneId && (r.AuthorId == access.PersonId || candidatures.Any(c => c.Id == r.Milestone.CandidatureId)))
            .Select(r => new CommitteePaper(r.MilestoneId, r.Part, null, r.Opinion, r.Text, (r.Author.Title == null ? "" : r.Author.Title + " ") + r.Author.GivenName + " " + r.Author.FamilyName, r.At)).ToListAsync(ct);
        return [.. reports.Concat(await NotesAsync(ConfidentialNote.ReadableBy(db, access.PersonId).Where(n => n.MilestoneId == milestoneId), ct)).OrderBy(p => p.At)];
    }

    /// <summary>What a committee concluded last about a milestone, which everybody knows who sees its outcome; null before it has.</summary>
    public Task<CommitteeOpinion?> OpinionAsync(int milestoneId, CancellationToken ct) =>
        db.CommitteeReports.Where(r => r.MilestoneId == milestoneId && r.Part == ReportPart.Opinion).OrderByDescending(r => r.Id).Select(r => r.Opinion).FirstOrDefaultAsync(ct);

    /// <summary>The notes about a student that name a person, of all years; the newest first.</summary>
    public Task<List<CommitteePaper>> EarlierAsync(int candidatureId, int personId, CancellationToken ct) =>
        NotesAsync(ConfidentialNote.ReadableBy(db, personId).Where(n => n.Milestone.CandidatureId == candidatureId).OrderByDescending(n => n.Id), ct);

    private static Task<List<CommitteePaper>> NotesAsync(IQueryable<ConfidentialNote> notes, CancellationToken ct) => notes
        .Select(n => new CommitteePaper(n.MilestoneId, null, n.Part, null, n.Text, (n.Author.Title == null ? "" : n.Author.Title + " ") + n.Author.GivenName + " " + n.Author.FamilyName, n.At)).ToListAsync(ct);
}
