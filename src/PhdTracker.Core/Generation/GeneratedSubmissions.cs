using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Demo;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Generation;

/// <summary>What some of the students handed in lately and who answered since, by the app's own commands at the times of which they tell.</summary>
internal sealed class GeneratedSubmissions(IServiceProvider services, DemoClock clock, Random random, DateTime now)
{
    /// <summary>Of a hundred students who are under way.</summary>
    private const int WhoHandIn = 14;

    private readonly DateOnly _today = DateOnly.FromDateTime(now);

    public async Task HandInAsync(IEnumerable<Candidature> candidatures, CancellationToken ct)
    {
        foreach (var candidature in candidatures.Where(c => c.State is CandidatureState.Active or CandidatureState.WritingUp))
        {
            if (random.Next(100) >= WhoHandIn)
                continue;
            var sent = _today.AddDays(-random.Next(1, 75));
            if (Nearest(candidature, sent) is not { } milestone)
                continue;
            var at = DemoHistory.Working(sent.ToDateTime(new TimeOnly(8 + random.Next(9), random.Next(60)), DateTimeKind.Utc));
            await HandInAsync(milestone.Id, at, ct);
            for (var answers = random.Next(4); answers > 0 && (at = DemoHistory.Working(at.AddDays(random.Next(1, 9)))) < now; answers--)
                await AnswerAsync(milestone.Id, at, ct);
        }
        clock.Set(now);
    }

    /// <summary>What is handed in: the certificate of training apart, which asks for activities that a side has confirmed.</summary>
    private static Milestone? Nearest(Candidature candidature, DateOnly sent) => candidature.Milestones
        .Where(m => m.RuleCode != "training-hours" && m is { TakesSubmission: true, EquivalentTo: null, IsOptional: false, State: MilestoneState.Planned, DueOn: not null } && (m.OpensOn is null || m.OpensOn < sent))
        .MinBy(m => Math.Abs(m.DueOn!.Value.DayNumber - sent.DayNumber));

    private async Task HandInAsync(int milestoneId, DateTime at, CancellationToken ct)
    {
        clock.Set(at);
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        await LoadDemo.HandInAsync(scope.ServiceProvider, db, new HandIn(at, milestoneId, 1), ct);
    }

    /// <summary>Whoever is asked first answers; where somebody has to act on another page, it stays with them.</summary>
    private async Task AnswerAsync(int milestoneId, DateTime at, CancellationToken ct)
    {
        clock.Set(at);
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        var task = await db.Tasks.Where(t => t.Process.MilestoneId == milestoneId && t.State == TaskState.Open && (t.Kind == TaskKind.Decision || t.Kind == TaskKind.Opinion))
            .OrderBy(t => t.Id).Select(t => new { t.Kind, t.AskedOf }).FirstOrDefaultAsync(ct);
        if (task is null)
            return;
        var kind = (task.Kind, random.Next(100)) switch
        {
            (TaskKind.Opinion, < 88) => DecisionKind.Favourable,
            (TaskKind.Opinion, _) => DecisionKind.Reserved,
            (_, < 85) => DecisionKind.Approved,
            _ => DecisionKind.Returned,
        };
        try
        {
            await LoadDemo.AnswerAsync(scope.ServiceProvider, db, new Answer(at, milestoneId, task.AskedOf, kind, random.Next(5)), ct);
        }
        catch (DomainRuleException e) when (e.Code == "NoLongerAsked")
        {
            // Whoever stopped supervising since it was handed in does not answer; the app asks the successor.
        }
    }
}
