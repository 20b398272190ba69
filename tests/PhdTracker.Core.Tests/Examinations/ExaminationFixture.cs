using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Examinations;

/// <summary>A world of its own with the examinations of its two students.</summary>
public abstract class ExaminationFixture : WorldFixture
{
    private Acts _acts = null!;

    protected ExaminationActs Uk { get; private set; } = null!;
    protected ExaminationActs Fr { get; private set; } = null!;

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

    protected override Task PrepareAsync()
    {
        _acts = new Acts(Database, World);
        (Uk, Fr) = (new ExaminationActs(_acts, World, Database.Clock), new ExaminationActs(_acts, World, Database.Clock, french: true));
        return Task.CompletedTask;
    }
}
