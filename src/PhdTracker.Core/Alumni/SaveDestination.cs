using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>Adds or corrects one of one's own destinations.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="Version">The version that was seen.</param>
public sealed record SaveDestination(int? Id, int Version, DestinationDetails Details);

public sealed class SaveDestinationHandler(PhdTrackerDb db)
{
    /// <exception cref="NotFoundException">The person is no alumnus, or it is not theirs.</exception>
    /// <exception cref="StaleVersionException">It was changed since, in another window.</exception>
    /// <exception cref="DomainRuleException"><c>TooManyDestinations</c>, or a detail is wrong.</exception>
    public async Task HandleAsync(SaveDestination command, Person by, CancellationToken ct)
    {
        var alumnus = await db.OwnAlumnusAsync(by, ct);
        if (command.Id is { } id)
        {
            var destination = alumnus.Destinations.Find(d => d.Id == id) ?? throw new NotFoundException();
            if (destination.Version != command.Version)
                throw new StaleVersionException();
            alumnus.Change(destination, command.Details);
        }
        else
        {
            alumnus.Add(command.Details);
        }
        db.Record(CaseKey.Candidature(alumnus.CandidatureId), new Act(nameof(SaveDestination), by.Id, SubjectKind: nameof(Alumnus), SubjectId: alumnus.Id));
        await db.SaveChangesAsync(ct);
    }
}
