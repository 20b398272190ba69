using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Committees;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Demo;

/// <summary>What committees of the demo do, by the app's own commands. What is not asked at that time falls away.</summary>
internal static class DemoCommittees
{
    private const string Accounts = "@demo.example";

    /// <summary>The office of the French side names a monitoring committee; that of the demo account's student has a demo account in it.</summary>
    public static Play Named(DateTime at, DemoStudent student) => new(at, async (services, ct) =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var now = await db.Candidatures.AsNoTracking().Include(c => c.Studentship).SingleAsync(c => c.Id == student.Candidature.Id, ct);
        if (Candidature.IsClosed(now.State))
            return;
        var by = await db.Users.SingleAsync(p => p.Email == "office.fr" + Accounts, ct);
        List<string?> members = [.. await IndependentAsync(db, now, ct), .. student.IsAccount ? new[] { "newcomer.fr" + Accounts } : []];
        await services.GetRequiredService<NameMonitoringCommitteeHandler>().HandleAsync(new NameMonitoringCommittee(now.Id, now.Version, members), by, ct);
    });

    /// <summary>The office names a panel.</summary>
    public static Play PanelNamed(DateTime at, int milestone) => new(at, async (services, ct) =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        if ((await AskedAsync(services, milestone, NamePanelHandler.Action, ct)).FirstOrDefault() is not { } by)
            return;
        var candidature = await db.Candidatures.AsNoTracking().Include(c => c.Studentship).SingleAsync(c => c.Milestones.Any(m => m.Id == milestone), ct);
        await services.GetRequiredService<NamePanelHandler>().HandleAsync(new NamePanel(milestone, await IndependentAsync(db, candidature, ct)), by, ct);
    });

    /// <summary>All assessors report.</summary>
    public static Play Reported(DateTime at, int milestone, int words) => new(at, async (services, ct) =>
    {
        foreach (var by in await AskedAsync(services, milestone, ReportAssessmentHandler.Action, ct))
            await services.GetRequiredService<ReportAssessmentHandler>().HandleAsync(new ReportAssessment(milestone, CommitteeOpinion.Favourable, Said(by, words)), by, ct);
    });

    /// <summary>A monitoring committee meets, writes about all parts and gives its opinion.</summary>
    public static Play Met(DateTime at, int milestone, CommitteeOpinion opinion, int words) => new(at, async (services, ct) =>
    {
        foreach (var part in Enum.GetValues<MeetingPart>())
        {
            if ((await AskedAsync(services, milestone, ReportMeetingHandler.Action(part), ct)).FirstOrDefault() is { } by)
                await services.GetRequiredService<ReportMeetingHandler>().HandleAsync(new ReportMeeting(milestone, part, part == MeetingPart.Opinion ? opinion : null, Said(by, words), []), by, ct);
        }
    });

    /// <summary>Two heads of other units of the student's side, without accounts: they supervise nobody.</summary>
    private static async Task<List<string?>> IndependentAsync(PhdTrackerDb db, Candidature candidature, CancellationToken ct) =>
        await db.RoleAssignments.Where(r => r.Role == Role.UnitHead && r.PartyId == candidature.Studentship.PartyId && r.UnitId != candidature.UnitId && !r.Person.Email!.EndsWith(Accounts))
            .OrderBy(r => r.PersonId).Select(r => r.Person.Email).Take(2).ToListAsync(ct);

    private static string Said(Person by, int words)
    {
        var remarks = by.Language == "fr" ? DemoNames.RemarksFr : DemoNames.Remarks;
        return remarks[words % remarks.Length];
    }

    private static Task<List<Person>> AskedAsync(IServiceProvider services, int milestone, string action, CancellationToken ct)
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        return db.Tasks.About(SubjectKind.Milestone, milestone).Where(t => t.State == TaskState.Open && t.Action == action).SelectMany(t => t.Assignees).Select(a => a.Person).OrderBy(p => p.Id).ToListAsync(ct);
    }
}
