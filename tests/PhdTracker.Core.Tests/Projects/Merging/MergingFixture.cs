using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Projects.Merging;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Projects.Merging;

/// <summary>A world with a second record of its first project: the same title under another code, a place on each side, and nobody in them.</summary>
public abstract class MergingFixture : WorldFixture
{
    protected const string Code = "IC-CNRS-2025-31";
    protected static readonly DateOnly Start = new(2025, 10, 1);
    protected Acts Acts => new(Database, World);

    /// <summary>The second record.</summary>
    protected int Double { get; private set; }

    protected override async Task PrepareAsync() => Double = await AddAsync(Code);

    protected Task<int> AddAsync(string code, bool uk = true, bool fr = true, Action<Project>? describe = null) => Database.AskAsync(async db =>
    {
        var programme = await db.Programmes.Include(p => p.Parties).SingleAsync(p => p.Id == World.ProgrammeId);
        var project = new Project(programme, null, code, "BACTERIAL CHEMOTAXIS in porous-media");
        foreach (var party in programme.Parties.Where(p => (p.Id == World.UkPartyId && uk) || (p.Id == World.FrPartyId && fr)))
            project.AddStudentship(party);
        describe?.Invoke(project);
        db.Add(project);
        await db.SaveChangesAsync();
        return project.Id;
    });

    /// <summary>Changes rows behind the app's back, so that a rule can be broken.</summary>
    protected Task ChangeAsync(Func<PhdTrackerDb, Task> change) => Database.AskAsync(async db =>
    {
        await change(db);
        await db.SaveChangesAsync();
        return 0;
    });

    protected async Task MergeAsync(string name, int kept, int closed) => await MergeAsync(name, await CommandAsync(kept, closed));

    protected Task MergeAsync(string name, MergeProjects command) => Acts.AsAsync(name, async (services, by) =>
    {
        await services.GetRequiredService<MergeProjectsHandler>().HandleAsync(command, by, default);
        return 0;
    });

    protected Task<MergeProjects> CommandAsync(int kept, int closed) => Database.AskAsync(async db =>
        new MergeProjects(kept, (await db.Projects.SingleAsync(p => p.Id == kept)).Version, closed, (await db.Projects.SingleAsync(p => p.Id == closed)).Version));

    protected Task<ProjectMergePreview> PreviewAsync(int kept, int closed, string name = "office.uk") =>
        Acts.AsAsync(name, (services, by) => services.GetRequiredService<ProjectPairs>().PreviewAsync(kept, closed, by, default));

    protected Task<Studentship> PlaceAsync(PhdTrackerDb db, int project, int party) =>
        db.Studentships.Include(s => s.Candidatures).Include(s => s.Project).SingleAsync(s => s.ProjectId == project && s.PartyId == party);

    protected static async Task<Unit> AnyUnitAsync(PhdTrackerDb db) => await db.Units.FirstAsync();
}
