using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Demo;

/// <summary>
/// The examinations of demo students: of those who have handed in, each side has one before the defence, one after it and one that led to the award.
/// They bring the students to the states that <see cref="DemoPlan"/> gives them.
/// </summary>
internal static class DemoExaminations
{
    /// <summary>How one goes; days are counted back from now, or from the award.</summary>
    /// <param name="HandedIn">When the thesis is handed in.</param>
    /// <param name="Held">When the viva or soutenance is held, less than nothing in the future; null while its day is not known.</param>
    private sealed record Course(string TitleEn, string TitleFr, int HandedIn, int? Held = null, ExaminationOutcome? Outcome = null);

    /// <summary>Milestones that the steps of an examination meet.</summary>
    private static readonly HashSet<string> Met =
        ["exam-entry", "thesis-submission", "viva", "corrections-uk", "jury-proposal", "thesis-deposit", "rapporteur-reports", "defence", "corrections-fr"];

    private static readonly Dictionary<(int Call, int Project, bool French), Course> Courses = new()
    {
        [(1, 0, false)] = new("Limits of dense graphs and the speed of epidemics on networks", "Limites de graphes denses et vitesse des épidémies sur les réseaux", 160, 95, ExaminationOutcome.MinorCorrections),
        [(1, 1, false)] = new("Swarms that watch the shore: decentralised sensing in tidal waters", "Des essaims qui veillent sur le littoral : mesures décentralisées en eaux à marée", 110, 31, ExaminationOutcome.MinorCorrections),
        [(1, 3, false)] = new("Free probability and the capacity of wireless networks", "Probabilités libres et capacité des réseaux sans fil", 98, 20, ExaminationOutcome.Pass),
        [(2, 0, false)] = new("Meandering wakes behind floating wind turbines", "Méandres des sillages derrière les éoliennes flottantes", 12),
        [(2, 1, true)] = new("Pneumatic actuators for instruments of fetal surgery", "Actionneurs pneumatiques pour les instruments de chirurgie fœtale", 112, 27, ExaminationOutcome.AdmittedWithCorrections),
        [(2, 2, true)] = new("Focused ultrasound and the rhythms of the brain", "Ultrasons focalisés et rythmes du cerveau", 130, 48, ExaminationOutcome.Admitted),
        [(2, 4, true)] = new("Mean-field games and the price of congestion", "Jeux à champ moyen et prix de la congestion", 62, -16),
    };

    private static readonly (string Name, string Email, string Institution, string Country)[] Professors =
    [
        ("Prof Henrik Aalto", "aalto@helsinki.example", "University of Helsinki", "FI"), ("Prof Carmen Iriarte", "iriarte@zaragoza.example", "Universidad de Zaragoza", "ES"),
        ("Prof Wiebke Janssen", "janssen@delft.example", "TU Delft", "NL"), ("Prof Alessandro Conti", "conti@padova.example", "Università di Padova", "IT"),
    ];

    private static readonly (string Name, string Email)[] British = [("Dr Judith Marlowe", "marlowe@ic.example"), ("Dr Sunil Deshpande", "deshpande@ic.example"), ("Dr Fiona Greenaway", "greenaway@ic.example")];

    private static readonly (string Name, string Email, string Institution)[] French =
        [("Prof Béatrice Sorel", "sorel@univ.example", "Université de Strasbourg"), ("Dr Lucien Maréchal", "marechal@lab.example", "CNRS"), ("Dr Odile Vauquelin", "vauquelin@lab.example", "CNRS")];

    /// <summary>Whether a milestone is met by the examination of its student.</summary>
    public static bool Meets(DemoStudent student, Milestone milestone) => IsExamined(student) && Met.Contains(milestone.RuleCode);

    /// <summary>Whether this student is examined by the app's own commands; others came to their degree before the app was there.</summary>
    public static bool IsExamined(DemoStudent student) => Courses.ContainsKey(KeyOf(student));

    /// <summary>What happens from the entry on; steps that lie in the future fall away.</summary>
    public static IEnumerable<DemoStep> Of(DemoStudent student, DateOnly today)
    {
        var (number, course) = (Courses.Keys.ToList().IndexOf(KeyOf(student)), Courses[KeyOf(student)]);
        var last = student.Course.ClosedMonths is { } months ? student.Candidature.StartOn.AddMonths(months) : today;
        DateTime On(int days, int hour) => DemoHistory.Working(last.AddDays(-days).ToDateTime(new TimeOnly(hour, 12 + (number * 5))));
        Play Step(int days, int hour, Func<Case, Task> act) => new(On(days, hour), (services, ct) => act(new Case(services, student.Candidature.Id, course, ct)));
        var handedIn = course.HandedIn;
        yield return new Move(On(handedIn + 130, 10), student.Candidature.Id, CandidatureState.WritingUp, null);
        yield return Step(handedIn + 54, 9, c => c.EnterAsync());
        yield return Step(handedIn + 49, 14, c => c.NominateAsync(student.French ? Jury(number) : Panel(number)));
        yield return Step(handedIn + 43, 11, c => c.ApproveAsync());
        yield return Step(handedIn + 38, 15, c => c.ApproveAsync());
        yield return Step(handedIn, 13, c => c.HandInAsync(corrected: false));
        if (course.Held is not { } held)
            yield break;
        if (student.French)
            yield return Step(held + 45, 10, c => c.RecordReportsAsync());
        var place = student.French ? "Amphithéâtre Laplace" : "South Kensington, room 311";
        yield return Step(held + 41, 11, c => c.SetDateAsync(DateOnly.FromDateTime(On(held, 13)), place));
        if (student.French)
            yield return Step(held + 35, 9, c => c.ApproveAsync());
        yield return Step(held, 16, c => c.ConcludeAsync());
        if (student.Course.ClosedMonths is null)
            yield break;
        if (course.Outcome == ExaminationOutcome.MinorCorrections)
        {
            yield return Step(held - 40, 10, c => c.HandInAsync(corrected: true));
            yield return Step(held - 47, 14, c => c.ApproveAsync());
        }
        yield return Step(0, 11, c => c.AwardAsync());
    }

