using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Running;

namespace PhdTracker.Core.Processes;

/// <summary>Nothing starts on this route any more, in any of its versions, until one is published again. What runs goes on.</summary>
/// <param name="Version">The version that starts, as the page showed it.</param>
/// <param name="Seen">The hash of its content.</param>
public sealed record RetireRoute(string DefinitionId, int Version, string Seen, string Reason);

/// <inheritdoc cref="RetireRoute"/>
public sealed class RetireRouteHandler(PhdTrackerDb db, RouteDrafts drafts, DefinitionLibrary definitions, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such version, or not for this person.</exception>
    /// <exception cref="StaleVersionException">Another version starts by now.</exception>
    /// <exception cref="DbUpdateConcurrencyException">A version was published at the same moment.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="StoredDefinition.Retire"/>.</exception>
    public async Task HandleAsync(RetireRoute command, Person by, CancellationToken ct)
    {
        var version = await drafts.SeenAsync(command.DefinitionId, command.Version, command.Seen, Permission.PublishRoutes, by, ct);
        await drafts.OneAtATimeAsync(version.DefinitionId, ct);
        var published = await db.Definitions.Where(d => d.DefinitionId == version.DefinitionId && d.State == DefinitionState.Published).ToListAsync(ct);
        if (RouteVersions.Current(published, definitions.ShippedVersion(version.DefinitionId)) is { } current && current != version)
            throw new StaleVersionException();
        version.Retire(command.Reason, by, clock.UtcNow());
        foreach (var other in published.Where(d => d != version))
            other.GiveWay(clock.UtcNow());
        drafts.Record(version, nameof(RetireRoute), version.Reason, by);
        await db.SaveChangesAsync(ct);
    }
}
