using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>Chooses whether messages to the alumnus go to the private address, or forgets that address.</summary>
/// <param name="Forget">The private address is to be forgotten.</param>
public sealed record ChooseAlumniMails(bool ToPrivate, bool Forget = false);

public sealed class ChooseAlumniMailsHandler(PhdTrackerDb db)
{
    /// <exception cref="NotFoundException">The person is no alumnus.</exception>
    /// <exception cref="DomainRuleException"><c>EmailNotConfirmed</c>.</exception>
    public async Task HandleAsync(ChooseAlumniMails command, Person by, CancellationToken ct)
    {
        var alumnus = await db.OwnAlumnusAsync(by, ct);
        if (command.Forget)
            alumnus.ForgetEmail();
        else
            alumnus.ChooseMails(command.ToPrivate);
        db.Record(CaseKey.Candidature(alumnus.CandidatureId), new Act(nameof(ChooseAlumniMails), by.Id, SubjectKind: nameof(Alumnus), SubjectId: alumnus.Id));
        await db.SaveChangesAsync(ct);
    }
}
