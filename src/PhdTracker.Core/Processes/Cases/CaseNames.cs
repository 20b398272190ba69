using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;
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
    /// <summary>What lists call the case of a process.</summary>
    private static readonly Expression<Func<Process, CaseName>> OfProcess = p => new CaseName(
        p.MilestoneId, p.ProposalId, p.AgreementId, p.ExaminationId, p.ChangeRequestId, p.ChangeRequest == null ? null : p.ChangeRequest.Kind,
        p.Milestone!.TitleEn ?? p.Proposal!.TitleEn, p.Milestone!.TitleFr ?? p.Proposal!.TitleFr,
        p.Candidature == null ? null : new PersonName(p.Candidature.StudentId, p.Candidature.Student.Title, p.Candidature.Student.GivenName, p.Candidature.Student.FamilyName),
        p.Candidature!.Studentship.Party.Side ?? p.Proposal!.LeadParty.Side,
        p.Candidature.Studentship.Project.Code ?? p.Agreement!.Project.Code,
        p.Candidature.Studentship.Project.Title ?? p.Agreement!.Project.Title,
        p.Agreement == null ? null : p.Agreement.Kind);

    /// <summary>The rows with what lists call their cases; read in the query that goes on from here.</summary>
    public static IQueryable<OfCase<T>> WithCase<T>(this IQueryable<T> rows) where T : class, IOfProcess => With(rows, row => row.Process);

    /// <summary>The processes with what lists call their cases.</summary>
    public static IQueryable<OfCase<Process>> WithCase(this IQueryable<Process> processes) => With(processes, process => process);

    private static IQueryable<OfCase<T>> With<T>(IQueryable<T> rows, Expression<Func<T, Process>> process)
    {
        var name = ReplacingExpressionVisitor.Replace(OfProcess.Parameters[0], process.Body, OfProcess.Body);
        var row = process.Parameters[0];
        var both = Expression.MemberInit(
            Expression.New(typeof(OfCase<T>)),
            Expression.Bind(typeof(OfCase<T>).GetProperty(nameof(OfCase<>.Row))!, row),
            Expression.Bind(typeof(OfCase<T>).GetProperty(nameof(OfCase<>.Case))!, name));
        return rows.Select(Expression.Lambda<Func<T, OfCase<T>>>(both, row));
    }
}
