using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Changes one's own password. Other sessions end.</summary>
/// <param name="SessionId">The session that goes on.</param>
public sealed record ChangePassword(string? Current, string? New, int? SessionId = null);

public sealed class ChangePasswordHandler(PhdTrackerDb db, PasswordRules rules, Sessions sessions)
{
    /// <exception cref="DomainRuleException"><c>PasswordWrong</c>, or the new one is refused.</exception>
    public async Task HandleAsync(ChangePassword command, Person by, CancellationToken ct)
    {
        if (!rules.Matches(by, command.Current))
            throw new DomainRuleException("PasswordWrong") { Field = "Current" };
        by.SetPassword(rules.Hash(by, command.New, "New"));
        by.Touch();
        await sessions.KeepAsync(command.SessionId, by, ct);
        db.Record(CaseKey.Person(by.Id), new Act(nameof(ChangePassword), by.Id, SubjectKind: nameof(Person), SubjectId: by.Id));
        await db.SaveChangesAsync(ct);
    }
}
