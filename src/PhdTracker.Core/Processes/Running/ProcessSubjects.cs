using System.Linq.Expressions;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Processes.Running;

/// <summary>Loads what a process is about and what started it.</summary>
internal static class ProcessSubjects
{
    public static async Task<Process> LoadSubjectAsync(this PhdTrackerDb db, Process process, CancellationToken ct)
    {
        await db.LoadAsync(process, p => p.Milestone, process.MilestoneId, ct);
        await db.LoadAsync(process, p => p.Proposal, process.ProposalId, ct);
        await db.LoadAsync(process, p => p.Agreement, process.AgreementId, ct);
        await db.LoadAsync(process, p => p.Examination, process.ExaminationId, ct);
        await db.LoadAsync(process, p => p.ChangeRequest, process.ChangeRequestId, ct);
        await db.LoadAsync(process, p => p.Candidature, process.CandidatureId, ct);
        if (process.Candidature is { Student: null } candidature)
            await db.Entry(candidature).Reference(c => c.Student).LoadAsync(ct);
        if (process.Proposal is { Call: null } proposal)
            await db.Entry(proposal).Reference(p => p.Call).LoadAsync(ct);
        if (process.Agreement is { Project: null } agreement)
            await db.Entry(agreement).Reference(a => a.Project).LoadAsync(ct);
        if (process.Examination is { Candidature: null } examination)
            await db.Entry(examination).Reference(e => e.Candidature).LoadAsync(ct);
        if (process.ChangeRequest is { Candidature: null } request)
            await db.Entry(request).Reference(r => r.Candidature).LoadAsync(ct);
        for (var below = process; below?.ParentId is not null; below = below.Parent)
            await db.LoadAsync(below, p => p.Parent, below.ParentId, ct);
        return process;
    }

    private static async Task LoadAsync<T>(this PhdTrackerDb db, Process process, Expression<Func<Process, T?>> part, int? id, CancellationToken ct) where T : class
    {
        var reference = db.Entry(process).Reference(part);
        if (id is not null && reference.CurrentValue is null)
            await reference.LoadAsync(ct);
    }
}
