using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>Writes to an alumnus by the form, which does not tell their address. The writer's own goes with it, for an answer.</summary>
public sealed record WriteToAlumnus(int AlumnusId, string? Message);

public sealed class WriteToAlumnusHandler(PhdTrackerDb db, AccessReader access, Notifier notifier, TimeProvider clock)
{
    public const int Longest = 2000;

    /// <summary>Messages that one person may write in a day.</summary>
    public const int MostADay = 20;

    /// <exception cref="NotFoundException">There is no such alumnus for this person, or they take no messages.</exception>
    /// <exception cref="DomainRuleException"><c>MessageMissing</c>, <c>WordsTooLong</c>, <c>TooManyMessages</c>.</exception>
    public async Task HandleAsync(WriteToAlumnus command, Person by, CancellationToken ct)
    {
        var alumni = AlumniDirectory.Listed(db, await access.ForAsync(by.Id, ct));
        var alumnus = await alumni.Where(a => a.Id == command.AlumnusId && a.Contact == AlumnusContact.Form).Include(a => a.Person).SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        if (string.IsNullOrWhiteSpace(command.Message))
            throw new DomainRuleException("MessageMissing") { Field = nameof(command.Message) };
        if (command.Message.Trim().Length > Longest)
            throw new DomainRuleException("WordsTooLong", Longest) { Field = nameof(command.Message) };
        var since = clock.UtcNow().AddDays(-1);
        if (await db.AuditEntries.CountAsync(e => e.ActName == nameof(WriteToAlumnus) && e.ById == by.Id && e.At > since, ct) >= MostADay)
            throw new DomainRuleException("TooManyMessages", MostADay) { Field = nameof(command.Message) };

        var mail = notifier.Tell(alumnus.Person, "AlumnusMessage", "/alumni/me", null, by.DisplayName, by.Email, command.Message.Trim());
        if (alumnus is { MailsToPrivateEmail: true, PrivateEmail: { } address })
            mail?.SendTo(address);
        db.Record(CaseKey.Candidature(alumnus.CandidatureId), new Act(nameof(WriteToAlumnus), by.Id, SubjectKind: nameof(Alumnus), SubjectId: alumnus.Id));
        await db.SaveChangesAsync(ct);
    }
}
