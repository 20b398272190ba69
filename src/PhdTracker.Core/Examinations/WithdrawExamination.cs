using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;

namespace PhdTracker.Core.Examinations;

/// <summary>The student or the office gives an entry up before the examiners have decided. Another may be made later.</summary>
/// <param name="Version">The version of the examination that the page was loaded with.</param>
public sealed record WithdrawExamination(int ExaminationId, int Version, string Reason);

/// <inheritdoc cref="WithdrawExamination"/>
public sealed class WithdrawExaminationHandler(PhdTrackerDb db, AccessReader access, OpenExaminations examinations, ExaminationMails mails, ProcessRunner runner)
{
    /// <exception cref="NotFoundException">It is neither this student's nor of this office's side.</exception>
    /// <exception cref="StaleVersionException">It went on since the page was loaded.</exception>
    /// <exception cref="DomainRuleException"><c>ExaminationNotWithdrawable</c>, <c>OfficeReasonMissing</c>, <c>OfficeReasonTooLong</c>.</exception>
    public async Task HandleAsync(WithdrawExamination command, Person by, CancellationToken ct)
    {
        var examination = await examinations.LoadAsync(command.ExaminationId, Permission.ViewCandidature, by, ct);
        var (candidature, mine) = (examination.Candidature, await access.ForAsync(by.Id, ct));
        if (!MayWithdraw(mine, CaseScopes.Of(candidature)))
            throw new NotFoundException();
        var reason = OfficeMilestones.Reason(command.Reason);
        if (!examination.MayBeWithdrawn)
            throw new DomainRuleException("ExaminationNotWithdrawable");
        if (examination.Version != command.Version)
            throw new StaleVersionException();
        await runner.CancelAsync(db.Processes.About(SubjectKind.Examination, examination.Id), by, ct);
        var today = examinations.TodayOf(candidature);
        examination.Withdraw(today);
        if (candidature.State is CandidatureState.Submitted or CandidatureState.Corrections)
            candidature.MoveTo(CandidatureState.WritingUp, today);
        await mails.TellWithdrawalAsync(examination, reason, by, ct);
        db.Record(CaseKey.Candidature(candidature.Id), new Act(nameof(WithdrawExamination), by.Id, SubjectKind: nameof(Examination), SubjectId: examination.Id, Comment: reason));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Whether a person may give up entries of a candidature: the student, and the office of that side.</summary>
    public static bool MayWithdraw(Access access, CaseScope scope) => access.May(Permission.SubmitMilestones, scope) || access.May(Permission.ManageExaminations, scope);
}
