using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.ChangeRequests;

/// <summary>Whoever may ask for it takes a request back before it is decided; a draft is thrown away.</summary>
/// <param name="Version">The version of the request that the page was loaded with.</param>
public sealed record WithdrawChangeRequest(int RequestId, int Version);

/// <inheritdoc cref="WithdrawChangeRequest"/>
public sealed class WithdrawChangeRequestHandler(PhdTrackerDb db, OpenChangeRequests requests, ProcessRunner runner, Desks desks, Notifier notifier, TimeProvider clock)
{
    private static readonly string[] Concerned = ["student", "lead:home", "lead:partner", "office:home", "office:partner"];

    /// <exception cref="NotFoundException">It does not exist, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It went on since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>ChangeRequestDecided</c>.</exception>
    public async Task HandleAsync(WithdrawChangeRequest command, Person by, CancellationToken ct)
    {
        var request = await requests.LoadAsync(command.RequestId, by, ct);
        if (request.State != ChangeRequestState.Draft && !request.IsUndecided)
            throw new DomainRuleException("ChangeRequestDecided");
        if (request.Version != command.Version)
            throw new StaleVersionException();
        if (request.State == ChangeRequestState.Draft)
            db.Remove(request);
        else
            await CallOffAsync(request, by, ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task CallOffAsync(ChangeRequest request, Person by, CancellationToken ct)
    {
        request.Withdraw(clock.UtcNow());
        await runner.CancelAsync(db.Processes.About(SubjectKind.ChangeRequest, request.Id), by, ct);
        var about = DeskCase.Candidature(request.CandidatureId);
        var holders = await desks.HoldersAsync([.. Concerned.Select(asked => (about, asked))], clock.Today(), ct);
        foreach (var person in holders.SelectMany(h => h.Value).Distinct().Where(p => p != by))
            notifier.Tell(person, "ChangeRequestWithdrawn", request.Path(), null, request.TitleIn(Texts.For(person.Language)), by.DisplayName);
        db.Record(CaseKey.Candidature(request.CandidatureId), new Act(nameof(WithdrawChangeRequest), by.Id, SubjectKind: nameof(ChangeRequest), SubjectId: request.Id));
    }
}
