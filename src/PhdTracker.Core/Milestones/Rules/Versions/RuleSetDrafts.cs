using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Rules.Reading;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones.Rules.Versions;

/// <summary>A rule set that cannot be kept; everything that is wrong is listed.</summary>
public sealed class RuleSetProblemsException(IReadOnlyList<RuleSetProblem> problems) : DomainRuleException("RuleSetHasProblems")
{
    /// <summary>Never empty.</summary>
    public IReadOnlyList<RuleSetProblem> Problems { get; } = problems;
}

/// <summary>What the commands about versions of a rule set share: who may, which version was seen, its number.</summary>
public sealed class RuleSetDrafts(PhdTrackerDb db, AccessReader access, RuleSetStore store)
{
    /// <summary>A version, for somebody who publishes, retires or discards what they saw.</summary>
    /// <param name="seen">The hash of the content that the page showed.</param>
    /// <exception cref="NotFoundException">There is no such version, or not for this person.</exception>
    /// <exception cref="DomainRuleException"><c>RuleSetDraftDiscarded</c>: there was one.</exception>
    /// <exception cref="StaleVersionException">Its number was given to another draft since.</exception>
    public async Task<StoredRuleSet> SeenAsync(string code, int number, string seen, Permission permission, Person by, CancellationToken ct)
    {
        await AuthoriseAsync(permission, by, ct);
        var stored = await db.RuleSets.SingleOrDefaultAsync(s => s.Code == code && s.Number == number, ct);
        var named = Named(code, number);
        if (stored is null && await db.AuditEntries.AnyAsync(a => a.ActName == nameof(DiscardRuleSet) && a.Comment == named, ct))
            throw new DomainRuleException("RuleSetDraftDiscarded", number);
        if (stored is null)
            throw new NotFoundException();
        await AuthoriseAsync(permission, stored, by, ct);
        return stored.ContentHash == seen ? stored : throw new StaleVersionException();
    }

    /// <summary>Rules of one programme are for whoever may change those of that programme.</summary>
    private async Task AuthoriseAsync(Permission permission, StoredRuleSet stored, Person by, CancellationToken ct)
    {
        if (store.Read(stored).Scope.Programme is not { } code)
            return;
        var programme = await db.Programmes.Where(p => p.Code == code).Select(p => (int?)p.Id).SingleOrDefaultAsync(ct);
        if (!(await access.ForAsync(by.Id, ct)).May(permission, new CaseScope(programme)))
            throw new NotFoundException();
    }

    /// <exception cref="NotFoundException">The person may not.</exception>
    public async Task AuthoriseAsync(Permission permission, Person by, CancellationToken ct)
    {
        if (!(await access.ForAsync(by.Id, ct)).MayAnywhere(permission))
            throw new NotFoundException();
    }

    /// <summary>Makes what candidatures begin on change once at a time, whatever the code, as sets of two codes may compete: whoever changes it touches the same row, the first of all, before looking at the others.</summary>
    internal async Task OneAtATimeAsync(CancellationToken ct) => db.Touch(await db.RuleSets.OrderBy(s => s.Id).FirstAsync(ct));

    /// <summary>The next free number of a version that is uploaded.</summary>
    public async Task<int> NextAsync(string code, CancellationToken ct) =>
        Math.Max(StoredRuleSet.FirstLocalNumber, 1 + await db.RuleSets.Where(s => s.Code == code).MaxAsync(s => (int?)s.Number, ct) ?? 0);

    /// <summary>Says in the trail which version an act is about, and why.</summary>
    internal void Record(StoredRuleSet version, string act, string? note, Person by) => db.Record(
        () => CaseKey.System,
        () => new Act(act, by.Id, SubjectKind: nameof(StoredRuleSet), SubjectId: version.Id, Comment: Named(version.Code, version.Number) + (note is null ? "" : $": {note}")));

    private static string Named(string code, int number) => string.Create(CultureInfo.InvariantCulture, $"{code} {number}");
}
