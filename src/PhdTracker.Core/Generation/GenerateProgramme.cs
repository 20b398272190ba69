using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Demo;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.Generation;

/// <summary>What a generated programme holds.</summary>
public sealed record GeneratedProgramme(int Projects, int Candidatures, int Milestones, int Tasks, int AuditEntries);

/// <summary>
/// Fills an empty database with a plausible programme of any size, for trying out and measuring. The same seed on the same day gives the same
/// programme. Plans are those of the rule sets; what was handed in lately, and what waits for supervisors because of it, comes from the app's own commands.
/// </summary>
/// <param name="services">The app's services over <paramref name="clock"/>.</param>
public sealed class GenerateProgramme(IServiceProvider services, DemoClock clock)
{
    /// <summary>Students made in one transaction.</summary>
    private const int Lot = 100;

    /// <param name="candidatures">At least 2.</param>
    /// <param name="progress">Told how many are made.</param>
    /// <exception cref="DomainRuleException"><c>DatabaseNotEmpty</c>, <c>TooFewToGenerate</c>.</exception>
    public async Task<GeneratedProgramme> RunAsync(int candidatures, int seed, Action<int>? progress, CancellationToken ct)
    {
        if (candidatures < 2)
            throw new DomainRuleException("TooFewToGenerate", 2);
        var now = clock.UtcNow();
        await BeginAsync(now, ct);
        var random = new Random(seed);
        for (var made = 0; made < candidatures; made += Lot)
        {
            IReadOnlyList<Candidature> lot;
            await using (var scope = services.CreateAsyncScope())
            {
                lot = await GeneratedLot.CreateAsync(scope.ServiceProvider.GetRequiredService<PhdTrackerDb>(), scope.ServiceProvider.GetRequiredService<PlanMilestones>(),
                    random, made / 2, Math.Min(Lot, candidatures - made), now, ct);
            }
            await new GeneratedSubmissions(services, clock, random, now).HandInAsync(lot, ct);
            progress?.Invoke(Math.Min(made + Lot, candidatures));
        }
        return await EndAsync(ct);
    }

    private async Task BeginAsync(DateTime now, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        if (await db.Users.AnyAsync(ct) || await db.Projects.AnyAsync(ct))
            throw new DomainRuleException("DatabaseNotEmpty");
        var today = DateOnly.FromDateTime(now);
        await scope.ServiceProvider.GetRequiredService<SeedCollaborationHandler>().HandleAsync(today, ct, DemoProjects.NewestYear(today) - 2026);
        await DemoCast.CreateAsync(db, today.AddYears(-8), ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task<GeneratedProgramme> EndAsync(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        // Nobody waits for mails about what never happened.
        await db.Notifications.ExecuteDeleteAsync(ct);
        await db.Database.RefreshStatisticsAsync(ct);
        db.Record(CaseKey.System, new Act(nameof(GenerateProgramme), null));
        await db.SaveChangesAsync(ct);
        return new GeneratedProgramme(await db.Projects.CountAsync(ct), await db.Candidatures.CountAsync(ct), await db.Milestones.CountAsync(ct), await db.Tasks.CountAsync(ct), await db.AuditEntries.CountAsync(ct));
    }
}
