using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Makes ten new recovery codes; those from before stop working.</summary>
public sealed record RenewRecoveryCodes(string? Password);

public sealed class RenewRecoveryCodesHandler(PhdTrackerDb db, SecondFactors factors, PasswordRules rules)
{
    /// <returns>The codes, to be shown once.</returns>
    /// <exception cref="DomainRuleException"><c>AuthenticatorOff</c>, <c>PasswordWrong</c>.</exception>
    public async Task<IReadOnlyList<string>> HandleAsync(RenewRecoveryCodes command, Person by, CancellationToken ct)
    {
        var authenticator = await factors.AuthenticatorAsync(by.Id, ct) ?? throw new DomainRuleException("AuthenticatorOff");
        if (!rules.Matches(by, command.Password))
            throw new DomainRuleException("PasswordWrong") { Field = "Password" };
        db.RemoveRange(authenticator.Codes);
        var codes = authenticator.RenewCodes();
        db.Record(CaseKey.Person(by.Id), new Act(nameof(RenewRecoveryCodes), by.Id, SubjectKind: nameof(Person), SubjectId: by.Id));
        await db.SaveChangesAsync(ct);
        return codes;
    }
}
