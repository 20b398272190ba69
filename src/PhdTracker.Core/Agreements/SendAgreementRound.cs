using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Agreements;

/// <summary>An office freezes the text and sends it round for review and signature.</summary>
/// <param name="Version">The version that the page was loaded with.</param>
public sealed record SendAgreementRound(int AgreementId, int Version);

/// <inheritdoc cref="SendAgreementRound"/>
public sealed class SendAgreementRoundHandler(PhdTrackerDb db, AgreementCases agreements, ProcessRunner runner, TimeProvider clock)
{
    /// <summary>The route that agreements take.</summary>
    public const string Route = "cosupervision-agreement";

    /// <exception cref="NotFoundException">There is no such agreement, or not for this person.</exception>
    /// <exception cref="StaleVersionException">Somebody changed it since.</exception>
    /// <exception cref="DomainRuleException"><c>AgreementSentByOthers</c>: it was returned to the office of the other side; and those of <see cref="Agreement.SendRound"/>.</exception>
    public async Task HandleAsync(SendAgreementRound command, Person by, CancellationToken ct)
    {
        var agreement = await agreements.LoadAsync(command.AgreementId, command.Version, Permission.ManageAgreements, by, ct);
        var project = await AgreementDrafts.WithPeople(db.Projects.Where(p => p.Id == agreement.ProjectId)).SingleAsync(ct);
        agreement.Between(AgreementDrafts.PartiesOf(project));
        agreement.SendRound(clock.Today());
        db.Record(CaseKey.Project(agreement.ProjectId), new Act(nameof(SendAgreementRound), by.Id, SubjectKind: nameof(Agreement), SubjectId: agreement.Id));
        var waiting = await db.Tasks.AsNoTracking().About(SubjectKind.Agreement, agreement.Id).Where(t => t.State == TaskState.Open && t.Action == AgreementCases.EditAction)
            .SelectMany(t => t.Assignees.Where(a => a.State == SeatState.Asked), (_, a) => a.Person).Distinct().ToListAsync(ct);
        if (waiting.Count > 0 && waiting.All(p => p.Id != by.Id))
            throw new DomainRuleException("AgreementSentByOthers", string.Join(", ", waiting.Select(p => p.DisplayName).Order(StringComparer.Ordinal)));
        if (waiting.Count > 0)
            await runner.FulfilAsync(agreement, AgreementCases.EditAction, "Done", by, ct);
        else
            await runner.StartAsync(Route, agreement, by, ct);
        await db.SaveChangesAsync(ct);
    }
}
