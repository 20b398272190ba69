using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes.Editing;

namespace PhdTracker.Core.Processes;

/// <summary>Changes parameters of a step. A draft is changed, any other version becomes the base of a new one.</summary>
/// <param name="Seen">The hash of the content that the page showed.</param>
/// <param name="AsDraft">Whether the page showed a draft: where it was published since, that is said before another draft begins.</param>
/// <param name="Inputs">By name, as they were typed; empty to take one away.</param>
public sealed record EditRouteStep(string DefinitionId, int Version, string Seen, string ActivityId, IReadOnlyDictionary<string, string?> Inputs, bool AsDraft = false);

/// <inheritdoc cref="EditRouteStep"/>
public sealed class EditRouteStepHandler(PhdTrackerDb db, RouteDrafts drafts)
{
    /// <returns>The draft's number.</returns>
    /// <exception cref="NotFoundException">There is no such version, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="RouteProblemsException">The changed route cannot run.</exception>
    /// <exception cref="DomainRuleException"><c>RouteDraftDiscarded</c>, <c>RouteDraftPublished</c>, <c>RouteDaysNotUnderstood</c>, <c>RouteTextTooLong</c>, and those of <see cref="RouteEditor.ChangeStep"/>.</exception>
    public Task<int> HandleAsync(EditRouteStep command, Person by, CancellationToken ct) => LostRaces.TryAgainAsync(db, by, async me =>
    {
        TypedInputs.Check(command.Inputs);
        var version = await drafts.SeenAsync(command.DefinitionId, command.Version, command.Seen, Permission.DraftRoutes, me!, ct);
        return await drafts.KeepAsync(version, RouteEditor.ChangeStep(version.Json, command.ActivityId, command.Inputs), nameof(EditRouteStep), command.AsDraft, me!, ct);
    }, ct);
}
