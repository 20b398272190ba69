using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;
using PhdTracker.Testing.SqlServer;

namespace PhdTracker.Web.Tests.Access;

/// <summary>Every query behind every page, and behind the main job, as SQL Server would be asked it.</summary>
public sealed class SqlServerQueryTests
{
    [Fact]
    public async Task Pages_EveryQuery_IsWellFormedForSqlServer()
    {
        var queries = new SqlServerQueries();
        var world = await AccessWorld.OverAsync(await App.StartAsync(builder => builder.ConfigureTestServices(services =>
            services.ConfigureDbContext<PhdTrackerDb>(options => options.AddInterceptors(queries)))));
        try
        {
            foreach (var rule in PageTable.Rules)
            {
                foreach (var name in rule.Allowed)
                    await world.App.OpenAsync(name, rule.Url(world));
                foreach (var query in rule.Queries)
                    await world.App.OpenAsync(rule.Allowed.Contains("programme") ? "programme" : rule.Allowed.First(), rule.Url(world) + query);
            }
            await DecideAsync(world);
        }
        finally
        {
            await world.DisposeAsync();
        }

        Assert.True(queries.Problems.Count == 0, $"{queries.Problems.Count} of {queries.Statements.Count}:\n" + string.Join("\n\n", queries.Problems));
        Assert.True(queries.Statements.Count > 100, $"Only {queries.Statements.Count} statements were seen.");
    }

    private static async Task DecideAsync(AccessWorld world)
    {
        var acts = new Acts(world.App);
        await acts.DecideAsync("lead.fr", world.PartnerTaskId, DecisionKind.Favourable);
        await acts.DecideAsync("lead.uk", world.LeadTaskId, DecisionKind.Returned, "Please add the error bars.");
        await acts.HandInAsync("student.uk", world.World.EsaId, "With error bars.");
        await acts.DecideAsync("lead.uk", await acts.TaskAsync(world.World.EsaId, "lead:home"), DecisionKind.Approved);
        await world.App.OpenAsync("lead.uk", $"/milestones/{world.World.EsaId}");
    }
}
