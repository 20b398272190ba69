using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Agreements;

/// <summary>The milestones of a plan that are met once all have signed, so that no office records what is known here already.</summary>
public sealed class AgreementMilestones(PhdTrackerDb db)
{
    internal const string InForce = "agreement-in-force";
    private const string Amended = "agreement-amended";

    /// <summary>A route set an agreement or an amendment in force: the students whom it binds have met the milestone. It does not save.</summary>
    public async Task MeetAsync(Agreement agreement, CancellationToken ct)
    {
        // An amendment is that of the fourth year only if it makes the agreement last longer.
        if (agreement.InForceAt is not { } at || (agreement.Supersedes is { } old && agreement.EndsOn <= old.EndsOn))
            return;
        var code = agreement.SupersedesId is null ? InForce : Amended;
        var waiting = await db.Milestones.Where(m => m.RuleCode == code && m.State == MilestoneState.Planned
            && m.Candidature.Studentship.ProjectId == agreement.ProjectId && !Candidature.ClosedStates.Contains(m.Candidature.State)).ToListAsync(ct);
        waiting.ForEach(m => m.Meet(DateOnly.FromDateTime(at)));
    }

    /// <summary>A student comes to a project whose agreement is signed already. It does not save.</summary>
    /// <param name="candidature">New, with its plan.</param>
    public Task MeetAsync(Candidature candidature, int projectId, CancellationToken ct) => MeetAsync([candidature], projectId, ct);

    /// <summary>The same for several students, whose <see cref="Candidature.Milestones"/> must be loaded.</summary>
    public async Task MeetAsync(IReadOnlyCollection<Candidature> candidatures, int projectId, CancellationToken ct)
    {
        var signed = await db.Agreements.Where(a => a.ProjectId == projectId && a.State == AgreementState.InForce).Select(a => new { a.InForceAt, a.EndsOn }).ToListAsync(ct);
        foreach (var candidature in candidatures)
        {
            if (signed.Where(a => a.EndsOn >= candidature.StartOn).Min(a => a.InForceAt) is { } at)
                Meet(candidature, DateOnly.FromDateTime(at));
        }
    }

    /// <summary>The agreement of a new project is in force since a day, for all who are in it.</summary>
    internal static void Meet(Project project, DateOnly on)
    {
        foreach (var candidature in project.Studentships.SelectMany(s => s.Candidatures))
            Meet(candidature, on);
    }

    private static void Meet(Candidature candidature, DateOnly on) => candidature.Milestones.Where(m => m.RuleCode == InForce && m.State == MilestoneState.Planned).ToList().ForEach(m => m.Meet(on));
}
