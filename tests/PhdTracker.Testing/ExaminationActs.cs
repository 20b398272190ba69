using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Training;

namespace PhdTracker.Testing;

/// <summary>An examination of a student of the <see cref="World"/>, step by step, each by the person whose turn it is.</summary>
/// <param name="french">Of the French student of the first project.</param>
/// <param name="other">Of the British student of the second project.</param>
public sealed class ExaminationActs(Acts acts, World world, TestClock clock, bool french = false, bool other = false)
{
    private readonly string _side = french ? "fr" : "uk";
    private readonly string _whose = other ? "other." : "";

    /// <summary>The number of the examination, once it was entered.</summary>
    public int Id { get; private set; }
    public int CandidatureId => other ? world.OtherUkCandidatureId : french ? world.FrCandidatureId : world.UkCandidatureId;
    public string Student => _whose + "student." + _side;
    public string Lead => _whose + "lead." + _side;
    public string Director => french ? "school.fr" : _whose + "director.uk";
    public string Registry => french ? "signatory.fr" : "registry.uk";
    public string Office => "office." + _side;
    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>Examiners who fit the rules of the side.</summary>
    public IReadOnlyList<Nominee> Panel => french ? FrenchJury() : [Examiner("Ada Bloom", ExaminerRole.InternalExaminer), Examiner("Sten Holm", ExaminerRole.ExternalExaminer)];

    public static IReadOnlyList<Nominee> FrenchJury() =>
    [
        Examiner("Jeanne Aubry", ExaminerRole.Rapporteur, external: true), Examiner("Luc Meunier", ExaminerRole.Rapporteur, external: true),
        Examiner("Zoé Carré", ExaminerRole.Examinateur, ExaminerRank.Other), Examiner("Ivan Petit", ExaminerRole.President, ExaminerRank.Other),
    ];

    public static Nominee Examiner(string name, ExaminerRole role, ExaminerRank rank = ExaminerRank.Professor, bool external = false, bool conflict = false) =>
        new(name, name.Replace(' ', '.').ToLowerInvariant().Replace('é', 'e') + "@else.example", "University of Elsewhere", "Norway", role, rank, external, conflict);

    /// <summary>Enters. In France, with the training that the proposal of a jury needs.</summary>
    public async Task EnterAsync(string title = "Swimming in sand")
    {
        if (french)
            await DoAsync(Office, (s, p) => s.GetRequiredService<RecordTrainingHandler>().HandleAsync(new RecordTraining(CandidatureId, null, 0, new TrainingDetails("Ethics", TrainingCategory.Ethics, 100, Today, null), null), p, default));
        Id = await acts.AsAsync(Student, async (s, by) => (await s.GetRequiredService<EnterExaminationHandler>().HandleAsync(new EnterExamination(CandidatureId, title, ""), by, default)).Id);
    }

    public Task NominateAsync(IReadOnlyList<Nominee>? panel = null, string? by = null) =>
        DoAsync(by ?? Lead, (s, p) => s.GetRequiredService<NominateExaminersHandler>().HandleAsync(new NominateExaminers(Id, panel ?? Panel), p, default));

    public Task DecideAsync(string name, DecisionKind kind, string comment = "") => acts.AsAsync(name, async (s, by) =>
    {
        var db = s.GetRequiredService<PhdTrackerDb>();
        var task = await db.Tasks.AsNoTracking().Where(t => t.Process.ExaminationId == Id && t.Kind == TaskKind.Decision).OrderByDescending(t => t.Id).FirstAsync();
        return await s.GetRequiredService<DecideTaskHandler>().HandleAsync(new DecideTask(task.Id, task.Version, kind, comment), by, default);
    });

    public Task<Thesis> HandInAsync(string text = "first", bool corrected = false, DateOnly? embargo = null, string? by = null, byte[]? bytes = null) => acts.AsAsync(by ?? Student, (s, p) =>
        s.GetRequiredService<HandInThesisHandler>().HandleAsync(
            new HandInThesis(Id, corrected, "Swimming in sand", "", "en", "Thesis.pdf", new MemoryStream(bytes ?? Encoding.ASCII.GetBytes($"%PDF-1.7\n{text}\n%%EOF\n")), embargo, embargo is null ? "" : "A patent is pending."), p, default));

    public Task ReportsAsync(DateOnly? on = null) => DoAsync(Office, (s, p) => s.GetRequiredService<RecordReportsHandler>().HandleAsync(new RecordReports(Id, on ?? Today), p, default));

    public Task DateAsync(DateOnly? on = null, string reason = "", string? by = null) =>
        DoAsync(by ?? Office, (s, p) => s.GetRequiredService<SetDefenceDateHandler>().HandleAsync(new SetDefenceDate(Id, on ?? Today.AddDays(70), "Room 3", reason), p, default));

    public Task OutcomeAsync(ExaminationOutcome outcome, DateOnly? on = null, string? by = null) =>
        DoAsync(by ?? Office, (s, p) => s.GetRequiredService<RecordOutcomeHandler>().HandleAsync(new RecordOutcome(Id, outcome, on ?? Today), p, default));

    public Task AwardAsync(string? by = null, DateOnly? on = null) => DoAsync(by ?? Office, async (s, p) =>
    {
        var institution = await s.GetRequiredService<PhdTrackerDb>().Institutions.Where(i => i.Code == (french ? "LILLE" : "IMPERIAL")).Select(i => i.Id).SingleAsync();
        await s.GetRequiredService<AwardDegreeHandler>().HandleAsync(new AwardDegree(Id, on ?? Today, "Doctor of Philosophy", "Doctorat", institution), p, default);
    });

    public Task WithdrawAsync(string by, string reason = "I need another term.") => DoAsync(by, async (s, p) =>
    {
        var version = await s.GetRequiredService<PhdTrackerDb>().Examinations.Where(e => e.Id == Id).Select(e => e.Version).SingleAsync();
        await s.GetRequiredService<WithdrawExaminationHandler>().HandleAsync(new WithdrawExamination(Id, version, reason), p, default);
    });

    /// <summary>Up to where the student may hand in the thesis.</summary>
    public async Task ApproveAsync()
    {
        await EnterAsync();
        await NominateAsync();
        await DecideAsync(Director, DecisionKind.Approved);
        await DecideAsync(Registry, DecisionKind.Approved);
    }

    /// <summary>Up to the day of the viva or soutenance, on which the clock then stands.</summary>
    public async Task HoldAsync(string text = "first")
    {
        if (Id == 0)
            await ApproveAsync();
        await HandInAsync(text);
        if (french)
            await ReportsAsync();
        var day = Today.AddDays(70);
        await DateAsync(day);
        if (french)
            await DecideAsync(Registry, DecisionKind.Approved);
        clock.Set(new DateTimeOffset(day.ToDateTime(new TimeOnly(15, 0)), TimeSpan.Zero));
    }

    /// <summary>Up to the award, with minor corrections on the way and without a day between.</summary>
    public async Task ToAwardAsync()
    {
        await ApproveAsync();
        await HandInAsync();
        await DateAsync(Today);
        await OutcomeAsync(ExaminationOutcome.MinorCorrections);
        await HandInAsync("corrected", corrected: true);
        await DecideAsync(Lead, DecisionKind.Approved);
    }

    private Task DoAsync(string name, Func<IServiceProvider, Core.People.Person, Task> act) => acts.AsAsync(name, async (s, by) =>
    {
        await act(s, by);
        return true;
    });
}
