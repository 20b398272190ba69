using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Demo;

/// <summary>Two requests of demo students: a stay with the partner that was approved, and an interruption that is being decided.</summary>
internal static class DemoChangeRequests
{
    /// <summary>What happens to a student's request; nothing for those who ask for none.</summary>
    public static IEnumerable<DemoStep> Of(DemoStudent student, DateOnly today) => (student.Call, student.Project, student.French) switch
    {
        (DemoProjects.AccountsCall - 1, 1, false) => Stay(student.Candidature.Id, today),
        (DemoProjects.AccountsCall, 2, false) => Interruption(student.Candidature.Id, today),
        _ => [],
    };

    private static IEnumerable<DemoStep> Stay(int candidature, DateOnly today)
    {
        yield return new Play(At(today, 40), async (services, ct) =>
        {
            var host = await services.GetRequiredService<PhdTrackerDb>().Candidatures.Where(c => c.Id == candidature)
                .Select(c => c.Studentship.Project.Programme.Parties.Where(p => p.Id != c.Studentship.PartyId).Min(p => p.Id)).SingleAsync(ct);
            await AskAsync(services, candidature, ChangeRequestKind.Mobility, new ChangeRequestDetails
            {
                From = today.AddMonths(5),
                To = today.AddMonths(7),
                HostPartyId = host,
                Purpose = "Two months of measurements with the instruments of the partner’s laboratory.",
                Reason = "They have the only instrument of its kind.",
            }, ct);
        });
        yield return new Play(At(today, 37), (services, ct) => AnswerAsync(services, candidature, DecisionKind.Favourable, ct));
        yield return new Play(At(today, 34), (services, ct) => AnswerAsync(services, candidature, DecisionKind.Approved, ct));
        yield return new Play(At(today, 30), (services, ct) => AnswerAsync(services, candidature, DecisionKind.Approved, ct));
    }

    private static IEnumerable<DemoStep> Interruption(int candidature, DateOnly today)
    {
        yield return new Play(At(today, 4), (services, ct) => AskAsync(services, candidature, ChangeRequestKind.Interruption, new ChangeRequestDetails
        {
            From = today.AddMonths(1),
            To = today.AddMonths(4),
            Reason = "I shall be away for three months.",
            Evidence = "Birth of a child.",
        }, ct));
    }

    private static DateTime At(DateOnly today, int daysAgo) => DemoHistory.Working(today.AddDays(-daysAgo).ToDateTime(new TimeOnly(10, 24)));

    private static async Task AskAsync(IServiceProvider services, int candidature, ChangeRequestKind kind, ChangeRequestDetails details, CancellationToken ct)
    {
        var student = await services.GetRequiredService<PhdTrackerDb>().Candidatures.Where(c => c.Id == candidature).Select(c => c.Student).SingleAsync(ct);
        await services.GetRequiredService<SubmitChangeRequestHandler>().HandleAsync(new SubmitChangeRequest(candidature, kind, null, 0, details), student, ct);
    }

    /// <summary>Whoever is asked answers.</summary>
    private static async Task AnswerAsync(IServiceProvider services, int candidature, DecisionKind kind, CancellationToken ct)
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var task = await db.Tasks.AsNoTracking().Where(t => t.Process.ChangeRequest!.CandidatureId == candidature && t.State == TaskState.Open)
            .Select(t => new { t.Id, t.Version, By = t.Assignees.Where(a => a.State == SeatState.Asked).Min(a => a.PersonId) }).SingleAsync(ct);
        await services.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(task.Id, task.Version, kind, ""), await db.Users.SingleAsync(p => p.Id == task.By, ct), ct);
    }
}
