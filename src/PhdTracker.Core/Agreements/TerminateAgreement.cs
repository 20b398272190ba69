using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Agreements;

/// <summary>An office ends an agreement, with a reason; everybody concerned is told.</summary>
/// <param name="Version">The version that the page was loaded with.</param>
public sealed record TerminateAgreement(int AgreementId, int Version, string Reasons);

/// <inheritdoc cref="TerminateAgreement"/>
public sealed class TerminateAgreementHandler(PhdTrackerDb db, AgreementCases agreements, Desks desks, ProcessRunner runner, Notifier notifier, TimeProvider clock)
{
    private static readonly string[] Told = ["office", "investigator", "legal", "signatory"];

    /// <exception cref="NotFoundException">There is no such agreement, or not for this person.</exception>
    /// <exception cref="StaleVersionException">Somebody changed it since.</exception>
    /// <exception cref="DomainRuleException">Those of <see cref="Agreement.Terminate"/>.</exception>
    public async Task HandleAsync(TerminateAgreement command, Person by, CancellationToken ct)
    {
        var agreement = await agreements.LoadAsync(command.AgreementId, command.Version, Permission.ManageAgreements, by, ct);
        agreement.Terminate(command.Reasons, clock.Today());
        db.Record(CaseKey.Project(agreement.ProjectId), new Act(nameof(TerminateAgreement), by.Id, SubjectKind: nameof(Agreement), SubjectId: agreement.Id, Comment: agreement.TerminationReason));
        await runner.CancelAsync(db.Processes.About(SubjectKind.Agreement, agreement.Id), by, ct);
        foreach (var person in (await ConcernedAsync(agreement.ProjectId, ct)).Where(p => p.Id != by.Id))
            notifier.Tell(person, "AgreementTerminated", agreement.Path(), null, agreement.TitleIn(Texts.For(person.Language)), by.DisplayName, agreement.TerminationReason);
        await db.SaveChangesAsync(ct);
    }

    private async Task<List<Person>> ConcernedAsync(int projectId, CancellationToken ct)
    {
        var about = new DeskCase(null, null, projectId);
        var asked = Told.SelectMany(role => new[] { (about, role + ":home"), (about, role + ":partner") }).ToList();
        var holders = (await desks.HoldersAsync(asked, clock.Today(), ct)).Values.SelectMany(people => people);
        var students = await db.Candidatures.Where(c => c.Studentship.ProjectId == projectId && !Candidature.ClosedStates.Contains(c.State)).Select(c => c.Student).ToListAsync(ct);
        return [.. holders.Concat(students).DistinctBy(p => p.Id)];
    }
}
