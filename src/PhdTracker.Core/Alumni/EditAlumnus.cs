using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>Changes what the directory shows of oneself.</summary>
/// <param name="Version">The version that was seen.</param>
public sealed record EditAlumnus(int Version, AlumnusDetails Details);

public sealed class EditAlumnusHandler(PhdTrackerDb db)
{
    /// <exception cref="NotFoundException">The person is no alumnus.</exception>
    /// <exception cref="StaleVersionException">It was changed since, in another window.</exception>
    /// <exception cref="DomainRuleException"><c>EmailNotConfirmed</c>, or a detail is wrong.</exception>
    public async Task HandleAsync(EditAlumnus command, Person by, CancellationToken ct)
    {
        var alumnus = await db.OwnAlumnusAsync(by, ct);
        if (alumnus.Version != command.Version)
            throw new StaleVersionException();
        alumnus.Edit(command.Details);
        db.Record(CaseKey.Candidature(alumnus.CandidatureId), new Act(nameof(EditAlumnus), by.Id, SubjectKind: nameof(Alumnus), SubjectId: alumnus.Id));
        await db.SaveChangesAsync(ct);
    }
}
