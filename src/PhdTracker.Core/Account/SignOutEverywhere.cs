using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Ends all of one's own sessions, on every device.</summary>
public sealed record SignOutEverywhere;

public sealed class SignOutEverywhereHandler(PhdTrackerDb db)
{
    public async Task HandleAsync(SignOutEverywhere command, Person by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        by.EndSessions();
        by.Touch();
        db.Record(CaseKey.Person(by.Id), new Act(nameof(SignOutEverywhere), by.Id, SubjectKind: nameof(Person), SubjectId: by.Id));
        await db.SaveChangesAsync(ct);
    }
}
