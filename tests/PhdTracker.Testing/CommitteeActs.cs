using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;

namespace PhdTracker.Testing;

/// <summary>What committees and those who name them do, by the app's own commands.</summary>
public static class CommitteeActs
{
    /// <summary>What the private parts of a meeting say in tests.</summary>
    public const string Secret = "The student asked that nobody hears of this.";

    /// <summary>Names people of the world as the assessors of a milestone.</summary>
    public static Task<int> NamePanelAsync(this Acts acts, string by, int milestoneId, params string[] names) => acts.AsAsync(by, async (services, person) =>
    {
        await services.GetRequiredService<NamePanelHandler>().HandleAsync(new NamePanel(milestoneId, [.. names.Select(Address)]), person, default);
        return milestoneId;
    });

    /// <summary>Names people of the world as the monitoring committee of a student.</summary>
    public static Task<int> NameCommitteeAsync(this Acts acts, string by, int candidatureId, params string[] names) => acts.AsAsync(by, async (services, person) =>
    {
        var version = await services.GetRequiredService<PhdTrackerDb>().Candidatures.Where(c => c.Id == candidatureId).Select(c => c.Version).SingleAsync();
        await services.GetRequiredService<NameMonitoringCommitteeHandler>().HandleAsync(new NameMonitoringCommittee(candidatureId, version, [.. names.Select(Address)]), person, default);
        return candidatureId;
    });

    /// <summary>An assessor reports.</summary>
    /// <returns>How many reports are still awaited.</returns>
    public static Task<int> ReportAsync(this Acts acts, string by, int milestoneId, CommitteeOpinion? opinion, string text = "Sound methods, a clear plan.") => acts.AsAsync(by, (services, person) =>
        services.GetRequiredService<ReportAssessmentHandler>().HandleAsync(new ReportAssessment(milestoneId, opinion, text), person, default));

    /// <summary>A member writes the report of a part of the meeting.</summary>
    public static Task<int> MeetAsync(this Acts acts, string by, int milestoneId, MeetingPart part, CommitteeOpinion? opinion = null, string text = Secret, params int[] readers) => acts.AsAsync(by, async (services, person) =>
    {
        await services.GetRequiredService<ReportMeetingHandler>().HandleAsync(new ReportMeeting(milestoneId, part, opinion, text, readers), person, default);
        return milestoneId;
    });

    private static string Address(string name) => name.Length == 0 || name.Contains('@', StringComparison.Ordinal) ? name : $"{name}@test.example";
}

/// <summary>Milestones of the first project at each step that asks a committee.</summary>
/// <param name="PanelId">Of the UK student: the office names the panel.</param>
/// <param name="ReportId">Of the UK student: <c>newcomer.uk</c> reports.</param>
/// <param name="MeetingId">Of the French student: <c>newcomer.fr</c> and <c>other.lead.uk</c> have written about the open part of their meeting.</param>
public sealed record CommitteeScene(int PanelId, int ReportId, int MeetingId)
{
    public static async Task<CommitteeScene> CreateAsync(App app)
    {
        var (acts, world) = (new Acts(app), app.World);
        var (panel, report, meeting) = await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var uk = await db.Candidatures.SingleAsync(c => c.Id == world.UkCandidatureId);
            var fr = await db.Candidatures.SingleAsync(c => c.Id == world.FrCandidatureId);
            var (first, second, third) = (Plan(db, uk, "lsr", "panel-review"), Plan(db, uk, "progress-review", "panel-review"), Plan(db, fr, "csi-again", "monitoring-committee"));
            await db.SaveChangesAsync();
            return (first.Id, second.Id, third.Id);
        });
        foreach (var id in new[] { panel, report })
        {
            await acts.HandInAsync("student.uk", id);
            await acts.DecideAsync("lead.uk", await acts.TaskAsync(id, "lead:home"), DecisionKind.Approved);
        }
        await acts.NamePanelAsync("office.uk", report, "newcomer.uk");
        await acts.NameCommitteeAsync("school.fr", world.FrCandidatureId, "newcomer.fr", "other.lead.uk");
        await acts.HandInAsync("student.fr", meeting);
        await acts.MeetAsync("newcomer.fr", meeting, MeetingPart.Presentation, text: "A clear talk, and a lively discussion.");
        return new CommitteeScene(panel, report, meeting);
    }

    private static Milestone Plan(PhdTrackerDb db, Candidature candidature, string code, string route)
    {
        var milestone = new Milestone(candidature, null, new MilestoneRuleRef("committees", 1, code, 0), "Review of " + code, "Bilan " + code);
        milestone.Plan(new MilestonePlan(null, new DateOnly(2027, 3, 1), "Because.", "Parce que.", "{}", true, route, null));
        db.Milestones.Add(milestone);
        return milestone;
    }
}
