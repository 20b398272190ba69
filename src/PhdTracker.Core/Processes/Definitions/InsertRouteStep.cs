using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Editing;

namespace PhdTracker.Core.Processes;

/// <summary>Puts an approval step on a way. A draft is changed, any other version becomes the base of a new one.</summary>
/// <param name="Seen">The hash of the content that the page showed.</param>
/// <param name="AsDraft">Whether the page showed a draft: where it was published since, that is said before another draft begins.</param>
public sealed record InsertRouteStep(string DefinitionId, int Version, string Seen, RouteWay Way, NewStep Step, bool AsDraft = false);

/// <inheritdoc cref="InsertRouteStep"/>
public sealed class InsertRouteStepHandler(PhdTrackerDb db, RouteDrafts drafts)
{
    /// <returns>The draft's number.</returns>
    /// <exception cref="NotFoundException">There is no such version, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="RouteProblemsException">The changed route cannot run.</exception>
    /// <exception cref="DomainRuleException"><c>RouteDraftDiscarded</c>, <c>RouteDraftPublished</c>, <c>RouteDaysNotUnderstood</c>, <c>RouteTextTooLong</c>, and those of <see cref="RouteEditor.InsertStep"/>.</exception>
    public Task<int> HandleAsync(InsertRouteStep command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, async me =>
    {
        TypedInputs.Check(command.Step.Inputs);
        var version = await drafts.SeenAsync(command.DefinitionId, command.Version, command.Seen, Permission.DraftRoutes, me!, ct);
        return await drafts.KeepAsync(version, RouteEditor.InsertStep(version.Json, command.Way, command.Step), nameof(InsertRouteStep), command.AsDraft, me!, ct);
    }, ct);
}
