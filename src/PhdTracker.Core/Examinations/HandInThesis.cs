using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Documents;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Examinations;

/// <summary>A student hands in the thesis, or the corrected thesis.</summary>
/// <param name="Corrected">Whether it is the version that the corrections were asked for.</param>
/// <param name="Language"><c>en</c> or <c>fr</c>.</param>
/// <param name="FileName">As the browser sent it.</param>
/// <param name="Content">Read once; no further than the largest size allowed.</param>
/// <param name="EmbargoUntil">Last day of the embargo; null for none.</param>
public sealed record HandInThesis(
    int ExaminationId, bool Corrected, string TitleEn, string TitleFr, string Language, string FileName, Stream Content, DateOnly? EmbargoUntil, string EmbargoReason);

/// <inheritdoc cref="HandInThesis"/>
public sealed class HandInThesisHandler(PhdTrackerDb db, OpenExaminations examinations, ExaminationPlan plan, ProcessRunner runner, IFileStore files, TimeProvider clock)
{
    /// <summary>The last part of the address of the page, as the routes name it.</summary>
    public static string Action(bool corrected) => corrected ? "corrections" : "thesis";

    /// <exception cref="NotFoundException">It is not asked of this person.</exception>
    /// <exception cref="TaskAlreadyClosedException">It was handed in.</exception>
    /// <exception cref="DomainRuleException"><c>ThesisNotPdf</c>, and those of <see cref="Intake.TakeAsync"/>, <see cref="Examination.HandIn"/> and <see cref="Examination.Correct"/>.</exception>
    public async Task<Thesis> HandleAsync(HandInThesis command, Person by, CancellationToken ct)
    {
        var examination = await examinations.LoadAskedAsync(command.ExaminationId, Action(command.Corrected), by, ct);
        var candidature = examination.Candidature;
        var (rules, today, now) = (examinations.RulesOf(candidature), examinations.TodayOf(candidature), clock.UtcNow());
        Thesis.Check(command.Language, command.EmbargoUntil, command.EmbargoReason, today);
        var (incoming, name, kind) = await files.TakeAsync(command.FileName, command.Content, AttachDocumentHandler.LargestFile, ct);
        using var _ = incoming;
        if (kind != FileKind.Pdf)
            throw new DomainRuleException("ThesisNotPdf", name) { Field = "Files" };
        var document = new Document(candidature, name, kind.ContentType, incoming.Length, incoming.Sha256, by, now);
        var part = new ThesisPart(command.TitleEn, command.TitleFr, command.Language, document, command.EmbargoUntil, command.EmbargoReason, now);
        var thesis = command.Corrected ? examination.Correct(part, today) : examination.HandIn(part, today);
        incoming.Keep();
        if (!command.Corrected)
            candidature.MoveTo(CandidatureState.Submitted, today);
        await MeetAsync(examination, command.Corrected, rules, today, by, ct);
        await runner.FulfilAsync(examination, Action(command.Corrected), "Done", by, ct);
        var act = command.Corrected ? new Act("HandInCorrections", by.Id, SubjectKind: nameof(Examination), SubjectId: examination.Id) : new Act(nameof(HandInThesis), by.Id, SubjectKind: nameof(Examination), SubjectId: examination.Id);
        db.Record(CaseKey.Candidature(candidature.Id), act);
        await db.SaveChangesAsync(ct);
        return thesis;
    }

    /// <summary>A version after a resubmission meets the thesis milestone anew, and what was asked for after the first viva with it.</summary>
    private async Task MeetAsync(Examination examination, bool corrected, ExaminationRules rules, DateOnly today, Person by, CancellationToken ct)
    {
        if (!corrected)
            await plan.MeetAsync(examination.Candidature, rules.Milestones.Thesis, today, by, ct);
        if (examination.CorrectionsDueOn is not null)
            await plan.MeetAsync(examination.Candidature, rules.Milestones.Corrections, today, by, ct);
    }
}
