namespace PhdTracker.Core.Examinations;

/// <summary>What the examiners decided: the first five in the United Kingdom, the others in France.</summary>
public enum ExaminationOutcome { Pass, MinorCorrections, MajorCorrections, Resubmission, Fail, Admitted, AdmittedWithCorrections, Adjourned, Refused }

/// <summary>What an outcome leads to.</summary>
public enum OutcomeThen { Award, Corrections, Thesis, End }

/// <summary>One outcome that the examiners of a country can give.</summary>
/// <param name="Fact">How rules of milestones call it, such as <c>minor</c>.</param>
/// <param name="Months">Months for what it asks for, where the plan has no rule about corrections.</param>
public sealed record OutcomeRule(ExaminationOutcome Outcome, OutcomeThen Then, string Fact, int? Months);

/// <summary>Who must be among the examiners.</summary>
/// <param name="AtLeast">How many of a role.</param>
/// <param name="AtMost">How many of a role at most.</param>
/// <param name="ExternalShare">The part that must be external, 0 to 1.</param>
/// <param name="ProfessorShare">The part that must be of professor rank, 0 to 1.</param>
public sealed record PanelRules(
    int Fewest, int Most, IReadOnlyDictionary<ExaminerRole, int> AtLeast, IReadOnlyDictionary<ExaminerRole, int> AtMost, decimal ExternalShare, decimal ProfessorShare);

/// <summary>Codes of the milestones that each step of an examination meets.</summary>
public sealed record ExaminationMilestones(
    IReadOnlyList<string> Entry, IReadOnlyList<string> Nomination, IReadOnlyList<string> Thesis, IReadOnlyList<string> Reports, IReadOnlyList<string> Defence, IReadOnlyList<string> Corrections);

/// <summary>How theses are examined in a country.</summary>
/// <param name="Country">ISO 3166 code of two letters of the student's side.</param>
/// <param name="Route">The approval route that an examination follows.</param>
/// <param name="DegreeEn">What the degree is usually called.</param>
/// <param name="Roles">What an examiner can be.</param>
/// <param name="DefenceMonthsAfterNomination">The defence comes at least so many months after the examiners were named.</param>
/// <param name="DefenceDaysAfterReports">It comes at least so many days after the reports.</param>
/// <param name="NeedsAuthorisation">Whether the defence must be authorised once its day is known.</param>
public sealed record ExaminationRules(
    string Country, string Route, string DegreeEn, string DegreeFr, IReadOnlyList<ExaminerRole> Roles, PanelRules Panel, int? DefenceMonthsAfterNomination, int? DefenceDaysAfterReports, bool NeedsAuthorisation,
    IReadOnlyList<OutcomeRule> Outcomes, ExaminationMilestones Milestones)
{
    /// <summary>The rule of an outcome; null if the country does not have it.</summary>
    public OutcomeRule? Of(ExaminationOutcome outcome) => Outcomes.FirstOrDefault(o => o.Outcome == outcome);

    /// <summary>Whether an examiner comes from elsewhere: where the role says it the role does, else the lead.</summary>
    public bool IsExternal(Nominee nominee) => nominee.Role switch
    {
        ExaminerRole.ExternalExaminer => true,
        ExaminerRole.InternalExaminer => false,
        _ => nominee.IsExternal,
    };

    /// <summary>The first day that needs no reason; null where there is no such rule, or what it hangs on is unknown.</summary>
    public DateOnly? EarliestDefence(DateOnly? nominatedOn, DateOnly? reportsOn)
    {
        var days = new[]
        {
            DefenceMonthsAfterNomination is { } months ? nominatedOn?.AddMonths(months) : null,
            DefenceDaysAfterReports is { } after ? reportsOn?.AddDays(after) : null,
        };
        return days.Max();
    }
}
