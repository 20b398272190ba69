using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Agreements;

/// <summary>Agreements as commands and pages load them: for those who may.</summary>
public sealed class AgreementCases(PhdTrackerDb db, AccessReader access)
{
    /// <summary>What a route calls the step in which an agreement is signed, and the one in which it is changed.</summary>
    public const string SignAction = "sign";

    /// <inheritdoc cref="SignAction"/>
    public const string EditAction = "edit";
    private static readonly string[] Defences = ["viva", "defence"];

    /// <summary>The agreement with its project, parties and signatures, to be changed.</summary>
    /// <exception cref="NotFoundException">It does not exist, or not for this person.</exception>
    public async Task<Agreement> LoadAsync(int id, Permission permission, Person by, CancellationToken ct) =>
        await Whole(await access.ForAsync(by.Id, ct), permission).SingleOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotFoundException();

    /// <summary>The same on the version that the person saw.</summary>
    /// <exception cref="NotFoundException">It does not exist, or not for this person.</exception>
    /// <exception cref="StaleVersionException">It was changed since.</exception>
    public async Task<Agreement> LoadAsync(int id, int version, Permission permission, Person by, CancellationToken ct)
    {
        var agreement = await LoadAsync(id, permission, by, ct);
        return agreement.Version == version ? agreement : throw new StaleVersionException();
    }

    /// <summary>The same to be read.</summary>
    /// <exception cref="NotFoundException">It does not exist, or not for this person.</exception>
    public async Task<Agreement> ReadAsync(int id, Access mine, Permission permission, CancellationToken ct) =>
        await Whole(mine, permission).AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotFoundException();

    /// <summary>The open step of signature; null if nobody is asked to sign.</summary>
    public Task<ProcessTask?> TurnAsync(int id, CancellationToken ct) =>
        db.Tasks.AsNoTracking().About(SubjectKind.Agreement, id).Include(t => t.Assignees).ThenInclude(a => a.Person)
            .FirstOrDefaultAsync(t => t.State == TaskState.Open && t.Action == SignAction, ct);

    /// <summary>The place in which a person signs now.</summary>
    /// <exception cref="DomainRuleException"><c>AgreementNotSigned</c>, <c>AgreementSignedAlready</c>, <c>AgreementNotYourTurn</c>.</exception>
    public async Task<SignatureStep> StepOfAsync(Agreement agreement, Person by, CancellationToken ct)
    {
        if (await TurnAsync(agreement.Id, ct) is not { } turn)
            throw new DomainRuleException("AgreementNotSigned");
        if (turn.Asked.Any(p => p.Id == by.Id))
            return SignatureStep.Of(turn.AskedOf) ?? throw new InvalidOperationException($"A route asks {turn.AskedOf} to sign.");
        var names = string.Join(", ", turn.Asked.Select(p => p.DisplayName).Order(StringComparer.Ordinal));
        var signed = agreement.Signatures.Any(s => s.PersonId == by.Id && s.Kind == SignatureKind.Signed && s.VoidedAt is null);
        throw new DomainRuleException(signed ? "AgreementSignedAlready" : "AgreementNotYourTurn", names);
    }

    /// <summary>The last day on which a student of the project is expected to defend; null where none is known.</summary>
    public async Task<DateOnly?> ExpectedDefenceAsync(int projectId, CancellationToken ct)
    {
        var days = await db.Candidatures.Where(c => c.Studentship.ProjectId == projectId && !Candidature.ClosedStates.Contains(c.State))
            .Select(c => c.DefenceOn ?? c.Milestones.Where(m => Defences.Contains(m.RuleCode)).Max(m => m.DueOn)).ToListAsync(ct);
        return days.Max();
    }

    private IQueryable<Agreement> Whole(Access mine, Permission permission)
    {
        var allowed = mine.Filter(db.Projects, permission);
        var agreements = permission == Permission.ViewAgreements ? ReadableCases.Agreements(db, mine) : db.Agreements.Where(a => allowed.Any(p => p.Id == a.ProjectId));
        return agreements
            .Include(a => a.Project)
            .Include(a => a.Supersedes)
            .Include(a => a.Parties).ThenInclude(p => p.Party).ThenInclude(p => p.Institution)
            .Include(a => a.Signatures).ThenInclude(s => s.Person)
            .Include(a => a.Signatures).ThenInclude(s => s.AgreementParty).ThenInclude(p => p.Party).ThenInclude(p => p.Institution)
            .AsSplitQuery();
    }
}
