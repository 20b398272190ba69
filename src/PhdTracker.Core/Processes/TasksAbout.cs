namespace PhdTracker.Core.Processes;

/// <summary>Narrows tasks and processes to those about one case.</summary>
public static class TasksAbout
{
    public static IQueryable<ProcessTask> About(this IQueryable<ProcessTask> tasks, SubjectKind kind, int id) => kind switch
    {
        SubjectKind.Milestone => tasks.Where(t => t.Process.MilestoneId == id),
        SubjectKind.Proposal => tasks.Where(t => t.Process.ProposalId == id),
        SubjectKind.Agreement => tasks.Where(t => t.Process.AgreementId == id),
        SubjectKind.ChangeRequest => tasks.Where(t => t.Process.ChangeRequestId == id),
        _ => tasks.Where(t => t.Process.ExaminationId == id),
    };

    public static IQueryable<Process> About(this IQueryable<Process> processes, SubjectKind kind, int id) => kind switch
    {
        SubjectKind.Milestone => processes.Where(p => p.MilestoneId == id),
        SubjectKind.Proposal => processes.Where(p => p.ProposalId == id),
        SubjectKind.Agreement => processes.Where(p => p.AgreementId == id),
        SubjectKind.ChangeRequest => processes.Where(p => p.ChangeRequestId == id),
        _ => processes.Where(p => p.ExaminationId == id),
    };
}
