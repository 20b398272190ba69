using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>A row about a process, such as a task, with what a list calls its case.</summary>
public sealed record OfCase<T>
{
    public required T Row { get; init; }

    /// <summary>Of a process about nothing it has no id.</summary>
    public required CaseName Case { get; init; }
}

/// <summary>Names cases in queries.</summary>
public static class CaseNames
{
    /// <summary>The rows with what lists call their cases; read in the query that goes on from here.</summary>
    public static IQueryable<OfCase<T>> WithCase<T>(this IQueryable<T> rows) where T : class, IOfProcess => rows.Select(r => new OfCase<T>
    {
        Row = r,
        Case = new CaseName(
            r.Process.MilestoneId, r.Process.ProposalId, r.Process.AgreementId, r.Process.ExaminationId, r.Process.ChangeRequestId, r.Process.ChangeRequest == null ? null : r.Process.ChangeRequest.Kind,
            r.Process.Milestone!.TitleEn ?? r.Process.Proposal!.TitleEn, r.Process.Milestone!.TitleFr ?? r.Process.Proposal!.TitleFr,
            r.Process.Candidature == null ? null : new PersonName(r.Process.Candidature.StudentId, r.Process.Candidature.Student.Title, r.Process.Candidature.Student.GivenName, r.Process.Candidature.Student.FamilyName),
            r.Process.Candidature!.Studentship.Party.Side ?? r.Process.Proposal!.LeadParty.Side,
            r.Process.Candidature.Studentship.Project.Code ?? r.Process.Agreement!.Project.Code,
            r.Process.Candidature.Studentship.Project.Title ?? r.Process.Agreement!.Project.Title,
            r.Process.Agreement == null ? null : r.Process.Agreement.Kind),
    });
}