    private static (int, int, bool) KeyOf(DemoStudent student) => (student.Call, student.Project, student.French);

    private static Nominee[] Panel(int number)
    {
        var (inside, outside) = (British[number % British.Length], Professors[number % Professors.Length]);
        return
        [
            new(inside.Name, inside.Email, "Imperial College London", "GB", ExaminerRole.InternalExaminer, ExaminerRank.Other, false, false),
            new(outside.Name, outside.Email, outside.Institution, outside.Country, ExaminerRole.ExternalExaminer, ExaminerRank.Professor, true, false),
        ];
    }

    private static Nominee[] Jury(int number)
    {
        var rapporteurs = new[] { Professors[number % Professors.Length], Professors[(number + 1) % Professors.Length] };
        var (president, member) = (French[0], French[1 + (number % 2)]);
        return
        [
            .. rapporteurs.Select(r => new Nominee(r.Name, r.Email, r.Institution, r.Country, ExaminerRole.Rapporteur, ExaminerRank.Professor, true, false)),
            new(president.Name, president.Email, president.Institution, "FR", ExaminerRole.President, ExaminerRank.Professor, false, false),
            new(member.Name, member.Email, member.Institution, "FR", ExaminerRole.Examinateur, ExaminerRank.Other, false, false),
        ];
    }

    /// <summary>The examination of one student at one step, done by whoever is asked for it.</summary>
    private sealed class Case(IServiceProvider services, int candidatureId, Course course, CancellationToken ct)
    {
        private readonly PhdTrackerDb _db = services.GetRequiredService<PhdTrackerDb>();
        private readonly DateOnly _today = services.GetRequiredService<TimeProvider>().Today();

        public async Task EnterAsync()
        {
            var student = await _db.Candidatures.Where(c => c.Id == candidatureId).Select(c => c.Student).SingleAsync(ct);
            await services.GetRequiredService<EnterExaminationHandler>().HandleAsync(new EnterExamination(candidatureId, course.TitleEn, course.TitleFr), student, ct);
        }

        public async Task NominateAsync(Nominee[] examiners)
        {
            var task = await AskedAsync();
            await services.GetRequiredService<NominateExaminersHandler>().HandleAsync(new NominateExaminers(task.ExaminationId, examiners), task.By, ct);
        }

        /// <summary>Whoever is asked for a decision agrees.</summary>
        public async Task ApproveAsync()
        {
            var task = await AskedAsync();
            await services.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(task.Id, task.Version, DecisionKind.Approved, ""), task.By, ct);
        }

        public async Task HandInAsync(bool corrected)
        {
            var task = await AskedAsync();
            var texts = Texts.For(task.By.Language);
            var title = texts.Of(course.TitleEn, course.TitleFr);
            using var content = new MemoryStream(DemoReport.Of(title, task.By.DisplayName, texts["Demo.Report.Version", corrected ? 2 : 1, texts.Date(_today)], texts["Demo.Report.Text"]));
            await services.GetRequiredService<HandInThesisHandler>().HandleAsync(
                new HandInThesis(task.ExaminationId, corrected, course.TitleEn, course.TitleFr, task.By.Language, $"{texts["Demo.Thesis"]}.pdf", content, null, ""), task.By, ct);
        }

        public async Task RecordReportsAsync()
        {
            var task = await AskedAsync();
            await services.GetRequiredService<RecordReportsHandler>().HandleAsync(new RecordReports(task.ExaminationId, _today), task.By, ct);
        }

        public async Task SetDateAsync(DateOnly on, string place)
        {
            var task = await AskedAsync();
            await services.GetRequiredService<SetDefenceDateHandler>().HandleAsync(new SetDefenceDate(task.ExaminationId, on, place, ""), task.By, ct);
        }

        public async Task ConcludeAsync()
        {
            var task = await AskedAsync();
            await services.GetRequiredService<RecordOutcomeHandler>().HandleAsync(new RecordOutcome(task.ExaminationId, course.Outcome!.Value, _today), task.By, ct);
        }

        public async Task AwardAsync()
        {
            var task = await AskedAsync();
            var at = await _db.Candidatures.Where(c => c.Id == candidatureId).Select(c => new { c.HomeInstitutionId, c.Studentship.Party.Institution.Country }).SingleAsync(ct);
            var rules = services.GetRequiredService<ExaminationRulebook>().Of(at.Country);
            await services.GetRequiredService<AwardDegreeHandler>().HandleAsync(new AwardDegree(task.ExaminationId, _today, rules.DegreeEn, rules.DegreeFr, at.HomeInstitutionId!.Value), task.By, ct);
        }

        private async Task<(int Id, int Version, int ExaminationId, People.Person By)> AskedAsync()
        {
            var task = await _db.Tasks.AsNoTracking().Where(t => t.Process.Examination!.CandidatureId == candidatureId && t.State == TaskState.Open)
                .Select(t => new { t.Id, t.Version, t.Process.ExaminationId, By = t.Assignees.Where(a => a.State == SeatState.Asked).Min(a => a.PersonId) }).SingleAsync(ct);
            return (task.Id, task.Version, task.ExaminationId!.Value, await _db.Users.SingleAsync(p => p.Id == task.By, ct));
        }
    }
}
