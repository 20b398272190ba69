using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.ChangeRequests;

/// <summary>Keeps a request as it stands, complete or not: a draft, or one that was returned. Only its author sees a draft.</summary>
/// <param name="RequestId">Null for a new one.</param>
/// <param name="Version">The version of the request that the page was loaded with.</param>
public sealed record SaveChangeRequest(int CandidatureId, ChangeRequestKind Kind, int? RequestId, int Version, ChangeRequestDetails Details);

/// <inheritdoc cref="SaveChangeRequest"/>
public sealed class SaveChangeRequestHandler(PhdTrackerDb db, OpenChangeRequests requests)
{
    /// <exception cref="NotFoundException">This person may not ask for changes of the candidature, or the request is not of it.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="OpenChangeRequests.WriteAsync"/>.</exception>
    public async Task<ChangeRequest> HandleAsync(SaveChangeRequest command, Person by, CancellationToken ct)
    {
        var request = await requests.WriteAsync(command.CandidatureId, command.Kind, command.RequestId, command.Version, command.Details, by, ct);
        await db.SaveChangesAsync(ct);
        return request;
    }
}
