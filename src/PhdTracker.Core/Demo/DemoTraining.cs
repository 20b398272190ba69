using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Training;

namespace PhdTracker.Core.Demo;

/// <summary>Training of demo students: research ethics of everybody in France, more of the demo accounts, some of it yet to be confirmed.</summary>
internal static class DemoTraining
{
    private sealed record Course(string TitleEn, string TitleFr, TrainingCategory Category, decimal Hours, int Days = 1);

    private static readonly Course Ethics = new("Research ethics and integrity", "Éthique de la recherche et intégrité scientifique", TrainingCategory.Ethics, 15, 2);
    private static readonly Course School = new("Summer school on soft matter", "École d’été sur la matière molle", TrainingCategory.Scientific, 24, 5);
    private static readonly Course Writing = new("Writing for publication", "Rédiger un article scientifique", TrainingCategory.Professional, 10.5m, 2);
    private static readonly Course Teaching = new("Teaching a first course", "Enseigner pour la première fois", TrainingCategory.Professional, 14, 2);

    /// <summary>What a student follows; steps that lie in the future fall away.</summary>
    public static IEnumerable<DemoStep> Of(DemoStudent student, DateOnly today)
    {
        if (student.Call > DemoProjects.AccountsCall || student.Course.State is CandidatureState.Offered or CandidatureState.Registered)
            yield break;
        var start = student.Candidature.StartOn;
        if (student.French || student.IsAccount)
            yield return Step(student, Ethics, start.AddMonths(4).AddDays(9), confirmed: true);
        if (student.IsAccount)
        {
            yield return Step(student, School, start.AddMonths(8), confirmed: true);
            yield return Step(student, Writing, today.AddDays(-12), confirmed: false);
            yield return Step(student, Teaching, today.AddDays(-30), confirmed: false, returned: true);
        }
        else if (student.Call >= DemoProjects.AccountsCall - 1 && student.Project < 2)
        {
            yield return Step(student, Writing, today.AddDays(-20), confirmed: false);
        }
    }

    private static Play Step(DemoStudent student, Course course, DateOnly day, bool confirmed, bool returned = false) => new(DemoHistory.Working(day.AddDays(course.Days + 1).ToDateTime(new TimeOnly(16, 40))), async (services, ct) =>
    {
        var (db, id, french) = (services.GetRequiredService<PhdTrackerDb>(), student.Candidature.Id, student.French);
        var now = await db.Candidatures.AsNoTracking().Where(c => c.Id == id).Select(c => new { c.State, c.StudentId }).SingleAsync(ct);
        if (Candidature.IsClosed(now.State))
            return;
        var details = new TrainingDetails(french ? course.TitleFr : course.TitleEn, course.Category, course.Hours, day, course.Days > 1 ? day.AddDays(course.Days - 1) : null);
        var activity = await services.GetRequiredService<RecordTrainingHandler>().HandleAsync(new RecordTraining(id, null, 0, details, null), await db.Users.SingleAsync(p => p.Id == now.StudentId, ct), ct);
        var email = french ? "office.fr@demo.example" : "office.uk@demo.example";
        var office = await db.Users.SingleAsync(p => p.Email == email, ct);
        if (confirmed)
            await services.GetRequiredService<ConfirmTrainingHandler>().HandleAsync(new ConfirmTraining(id, activity.Id, activity.Version), office, ct);
        if (returned)
            await services.GetRequiredService<ReturnTrainingHandler>().HandleAsync(new ReturnTraining(id, activity.Id, activity.Version, french ? "Il manque l’attestation de présence." : "The certificate of attendance is missing."), office, ct);
    });
}
