using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.ChangeRequests;

/// <summary>Sends a request to those who decide: a new one or a draft begins its route, a returned one goes on where it was sent back.</summary>
/// <param name="RequestId">Null for a new one.</param>
/// <param name="Version">The version of the request that the page was loaded with.</param>
public sealed record SubmitChangeRequest(int CandidatureId, ChangeRequestKind Kind, int? RequestId, int Version, ChangeRequestDetails Details);

/// <inheritdoc cref="SubmitChangeRequest"/>
public sealed class SubmitChangeRequestHandler(PhdTrackerDb db, OpenChangeRequests requests, ProcessRunner runner, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">This person may not ask for changes of the candidature, or the request is not of it.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException">
    /// <c>ChangeRequestAlreadyOpen</c>, <c>ExtensionPastCap</c>, and those of <see cref="OpenChangeRequests.WriteAsync"/> and <see cref="ChangeRequest.Submit"/>.
    /// </exception>
    public async Task<ChangeRequest> HandleAsync(SubmitChangeRequest command, Person by, CancellationToken ct)
    {
        var request = await requests.WriteAsync(command.CandidatureId, command.Kind, command.RequestId, command.Version, command.Details, by, ct);
        if (await db.ChangeRequests.AnyAsync(r => r.OpenFor == command.CandidatureId && r.Kind == command.Kind && r.Id != request.Id, ct))
            throw new DomainRuleException("ChangeRequestAlreadyOpen");
        var returned = request.State == ChangeRequestState.Returned;
        request.Submit(clock.UtcNow());
        requests.EnsureWithinCap(request);
        if (returned)
            await GoOnAsync(request, by, ct);
        else
            await runner.StartAsync(OpenChangeRequests.RouteOf(request.Kind), request, by, ct);
        TellStudent(request, by);
        db.Record(() => CaseKey.Candidature(request.CandidatureId), () => new Act(nameof(SubmitChangeRequest), by.Id, SubjectKind: nameof(ChangeRequest), SubjectId: request.Id));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken) when (taken is not DbUpdateConcurrencyException)
        {
            // A second click reached the database first.
            throw new DomainRuleException("ChangeRequestAlreadyOpen");
        }
        return request;
    }

    /// <summary>A student learns what is asked in their name.</summary>
    private void TellStudent(ChangeRequest request, Person by)
    {
        var student = request.Candidature.Student;
        if (student != by)
            db.OnceSaved(() => notifier.Tell(student, "ChangeRequestBehalf", request.Path(), null, request.TitleIn(Texts.For(student.Language)), by.DisplayName));
    }

    /// <summary>The route asks the student for the changed request; the office may send it in their place.</summary>
    private async Task GoOnAsync(ChangeRequest request, Person by, CancellationToken ct)
    {
        var task = await db.Tasks.About(SubjectKind.ChangeRequest, request.Id).Include(t => t.Process).Include(t => t.Assignees).ThenInclude(a => a.Person)
            .SingleOrDefaultAsync(t => t.Kind == TaskKind.Action && t.State == TaskState.Open, ct) ?? throw new DomainRuleException("ChangeRequestNotEditable");
        task.Fulfil(clock.UtcNow());
        await runner.ResumeAsync(task, "Done", by, ct);
    }
}
