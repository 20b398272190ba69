using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>Confirms a private address by the link that was sent to it. Only the signed-in alumnus who asked for it can.</summary>
public sealed record ConfirmPrivateEmail(string Token);

public sealed class ConfirmPrivateEmailHandler(PhdTrackerDb db, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The person is no alumnus.</exception>
    /// <exception cref="DomainRuleException"><c>LinkExpired</c>: another's, used, replaced or too old; <c>EmailTakenElsewhere</c>.</exception>
    public async Task HandleAsync(ConfirmPrivateEmail command, Person by, CancellationToken ct)
    {
        var alumnus = await db.OwnAlumnusAsync(by, ct);
        alumnus.ConfirmEmail(AskPrivateEmailHandler.Hash(command.Token), clock.UtcNow());
        await db.EnsureOwnAddressAsync(alumnus, ct);
        db.Record(CaseKey.Candidature(alumnus.CandidatureId), new Act(nameof(ConfirmPrivateEmail), by.Id, SubjectKind: nameof(Alumnus), SubjectId: alumnus.Id));
        await db.SaveChangesAsync(ct);
    }
}

internal static class PrivateEmails
{
    /// <summary>An address belongs to one person, whether they sign in with it or keep it as their private one.</summary>
    /// <exception cref="DomainRuleException"><c>EmailTakenElsewhere</c>.</exception>
    public static async Task EnsureOwnAddressAsync(this PhdTrackerDb db, Alumnus alumnus, CancellationToken ct)
    {
        var (email, normalized) = (alumnus.PrivateEmail, alumnus.PrivateEmail!.ToUpperInvariant());
        if (await db.Users.AnyAsync(p => p.NormalizedEmail == normalized && p.Id != alumnus.PersonId, ct)
            || await db.Alumni.AnyAsync(a => a.PrivateEmail == email && a.Id != alumnus.Id, ct))
            throw new DomainRuleException("EmailTakenElsewhere");
    }
}
