using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Demo;

/// <summary>Former students of the demo programme who joined the directory: some show everything, some hide a part.</summary>
internal static class DemoAlumni
{
    /// <summary>Where one went: days after the award, and for how many months; null while it goes on.</summary>
    private sealed record Post(string Employer, string Role, Sector Sector, Country Country, int Days, int? Months = null);

    private sealed record Entry(AlumnusDetails Shown, bool HasEmail, params Post[] Posts);

    private static readonly Entry[] Entries =
    [
        new(Details(AlumnusContact.Email, "I build sensors that last a winter on the ice, and mentor PhD students who wonder about industry.", "Je conçois des capteurs qui tiennent un hiver sur la banquise, et j’accompagne volontiers des doctorants que l’industrie attire.", "https://sensors.example/team"), true,
            new Post("University of Tromsø", "Postdoctoral researcher", Sector.Academia, Country.NO, 30, 14), new Post("Northlight Sensors", "Lead scientist", Sector.Industry, Country.GB, 470)),
        new(Details(AlumnusContact.Form, "", "Chargé de recherche depuis peu ; mon équipe accueille des stagiaires chaque printemps.", null), false,
            new Post("Institut Max-Planck de Göttingen", "Postdoctorat", Sector.PublicResearch, Country.DE, 20, 18), new Post("CNRS", "Chargé de recherche", Sector.PublicResearch, Country.FR, 600)),
        // Keeps the name to themselves, shows the rest.
        new(Details(AlumnusContact.None, "", "", null) with { ShowsName = false }, false,
            new Post("Meridian Analytics", "Data scientist", Sector.Industry, Country.IE, 60)),
        // Shows where the degree led, not the thesis.
        new(Details(AlumnusContact.Form, "", "J’enseigne les mathématiques au lycée et j’y ai monté un club de modélisation.", "https://modelisons.example") with { ShowsThesis = false }, true,
            new Post("Lycée Claude-Fauriel", "Professeure agrégée", Sector.PublicService, Country.FR, 90)),
        // In the directory, with no word about what came after.
        new(Details(AlumnusContact.None, "", "", null) with { ShowsDestination = false }, false,
            new Post("Clinique du Parc", "Ingénieur biomédical", Sector.Health, Country.CH, 45)),
    ];

    /// <summary>Lets the student consent and fill in the page, by the app's own commands.</summary>
    public static async Task JoinAsync(IServiceProvider scope, JoinAlumni step, CancellationToken ct)
    {
        var db = scope.GetRequiredService<PhdTrackerDb>();
        var entry = Entries[step.Number % Entries.Length];
        var candidature = await db.Candidatures.Include(c => c.Student).Include(c => c.Studentship.Project).SingleAsync(c => c.Id == step.CandidatureId, ct);
        var student = candidature.Student;
        await scope.GetRequiredService<GiveAlumniConsentHandler>().HandleAsync(new GiveAlumniConsent(ConsentWording.Today.Edition, true), student, ct);
        if (entry.HasEmail)
            await AddEmailAsync(db, student, step, ct);
        foreach (var post in entry.Posts)
        {
            var from = candidature.ClosedOn!.Value.AddDays(post.Days);
            var details = new DestinationDetails(post.Employer, post.Role, post.Sector, post.Country, from, post.Months is { } months ? from.AddMonths(months) : null);
            await scope.GetRequiredService<SaveDestinationHandler>().HandleAsync(new SaveDestination(null, 0, details), student, ct);
        }
        var alumnus = await db.OwnAlumnusAsync(student, ct);
        await scope.GetRequiredService<EditAlumnusHandler>().HandleAsync(new EditAlumnus(alumnus.Version, entry.Shown with { ThesisTitle = candidature.Studentship.Project.Title }), student, ct);
    }

    /// <summary>As if the link had been followed: there is no mailbox to read it in.</summary>
    private static async Task AddEmailAsync(PhdTrackerDb db, Person student, JoinAlumni step, CancellationToken ct)
    {
        var alumnus = await db.OwnAlumnusAsync(student, ct);
        var hash = AskPrivateEmailHandler.Hash(student.UserName!);
        alumnus.AskToConfirm($"{Person.Plain(student.GivenName).ToLowerInvariant().Replace(' ', '.')}.{Person.Plain(student.FamilyName).ToLowerInvariant().Replace(' ', '.')}@mail.example", hash, step.At);
        alumnus.ConfirmEmail(hash, step.At);
        db.Record(CaseKey.Candidature(step.CandidatureId), new Act(nameof(ConfirmPrivateEmail), student.Id, SubjectKind: nameof(Alumnus), SubjectId: alumnus.Id));
        await db.SaveChangesAsync(ct);
    }

    private static AlumnusDetails Details(AlumnusContact contact, string aboutEn, string aboutFr, string? webPage) =>
        new(true, true, true, true, aboutEn.Length + aboutFr.Length > 0, webPage is not null, contact, null, aboutEn, aboutFr, webPage);
}
