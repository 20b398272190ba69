using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Examinations;

/// <summary>A world of its own with the examinations of its two students.</summary>
public abstract class ExaminationFixture : IAsyncLifetime
{
    private Acts _acts = null!;

    protected TestDatabase Database { get; private set; } = null!;
    protected World World { get; private set; } = null!;
    protected ExaminationActs Uk { get; private set; } = null!;
    protected ExaminationActs Fr { get; private set; } = null!;

    public async Task InitializeAsync() => await UseAsync(DatabaseProvider.Sqlite);

    public async Task DisposeAsync() => await Database.DisposeAsync();

    /// <summary>Begins anew on another database.</summary>
    protected async Task OnAsync(DatabaseProvider provider)
    {
        if (provider == Database.Provider)
            return;
        await Database.DisposeAsync();
        await UseAsync(provider);
    }

    protected async Task StandsAsync(ExaminationActs side, ExaminationState state, CandidatureState candidature)
    {
        Assert.Equal(state, (await ExaminationAsync(side)).State);
        Assert.Equal(candidature, await CandidatureAsync(side));
    }

    protected Task<Examination> ExaminationAsync(ExaminationActs side) => Database.AskAsync(db => db.Examinations.AsNoTracking().SingleAsync(e => e.Id == side.Id));

    protected Task<CandidatureState> CandidatureAsync(ExaminationActs side) => Database.AskAsync(db => db.Candidatures.Where(c => c.Id == side.CandidatureId).Select(c => c.State).SingleAsync());

    protected Task<ProjectState> ProjectAsync() => Database.AskAsync(db => db.Projects.Where(p => p.Id == World.ProjectId).Select(p => p.State).SingleAsync());

    /// <summary>Somebody takes back what was done in a task.</summary>
    protected Task<int> ReverseAsync(string name, int task) => _acts.AsAsync(name, async (services, by) =>
    {
        await services.GetRequiredService<ReverseDecisionHandler>().HandleAsync(new ReverseDecision(task, "It was done by mistake."), by, default);
        return task;
    });

    private async Task UseAsync(DatabaseProvider provider)
    {
        Database = await TestDatabase.CreateAsync(provider);
        World = await World.CreateAsync(Database);
        _acts = new Acts(Database, World);
        (Uk, Fr) = (new ExaminationActs(_acts, World, Database.Clock), new ExaminationActs(_acts, World, Database.Clock, french: true));
    }
}
