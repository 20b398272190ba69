using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Milestones;

/// <summary>Milestones as an office changes them.</summary>
public sealed class OfficeMilestones(PhdTrackerDb db, AccessReader access, PlanMilestones planner, ProcessRunner runner)
{
    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 1000;

    /// <summary>The milestone with its candidature's whole plan.</summary>
    /// <exception cref="NotFoundException">It does not exist, or is not of this office's side.</exception>
    /// <exception cref="StaleVersionException">It was changed since the page was loaded.</exception>
    public async Task<Milestone> LoadAsync(int id, int version, Person by, CancellationToken ct)
    {
        var allowed = (await access.ForAsync(by.Id, ct)).Filter(db.Candidatures, Permission.RecordMilestones);
        var candidature = await PlanMilestones.WithPlan(allowed.Where(c => c.Milestones.Any(m => m.Id == id)))
            .Include(c => c.Student)
            .SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        var milestone = candidature.Milestones.Single(m => m.Id == id);
        return milestone.Version == version ? milestone : throw new StaleVersionException();
    }

    /// <summary>A reason that was given.</summary>
    /// <exception cref="DomainRuleException"><c>OfficeReasonMissing</c>, <c>OfficeReasonTooLong</c>.</exception>
    public static string Reason(string reason, int longest = LongestReason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new DomainRuleException("OfficeReasonMissing") { Field = "Reason" };
        if (reason.Trim().Length > longest)
            throw new DomainRuleException("OfficeReasonTooLong", longest) { Field = "Reason" };
        return reason.Trim();
    }

    /// <summary>Takes away what still waited for the student, and moves the dates that hang on this one.</summary>
    public async Task SettleAsync(Milestone milestone, Person? by, CancellationToken ct)
    {
        await runner.CancelAsync(db.Processes.Where(p => p.MilestoneId == milestone.Id), by, ct);
        planner.For(milestone.Candidature);
    }
}
