using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones.Rules.Versions;

/// <summary>No candidature begins on this version any more, until it is published again. Those that follow it stay.</summary>
/// <param name="Seen">The hash of the content that the page showed.</param>
public sealed record RetireRuleSet(string Code, int Number, string Seen, string Note);

/// <inheritdoc cref="RetireRuleSet"/>
public sealed class RetireRuleSetHandler(PhdTrackerDb db, RuleSetDrafts drafts, RuleSetReach reach, RuleSetStore store, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such version, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It is another version by now.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Another version was published or retired at the same moment.</exception>
    /// <exception cref="DomainRuleException"><c>RuleSetDraftDiscarded</c>, <c>RuleSetNeeded</c>, and those of <see cref="StoredRuleSet.Retire"/>.</exception>
    public async Task HandleAsync(RetireRuleSet command, Person by, CancellationToken ct)
    {
        var version = await drafts.SeenAsync(command.Code, command.Number, command.Seen, Permission.PublishRoutes, by, ct);
        await drafts.OneAtATimeAsync(ct);
        version.Retire(command.Note, by, clock.UtcNow());
        await reach.RefuseWhileNeededAsync(store.Read(version), ct);
        drafts.Record(version, nameof(RetireRuleSet), version.Note, by);
        await db.SaveChangesAsync(ct);
    }
}
