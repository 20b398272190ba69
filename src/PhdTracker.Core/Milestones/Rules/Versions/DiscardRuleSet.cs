using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones.Rules.Versions;

/// <summary>Throws a draft of a rule set away.</summary>
/// <param name="Seen">The hash of the content that the page showed.</param>
public sealed record DiscardRuleSet(string Code, int Number, string Seen);

/// <inheritdoc cref="DiscardRuleSet"/>
public sealed class DiscardRuleSetHandler(PhdTrackerDb db, RuleSetDrafts drafts)
{
    /// <exception cref="NotFoundException">There is no such version, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It is another draft by now.</exception>
    /// <exception cref="DomainRuleException"><c>RuleSetDraftDiscarded</c>, <c>RuleSetNotDraft</c>.</exception>
    public async Task HandleAsync(DiscardRuleSet command, Person by, CancellationToken ct)
    {
        var draft = await drafts.SeenAsync(command.Code, command.Number, command.Seen, Permission.DraftRoutes, by, ct);
        draft.RefuseUnlessDraft();
        db.RuleSets.Remove(draft);
        drafts.Record(draft, nameof(DiscardRuleSet), null, by);
        await db.SaveChangesAsync(ct);
    }
}
