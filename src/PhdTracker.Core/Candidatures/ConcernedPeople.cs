using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Candidatures;

/// <summary>Who is told when something changes about a student: the student, who supervises them, and the offices of both sides.</summary>
public sealed class ConcernedPeople(PhdTrackerDb db, TimeProvider clock)
{
    /// <summary>Everybody whom a candidature concerns, without who acted. <see cref="Candidature.Supervisors"/> and the student must be loaded.</summary>
    public async Task<IReadOnlyList<Person>> OfAsync(Candidature candidature, Person? by, CancellationToken ct) =>
        [.. Around(candidature).Concat(await OfficesAsync(candidature.Studentship.Project.ProgrammeId, ct)).Where(p => p != by).Distinct()];

    /// <summary>The student and those who supervise on the day, or did so yesterday or begin later.</summary>
    public IEnumerable<Person> Around(Candidature candidature) =>
        candidature.Supervisors.Where(s => s.To is null || s.To >= clock.Today().AddDays(-1)).Select(s => s.Person).Prepend(candidature.Student).Distinct();

    /// <summary>The offices of all sides of a programme.</summary>
    public Task<List<Person>> OfficesAsync(int programmeId, CancellationToken ct)
    {
        var today = clock.Today();
        return db.RoleAssignments.Where(r => r.Role == Role.Office && r.Party!.ProgrammeId == programmeId).Where(AccessReader.Held(today))
            .Select(r => r.Person).Distinct().ToListAsync(ct);
    }
}
