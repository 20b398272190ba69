using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>A person's own alumni record: every act on it begins here, so that nobody acts on another's.</summary>
public static class OwnAlumnus
{
    /// <summary>States of those who were awarded the degree.</summary>
    public static readonly IReadOnlyList<CandidatureState> FormerStates = [CandidatureState.Awarded, CandidatureState.Alumnus];

    /// <summary>The candidature for which the person was awarded the degree, the newest first; null for whoever was not.</summary>
    public static Task<Candidature?> FormerCandidatureAsync(this PhdTrackerDb db, int personId, CancellationToken ct) =>
        db.Candidatures.Include(c => c.Student).Include(c => c.Studentship).ThenInclude(s => s.Project)
            .Where(c => c.StudentId == personId && FormerStates.Contains(c.State))
            // Where somebody has two, the one they consented for.
            .OrderByDescending(c => db.Alumni.Any(a => a.CandidatureId == c.Id && a.ConsentedAt != null)).ThenByDescending(c => c.StartOn).ThenByDescending(c => c.Id)
            .FirstOrDefaultAsync(ct);

    /// <summary>The person's own record, with consent.</summary>
    /// <exception cref="NotFoundException">They have none, or took the consent back.</exception>
    public static async Task<Alumnus> OwnAlumnusAsync(this PhdTrackerDb db, Person by, CancellationToken ct) =>
        await db.Alumni.Include(a => a.Person).Include(a => a.Candidature).Include(a => a.Consents).Include(a => a.Destinations).AsSplitQuery()
            .Where(a => a.PersonId == by.Id && a.ConsentedAt != null).OrderByDescending(a => a.Id).FirstOrDefaultAsync(ct)
        ?? throw new NotFoundException();
}
