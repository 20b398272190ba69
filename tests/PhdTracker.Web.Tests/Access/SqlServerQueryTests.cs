using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Testing;
using PhdTracker.Testing.SqlServer;

namespace PhdTracker.Web.Tests.Access;

/// <summary>Every query behind every page, as SQL Server would be asked it.</summary>
public sealed class SqlServerQueryTests
{
    [Fact]
    public async Task Pages_EveryQuery_IsWellFormedForSqlServer()
    {
        var queries = new SqlServerQueries();
        await using var app = await App.StartAsync(builder => builder.ConfigureTestServices(services =>
            services.ConfigureDbContext<PhdTrackerDb>(options => options.AddInterceptors(queries))));

        foreach (var url in new[] { "/", "/tasks", "/tasks/all", "/cohort", "/projects", "/candidatures", "/milestones", "/projects/1" })
            await app.OpenAsync("programme", url);

        Assert.True(queries.Problems.Count == 0, $"{queries.Problems.Count} of {queries.Statements.Count}:\n" + string.Join("\n\n", queries.Problems));
        Assert.True(queries.Statements.Count > 20, $"Only {queries.Statements.Count} statements were seen.");
    }
}
