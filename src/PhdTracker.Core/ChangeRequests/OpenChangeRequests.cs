using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;

namespace PhdTracker.Core.ChangeRequests;

/// <summary>Loads and writes requests for the commands about them.</summary>
public sealed class OpenChangeRequests(PhdTrackerDb db, AccessReader access, PlanMilestones plans)
{
    /// <summary>The route that a request follows: the id of a workflow definition.</summary>
    public static string RouteOf(ChangeRequestKind kind) => kind switch
    {
        ChangeRequestKind.Interruption => "interruption",
        ChangeRequestKind.Extension => "extension",
        ChangeRequestKind.Mode => "mode-change",
        ChangeRequestKind.Title => "title-change",
        ChangeRequestKind.Supervisor => "supervisor-change",
        ChangeRequestKind.Withdrawal => "withdrawal",
        _ => "mobility-stay",
    };

    /// <summary>The request for somebody who may ask for changes of its candidature; a draft for its author only.</summary>
    /// <exception cref="NotFoundException">It does not exist, or not for this person.</exception>
    public async Task<ChangeRequest> LoadAsync(int id, Person by, CancellationToken ct)
    {
        var mine = (await access.ForAsync(by.Id, ct)).Filter(db.Candidatures, Permission.RequestChanges);
        return await db.ChangeRequests.Include(r => r.Candidature).ThenInclude(c => c.Student)
            .SingleOrDefaultAsync(r => r.Id == id && mine.Any(c => c.Id == r.CandidatureId) && (r.State != ChangeRequestState.Draft || r.ById == by.Id), ct) ?? throw new NotFoundException();
    }

    /// <summary>The request, new or as it is, with what a form says about it. Nothing is saved.</summary>
    /// <param name="id">Null for a new one.</param>
    /// <param name="version">Of the request, as the page was loaded with it.</param>
    /// <exception cref="NotFoundException">This person may not ask for changes of the candidature, or the request is not of it.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>CandidatureClosed</c>, and those of <see cref="ChangeRequest.Describe"/>.</exception>
    public async Task<ChangeRequest> WriteAsync(int candidatureId, ChangeRequestKind kind, int? id, int version, ChangeRequestDetails details, Person by, CancellationToken ct)
    {
        var mine = await access.ForAsync(by.Id, ct);
        var candidature = await WholeAsync(mine.Filter(db.Candidatures, Permission.RequestChanges), candidatureId, ct) ?? throw new NotFoundException();
        var request = id is { } known ? await LoadAsync(known, by, ct) : new ChangeRequest(candidature, kind, by);
        if (request.CandidatureId != candidatureId || request.Kind != kind)
            throw new NotFoundException();
        candidature.EnsureGoesOn();
        if (id is null)
            db.Add(request);
        else if (request.Version != version)
            throw new StaleVersionException();
        var office = mine.May(Permission.ManageCandidatures, CaseScopes.Of(candidature));
        request.Describe(details with { PastCap = details.PastCap && office }, await NamedAsync(candidature, details, ct));
        return request;
    }

    /// <summary>Loads a candidature with all that the rules of changes look at.</summary>
    public Task<Candidature?> WholeAsync(IQueryable<Candidature> candidatures, int id, CancellationToken ct) =>
        OfficeCandidatures.Whole(candidatures.Where(c => c.Id == id)).SingleOrDefaultAsync(ct);

    /// <summary>Whether the rules let a milestone have the days that are asked for.</summary>
    /// <exception cref="DomainRuleException"><c>ExtensionPastCap</c>.</exception>
    public void EnsureWithinCap(ChangeRequest request)
    {
        if (request is not { Milestone: { DueOn: { } due } milestone, Days: { } days, PastCap: false })
            return;
        if (plans.DueWith(request.Candidature, milestone, days) is { } reached && reached < due.AddDays(days))
            throw new DomainRuleException("ExtensionPastCap", reached) { Field = nameof(request.Days) };
    }

    private async Task<NamedInRequest> NamedAsync(Candidature candidature, ChangeRequestDetails details, CancellationToken ct)
    {
        var parties = candidature.Studentship.Project.Programme.Parties;
        var email = details.SuccessorEmail?.Trim().ToUpperInvariant() ?? "";
        return new NamedInRequest(
            candidature.Milestones.Find(m => m.Id == details.MilestoneId),
            candidature.Supervisors.Find(s => s.Id == details.LeavingId),
            email.Length == 0 ? null : await db.Users.SingleOrDefaultAsync(p => p.NormalizedEmail == email && !p.EmailIsPrivate, ct),
            parties.Find(p => p.Id == details.PartyId),
            parties.Find(p => p.Id == details.HostPartyId),
            details.HostUnitId is { } unit ? await db.Units.Include(u => u.Institution).SingleOrDefaultAsync(u => u.Id == unit, ct) : null);
    }
}
