using PhdTracker.Core;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Cohort;

/// <summary>An app with a cohort of thirty projects in every state.</summary>
public sealed class CohortApp : IAsyncLifetime
{
    public App App { get; private set; } = null!;
    public SqlCommands Commands { get; } = new();

    public async Task InitializeAsync()
    {
        App = await App.StartAsync(Commands.Count);
        await App.AskAsync(async db =>
        {
            await LargerCohort.AddAsync(db, App.World.ProgrammeId, 28, App.Clock.Today());
            return 0;
        });
    }

    public async Task DisposeAsync() => await App.DisposeAsync();
}
