using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Projects.Merging;

/// <summary>
/// Makes one of two records of a project. Places, students and all that hangs on the one move to the other; it stays itself as a closed record
/// that leads there, so that its trail can still be read and sheets may go on naming its code.
/// </summary>
/// <param name="KeptVersion">The version of the kept record that the page was loaded with.</param>
/// <param name="ClosedVersion">The same of the one that is closed.</param>
public sealed record MergeProjects(int KeptId, int KeptVersion, int ClosedId, int ClosedVersion);

/// <inheritdoc cref="MergeProjects"/>
public sealed class MergeProjectsHandler(PhdTrackerDb db, ProjectPairs pairs, AgreementMilestones milestones, ConcernedPeople concerned, TaskDesks desks, Notifier notifier, TimeProvider clock)
{
    /// <exception cref="NotFoundException">One of them is not there, not for this person, or was merged already; or both are one.</exception>
    /// <exception cref="StaleVersionException">One of them was changed since the page was loaded.</exception>
    /// <exception cref="DomainRuleException">
    /// <c>MergeOfTwoProgrammes</c>, <c>MergeIntoEnded</c>, <c>MergeOfTwoProposals</c>, <c>MergeOfTwoAgreements</c>, <c>MergeTurnsAgreement</c>, <c>MergeHeldByOne</c>, <c>MergeHeldByTwo</c>,
    /// <c>MergeLedByTwo</c>, <c>MergeWithdrawnFrom</c>, <c>MergeOwnTwin</c>, <c>MergeLeadsTwoSides</c>.
    /// </exception>
    public async Task HandleAsync(MergeProjects command, Person by, CancellationToken ct)
    {
        var (kept, closed) = await pairs.FindAsync(command.KeptId, command.ClosedId, by, ct);
        if (kept.Version != command.KeptVersion || closed.Version != command.ClosedVersion)
            throw new StaleVersionException();
        if ((await pairs.ObstaclesAsync(kept, closed, ct)).FirstOrDefault() is { } obstacle)
            throw obstacle;
        var investigators = kept.Studentships.Concat(closed.Studentships).Select(s => s.Investigator).OfType<Person>().ToList();
        await RecordAsync(kept, closed, by, ct);
        await MeetAgreementsAsync(kept, closed, ct);
        await MoveAgreementsAsync(kept, closed, ct);
        foreach (var reference in ProjectReferences.Moving)
            await reference.MoveAsync(db, closed.Id, kept.Id, ct);
        var left = closed.MergeInto(kept);
        // Who has gone over must be seen before the places that are empty now go.
        db.ChangeTracker.DetectChanges();
        db.RemoveRange(left);
        db.Touch(kept);
        foreach (var person in (await concerned.OfficesAsync(kept.ProgrammeId, ct)).Concat(investigators).Where(p => p != by).Distinct())
            notifier.Tell(person, "ProjectsMerged", $"/projects/{kept.Id}", null, kept.Code, kept.Title, closed.Code, by.DisplayName);
        await desks.SaveAndReaskAsync(kept.Id, ct);
    }

    private async Task RecordAsync(Project kept, Project closed, Person by, CancellationToken ct)
    {
        Act Into(Project other) => new(nameof(MergeProjects), by.Id, SubjectKind: nameof(Project), SubjectId: other.Id, Comment: other.Code);
        db.Record(CaseKey.Project(kept.Id), Into(closed));
        db.Record(CaseKey.Project(closed.Id), Into(kept));
        foreach (var candidature in closed.Studentships.SelectMany(s => s.Candidatures))
            db.Record(CaseKey.Candidature(candidature.Id), Into(kept));
        foreach (var proposal in await db.Proposals.Where(p => p.ProjectId == closed.Id).Select(p => p.Id).ToListAsync(ct))
            db.Record(CaseKey.Proposal(proposal), Into(kept));
    }

    /// <summary>An agreement that is signed in the one record binds the students of the other too.</summary>
    private async Task MeetAgreementsAsync(Project kept, Project closed, CancellationToken ct)
    {
        await db.Milestones.Where(m => m.Candidature.Studentship.ProjectId == kept.Id || m.Candidature.Studentship.ProjectId == closed.Id).LoadAsync(ct);
        foreach (var (project, other) in new[] { (kept, closed), (closed, kept) })
            await milestones.MeetAsync([.. project.Studentships.Select(s => s.Present).OfType<Candidature>()], other.Id, ct);
    }

    /// <summary>They are counted anew where both records have some; the one that is under way or in force comes last.</summary>
    private async Task MoveAgreementsAsync(Project kept, Project closed, CancellationToken ct)
    {
        var all = await pairs.AgreementsAsync(kept, closed, ct);
        if (all.TrueForAll(a => a.ProjectId == kept.Id))
            return;
        var last = all.Find(a => a.IsLiveOn(clock.Today()))?.ProjectId ?? kept.Id;
        foreach (var (index, agreement) in all.OrderBy(a => a.ProjectId == last).ToList().Index())
            agreement.MoveTo(kept, index + 1);
    }
}
