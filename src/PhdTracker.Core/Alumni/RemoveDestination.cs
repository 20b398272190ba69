using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>Takes away one of one's own destinations that was entered by mistake.</summary>
public sealed record RemoveDestination(int Id);

public sealed class RemoveDestinationHandler(PhdTrackerDb db)
{
    /// <exception cref="NotFoundException">The person is no alumnus, or it is not theirs.</exception>
    public async Task HandleAsync(RemoveDestination command, Person by, CancellationToken ct)
    {
        var alumnus = await db.OwnAlumnusAsync(by, ct);
        var destination = alumnus.Destinations.Find(d => d.Id == command.Id) ?? throw new NotFoundException();
        alumnus.Remove(destination);
        db.Remove(destination);
        db.Record(CaseKey.Candidature(alumnus.CandidatureId), new Act(nameof(RemoveDestination), by.Id, SubjectKind: nameof(Alumnus), SubjectId: alumnus.Id));
        await db.SaveChangesAsync(ct);
    }
}
