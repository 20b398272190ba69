using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;

namespace PhdTracker.Testing;

/// <summary>A third project of the <see cref="World"/> whose students have their degrees: <c>alumnus.uk</c> and <c>alumnus.fr</c>, both still without consent.</summary>
public static class FormerStudents
{
    public const string Thesis = "Glacier melt under a warmer sea";

    public static async Task AddAsync(IServiceProvider services, World world)
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var programme = await db.Programmes.Include(p => p.Parties).ThenInclude(p => p.Institution).SingleAsync(p => p.Id == world.ProgrammeId);
        var project = new Project(programme, null, "IC-CNRS-2021-01", Thesis);
        db.Add(project);
        foreach (var (name, given, family, side) in new[] { ("alumnus.uk", "Iona", "Cœurdelion", "UK"), ("alumnus.fr", "Émile", "Quéré", "FR") })
        {
            var party = programme.Parties.Single(p => p.Side == side);
            var person = new Person(given, family, $"{name}@test.example", side == "FR" ? "fr" : "en") { PasswordHash = World.PasswordHash, EmailConfirmed = true };
            var candidature = new Candidature(project.AddStudentship(party), person, new DateOnly(2021, 10, 1), 1, CandidatureState.Active);
            candidature.MoveTo(CandidatureState.Awarded, new DateOnly(2025, 11, 3));
            db.AddRange(person, candidature);
            await db.SaveChangesAsync();
            world.Know(name, person.Id);
        }
    }

    /// <summary>The former student agrees.</summary>
    public static async Task<int> ConsentAsync(IServiceProvider services, World world, string name)
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var id = world.People[name];
        var by = await db.Users.SingleAsync(p => p.Id == id);
        await services.GetRequiredService<GiveAlumniConsentHandler>().HandleAsync(new GiveAlumniConsent(ConsentWording.Today.Edition, true), by, CancellationToken.None);
        return await db.Alumni.Where(a => a.PersonId == id).Select(a => a.Id).SingleAsync();
    }
}
