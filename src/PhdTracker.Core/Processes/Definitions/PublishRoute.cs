using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Running;

namespace PhdTracker.Core.Processes;

/// <summary>From now on processes start on this version: a draft, an earlier local version, or the newest shipped one. What runs on another goes on.</summary>
/// <param name="Seen">The hash of the content that the page showed.</param>
public sealed record PublishRoute(string DefinitionId, int Version, string Seen, string Reason);

/// <inheritdoc cref="PublishRoute"/>
public sealed class PublishRouteHandler(PhdTrackerDb db, RouteDrafts drafts, DefinitionLibrary definitions, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such version, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Another version was published, or the route retired, at the same moment.</exception>
    /// <exception cref="RouteProblemsException">It cannot run: somebody whom it asks is gone, or the app has changed.</exception>
    /// <exception cref="DomainRuleException"><c>RouteDraftDiscarded</c>, <c>RouteAlreadyPublished</c>, <c>RouteShippedEarlier</c>, and those of <see cref="StoredDefinition.Publish"/>.</exception>
    public async Task HandleAsync(PublishRoute command, Person by, CancellationToken ct)
    {
        var version = await drafts.SeenAsync(command.DefinitionId, command.Version, command.Seen, Permission.PublishRoutes, by, ct);
        var shipped = definitions.ShippedVersion(version.DefinitionId);
        if (version.Origin == DefinitionOrigin.Shipped && version.DefinitionVersion != shipped)
            throw new DomainRuleException("RouteShippedEarlier");
        await drafts.OneAtATimeAsync(version.DefinitionId, ct);
        var others = await db.Definitions.Where(d => d.DefinitionId == version.DefinitionId && d.Id != version.Id && d.Origin == DefinitionOrigin.Local && d.State == DefinitionState.Published).ToListAsync(ct);
        if (version.State == DefinitionState.Published && others.Count == 0)
            throw new DomainRuleException("RouteAlreadyPublished");
        _ = await drafts.ReadAsync(version.Json, ct);
        version.Publish(command.Reason, shipped, by, clock.UtcNow());
        others.ForEach(other => other.GiveWay(clock.UtcNow()));
        drafts.Record(version, nameof(PublishRoute), version.Reason, by);
        await db.SaveChangesAsync(ct);
    }
}
