using System.Security.Cryptography;
using System.Text;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

/// <summary>Sends a link to a private address; following it confirms the address. Whether somebody else has it is told only then, to its owner.</summary>
public sealed record AskPrivateEmail(string? Email);

public sealed class AskPrivateEmailHandler(PhdTrackerDb db, Notifier notifier, TimeProvider clock)
{
    /// <summary>How long the next link waits, so that nobody's mailbox is filled.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(2);

    /// <exception cref="NotFoundException">The person is no alumnus.</exception>
    /// <exception cref="DomainRuleException"><c>EmailUnreadable</c>, <c>LinkSentJustNow</c>.</exception>
    public async Task HandleAsync(AskPrivateEmail command, Person by, CancellationToken ct)
    {
        var alumnus = await db.OwnAlumnusAsync(by, ct);
        var now = clock.UtcNow();
        if (alumnus.ConfirmationSentAt > now - Between)
            throw new DomainRuleException("LinkSentJustNow") { Field = "Email" };
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        alumnus.AskToConfirm(command.Email, Hash(token), now);
        notifier.Tell(by, "PrivateEmailAsked", $"/alumni/confirm/{token}", null, Alumnus.LinkDays)?.SendTo(alumnus.WaitingEmail!);
        db.Record(CaseKey.Candidature(alumnus.CandidatureId), new Act(nameof(AskPrivateEmail), by.Id, SubjectKind: nameof(Alumnus), SubjectId: alumnus.Id));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>What is kept of a token.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
