using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.People;
using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Demo;

/// <summary>Meetings of demo projects: some that took place, with notes and what was agreed, and a joint one to come of the demo accounts.</summary>
internal static class DemoMeetings
{
    private const string London = "Europe/London";
    private const string Paris = "Europe/Paris";

    private static readonly (string En, string Fr)[] Notes =
    [
        ("We went through the new measurements. The drift is understood; two runs have to be repeated before the figure is final. The outline of the first paper is agreed.", "Nous avons passé en revue les nouvelles mesures. La dérive est comprise ; deux séries sont à refaire avant que la figure soit définitive. Le plan du premier article est arrêté."),
        ("The model now reproduces the data of both laboratories. Next: the comparison at high density, and a common notation for both theses.", "Le modèle reproduit désormais les données des deux laboratoires. Prochaine étape : la comparaison à forte densité, et une notation commune aux deux thèses."),
        ("Progress is good. The stay at the partner is planned for the spring; the abstract for the conference goes out this month.", "L’avancement est bon. Le séjour chez le partenaire est prévu au printemps ; le résumé pour le congrès part ce mois-ci."),
    ];

    private static readonly (string En, string Fr)[] Actions =
    [
        ("Repeat runs 14 and 17 with the new sample holder", "Refaire les séries 14 et 17 avec le nouveau porte-échantillon"),
        ("Send the outline of the paper to both supervisors", "Envoyer le plan de l’article aux deux directions de thèse"),
        ("Book the beam time for March", "Réserver le temps de faisceau pour mars"),
    ];

    /// <summary>What happens around a student; the meetings of a whole project are told with its British one.</summary>
    public static IEnumerable<DemoStep> Of(DemoStudent student, DateOnly today)
    {
        if (student.Call is < DemoProjects.AccountsCall - 2 or > DemoProjects.AccountsCall)
            yield break;
        var (number, candidature) = ((student.Call * 5) + student.Project + (student.French ? 1 : 0), student.Candidature);
        yield return Held(candidature, student.French, false, today.AddDays(-(student.IsAccount ? 24 : 9 + (number * 23 % 80))), number, student.IsAccount);
        if (student.French)
            yield break;
        yield return Held(candidature, false, true, today.AddDays(-(student.IsAccount ? 68 : 30 + (number * 31 % 120))), number + 1, false);
        if (student.IsAccount)
            yield return Coming(candidature, today.AddDays(-5), today.AddDays(9));
    }

    private static Play Held(Candidature of, bool french, bool joint, DateOnly day, int number, bool withActions)
    {
        var at = DemoHistory.Working(day.ToDateTime(new TimeOnly(10, 0)));
        return new Play(at.AddHours(4), async (services, ct) =>
        {
            if (await PeopleAsync(services, of, joint, ct) is not { Count: > 1 } people)
                return;
            var (lead, handler) = (await LeadAsync(services, of, ct), services.GetRequiredService<RecordMeetingHandler>());
            var notes = Notes[number % Notes.Length];
            var details = new MeetingDetails(joint ? null : of.Id, MeetingKind.Supervision, joint ? french ? "Point de projet" : "Project meeting" : null, at, french ? Paris : London, 60, joint ? "https://meet.demo.example/project" : french ? "Bureau 214" : "Blackett 724", "", people);
            var meeting = await handler.HandleAsync(new RecordHeldMeeting(of.Studentship.ProjectId, details, french ? notes.Fr : notes.En), lead, ct);
            if (withActions)
                await AgreeAsync(services, meeting, of.StudentId, french, lead, ct);
        });
    }

    private static async Task AgreeAsync(IServiceProvider services, Meeting meeting, int student, bool french, Person by, CancellationToken ct)
    {
        var handler = services.GetRequiredService<MeetingActionsHandler>();
        var held = DateOnly.FromDateTime(meeting.StartsAt);
        foreach (var (what, index) in Actions.Select((what, index) => (what, index)))
            await handler.HandleAsync(new AgreeAction(meeting.Id, french ? what.Fr : what.En, index == 2 ? by.Id : student, index == 1 ? held.AddDays(14) : held.AddDays(40)), by, ct);
        await handler.HandleAsync(new CompleteAction(meeting.Id, meeting.Actions[1].Id), by, ct);
    }

    private static Play Coming(Candidature of, DateOnly planned, DateOnly day) => new(DemoHistory.Working(planned.ToDateTime(new TimeOnly(9, 20))), async (services, ct) =>
    {
        if (await PeopleAsync(services, of, true, ct) is not { Count: > 1 } people)
            return;
        var starts = DemoHistory.Working(day.ToDateTime(new TimeOnly(14, 0)));
        const string agenda = "1. Where both theses stand\n2. The paper that we write together\n3. The stay in the spring";
        var details = new MeetingDetails(null, MeetingKind.Supervision, "Joint project meeting", starts, London, 90, "https://meet.demo.example/joint", agenda, people);
        await services.GetRequiredService<PlanMeetingHandler>().HandleAsync(new PlanMeeting(of.Studentship.ProjectId, details), await LeadAsync(services, of, ct), ct);
    });

    private static Task<Person> LeadAsync(IServiceProvider services, Candidature of, CancellationToken ct)
    {
        var id = of.Supervisors.First(s => s.Kind == Supervision.SupervisorKind.Lead).Person.Id;
        return services.GetRequiredService<PhdTrackerDb>().Users.SingleAsync(p => p.Id == id, ct);
    }

    /// <summary>Who meets: everybody of the project, or the student and their lead; nobody where the project is over by then.</summary>
    private static async Task<IReadOnlyList<int>> PeopleAsync(IServiceProvider services, Candidature of, bool joint, CancellationToken ct)
    {
        var project = of.Studentship.ProjectId;
        if (await services.GetRequiredService<PhdTrackerDb>().Projects.AnyAsync(p => p.Id == project && (p.State == ProjectState.Completed || p.State == ProjectState.Terminated), ct))
            return [];
        var people = await services.GetRequiredService<MeetingBook>().PeopleAsync(project, ct);
        if (people.TrueForAll(p => p.Id != of.StudentId))
            return [];
        var lead = of.Supervisors.First(s => s.Kind == Supervision.SupervisorKind.Lead).Person.Id;
        return [.. people.Where(p => joint || p.Id == of.StudentId || p.Id == lead).Select(p => p.Id)];
    }
}
