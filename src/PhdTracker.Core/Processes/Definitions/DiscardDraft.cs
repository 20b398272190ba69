using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes;

/// <summary>Throws a draft of a route away.</summary>
/// <param name="Seen">The hash of the content that the page showed.</param>
public sealed record DiscardDraft(string DefinitionId, int Version, string Seen);

/// <inheritdoc cref="DiscardDraft"/>
public sealed class DiscardDraftHandler(PhdTrackerDb db, RouteDrafts drafts)
{
    /// <exception cref="NotFoundException">There is no such version, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>RouteDraftDiscarded</c>, <c>RouteNotDraft</c>.</exception>
    public async Task HandleAsync(DiscardDraft command, Person by, CancellationToken ct)
    {
        var draft = await drafts.SeenAsync(command.DefinitionId, command.Version, command.Seen, Permission.DraftRoutes, by, ct);
        draft.RefuseUnlessDraft();
        db.Definitions.Remove(draft);
        drafts.Record(draft, nameof(DiscardDraft), null, by);
        await db.SaveChangesAsync(ct);
    }
}
