using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>Takes the consent back: hidden at once, and what was written for the directory is forgotten.</summary>
public sealed record WithdrawAlumniConsent;

public sealed class WithdrawAlumniConsentHandler(PhdTrackerDb db, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no consent to take back.</exception>
    public async Task HandleAsync(WithdrawAlumniConsent command, Person by, CancellationToken ct)
    {
        _ = command;
        var alumnus = await db.OwnAlumnusAsync(by, ct);
        db.RemoveRange(alumnus.Destinations);
        alumnus.Withdraw(by, clock.UtcNow());
        db.Record(CaseKey.Candidature(alumnus.CandidatureId), new Act(nameof(WithdrawAlumniConsent), by.Id, SubjectKind: nameof(Alumnus), SubjectId: alumnus.Id));
        await db.SaveChangesAsync(ct);
    }
}
