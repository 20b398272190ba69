using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Committees;

/// <summary>The doctoral school, or the office of the student's side for it, names who follows a student year after year.</summary>
/// <param name="Version">The version of the candidature that the page was loaded with.</param>
/// <param name="Emails">The members' addresses; empty rows are passed over.</param>
public sealed record NameMonitoringCommittee(int CandidatureId, int Version, IReadOnlyList<string?> Emails);

/// <inheritdoc cref="NameMonitoringCommittee"/>
public sealed class NameMonitoringCommitteeHandler(PhdTrackerDb db, AccessReader access, CommitteeBook committees, Desks desks, TaskDesks tasks, Notifier notifier, TimeProvider clock)
{
    /// <summary>The milestone that is met once the committee is named.</summary>
    private const string Named = "csi-named";

    /// <exception cref="NotFoundException">There is no such candidature, or not for this person.</exception>
    /// <exception cref="StaleVersionException">Somebody changed it since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>CandidatureClosed</c>, and those of <see cref="CommitteeBook.NameAsync"/>.</exception>
    public async Task HandleAsync(NameMonitoringCommittee command, Person by, CancellationToken ct)
    {
        if (!await MayAsync(command.CandidatureId, by, ct))
            throw new NotFoundException();
        var candidature = await committees.LoadAsync(command.CandidatureId, ct);
        if (candidature.Version != command.Version)
            throw new StaleVersionException();
        candidature.EnsureGoesOn();
        await committees.NameAsync(candidature, null, CommitteeKind.Monitoring, command.Emails, anew: false, ct);
        foreach (var milestone in candidature.Milestones.Where(m => m.RuleCode == Named && m.State == MilestoneState.Planned))
            milestone.Meet(clock.Today());
        // A meeting may have waited for somebody to be named.
        await tasks.ReaskAsync(candidature.Studentship.ProjectId, ct);
        notifier.Tell(candidature.Student, "CommitteeNamed", $"/candidatures/{candidature.Id}", null, by.DisplayName);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(NameMonitoringCommittee), by.Id, SubjectKind: nameof(Candidature), SubjectId: candidature.Id));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Whether somebody names the committee of this student: their doctoral school, or who manages the candidature.</summary>
    public async Task<bool> MayAsync(int candidatureId, Person by, CancellationToken ct)
    {
        var french = await db.Candidatures.AnyAsync(c => c.Id == candidatureId && c.Studentship.Party.Institution.Country == "FR", ct);
        if (!french)
            return false;
        return await (await access.ForAsync(by.Id, ct)).Filter(db.Candidatures, Permission.ManageCandidatures).AnyAsync(c => c.Id == candidatureId, ct)
            || (await desks.HoldersAsync(DeskCase.Candidature(candidatureId), "director:home", clock.Today(), ct)).Any(p => p.Id == by.Id);
    }
}
