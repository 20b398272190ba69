using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones.Rules.Versions;

/// <summary>
/// From now on candidatures begin on this version, of those that it covers: a draft, or one that was retired. No date of a candidature
/// that is under way moves by it.
/// </summary>
/// <param name="Seen">The hash of the content that the page showed.</param>
public sealed record PublishRuleSet(string Code, int Number, string Seen, string Note);

/// <inheritdoc cref="PublishRuleSet"/>
public sealed class PublishRuleSetHandler(PhdTrackerDb db, RuleSetDrafts drafts, RuleSetReach reach, RuleSetStore store, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such version, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It is another draft by now.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Another version was published or retired at the same moment.</exception>
    /// <exception cref="DomainRuleException">
    /// <c>RuleSetDraftDiscarded</c>, <c>RuleSetCompetes</c>, <c>RuleSetTakesOver</c>, <c>RuleSetRouteUnknown</c>, and those of
    /// <see cref="StoredRuleSet.Publish"/>.
    /// </exception>
    public async Task HandleAsync(PublishRuleSet command, Person by, CancellationToken ct)
    {
        var version = await drafts.SeenAsync(command.Code, command.Number, command.Seen, Permission.PublishRoutes, by, ct);
        await drafts.OneAtATimeAsync(ct);
        version.Publish(command.Note, by, clock.UtcNow());
        var set = store.Read(version);
        await reach.RefuseUnlessPublishableAsync(set, ct);
        drafts.Record(version, nameof(PublishRuleSet), version.Note, by);
        await db.SaveChangesAsync(ct);
    }
}
