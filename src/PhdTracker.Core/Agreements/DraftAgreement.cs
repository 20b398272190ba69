using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Agreements;

/// <summary>An office begins the agreement of a project that has none, from the template.</summary>
/// <param name="Kind">Null for what the programme's award model asks for.</param>
public sealed record DraftAgreement(int ProjectId, AgreementKind? Kind = null);

/// <inheritdoc cref="DraftAgreement"/>
public sealed class DraftAgreementHandler(PhdTrackerDb db, AccessReader access, AgreementDrafts drafts, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such project, or not for this person.</exception>
    /// <exception cref="DomainRuleException"><c>ProjectEnded</c>; <c>AgreementExists</c>: one is under way or in force.</exception>
    public async Task<Agreement> HandleAsync(DraftAgreement command, Person by, CancellationToken ct)
    {
        var mine = (await access.ForAsync(by.Id, ct)).Filter(db.Projects, Permission.ManageAgreements);
        var project = await AgreementDrafts.WithPeople(mine).SingleOrDefaultAsync(p => p.Id == command.ProjectId, ct) ?? throw new NotFoundException();
        project.EnsureGoesOn();
        var others = await db.Agreements.Where(a => a.ProjectId == project.Id).ToListAsync(ct);
        var today = clock.Today();
        if (others.Any(a => a.IsLiveOn(today)))
            throw new DomainRuleException("AgreementExists");
        var agreement = drafts.For(project, others.Select(a => a.Number).DefaultIfEmpty().Max() + 1, command.Kind);
        db.Record(() => CaseKey.Project(project.Id), () => new Act(nameof(DraftAgreement), by.Id, SubjectKind: nameof(Agreement), SubjectId: agreement.Id));
        await db.SaveNewAsync(ct);
        return agreement;
    }
}

internal static class AgreementSaving
{
    /// <summary>Saves a new agreement. Of two that begin one at once, the number tells the second.</summary>
    /// <exception cref="DomainRuleException"><c>AgreementExists</c>.</exception>
    public static async Task SaveNewAsync(this PhdTrackerDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken) when (taken is not DbUpdateConcurrencyException)
        {
            throw new DomainRuleException("AgreementExists");
        }
    }
}
