using PhdTracker.Core.Agreements;
using PhdTracker.Core.ChangeRequests;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>What a list calls the case of a task or another row about a process: one of the ids is set.</summary>
/// <param name="Change">What a change request asks for.</param>
/// <param name="TitleEn">Of the milestone or the proposal; agreements and examinations are called by their project or student.</param>
/// <param name="Side">The case's home; null for an agreement, which belongs to both sides.</param>
public sealed record CaseName(
    int? MilestoneId, int? ProposalId, int? AgreementId, int? ExaminationId, int? ChangeRequestId, ChangeRequestKind? Change, string? TitleEn, string? TitleFr, PersonName? Student, string? Side, string? ProjectCode, string? ProjectTitle, AgreementKind? Agreement = null)
{
    public SubjectKind Kind =>
        MilestoneId is not null ? SubjectKind.Milestone
        : ProposalId is not null ? SubjectKind.Proposal
        : AgreementId is not null ? SubjectKind.Agreement
        : ChangeRequestId is not null ? SubjectKind.ChangeRequest
        : SubjectKind.Examination;

    /// <summary>The case's own id; null for a process about nothing.</summary>
    public int? Id => MilestoneId ?? ProposalId ?? AgreementId ?? ExaminationId ?? ChangeRequestId;

    /// <summary>The page of the case.</summary>
    public string Path => SubjectPaths.Of(Kind, Id!.Value);

    /// <summary>What the case is called in a list: a milestone with its student, a proposal by its title, an agreement by its project.</summary>
    public string In(Texts texts) => Kind switch
    {
        SubjectKind.Milestone => texts["Case.OfStudent", Title(texts), Student?.Display],
        SubjectKind.ChangeRequest => texts["Case.OfStudent", texts.Enum(Change!.Value), Student?.Display],
        SubjectKind.Proposal => Title(texts),
        SubjectKind.Agreement => (Agreement ?? AgreementKind.CoSupervision).TitleOf(texts, ProjectCode),
        _ => texts["Examination.TitleOf", Student?.Display],
    };

    // A proposal may have its title in one language only.
    private string Title(Texts texts) => texts.Of(First(TitleEn, TitleFr), First(TitleFr, TitleEn));

    private static string First(string? one, string? other) => string.IsNullOrEmpty(one) ? other ?? "" : one;
}
