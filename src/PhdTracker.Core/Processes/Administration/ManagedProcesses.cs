using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes.Administration;

/// <summary>Loads processes for the commands that repair them.</summary>
public sealed class ManagedProcesses(PhdTrackerDb db, AccessReader access, ProcessRunner runner)
{
    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 2000;

    /// <summary>The process with its tasks, who is asked, and what it is about, as the person saw it.</summary>
    /// <param name="version">The version of the process that the person saw.</param>
    /// <exception cref="NotFoundException">There is no such process, or the person may not repair it.</exception>
    /// <exception cref="DomainRuleException"><c>ProcessWentOn</c>.</exception>
    public async Task<Process> LoadAsync(int id, int version, Person by, CancellationToken ct)
    {
        var process = await ProcessScopes.Of(db, await access.ForAsync(by.Id, ct), Permission.ManageProcesses)
            .Include(p => p.Tasks).ThenInclude(t => t.Assignees).ThenInclude(a => a.Person)
            .Include(p => p.Tasks).ThenInclude(t => t.Assignees).ThenInclude(a => a.OnBehalfOf)
            .Include(p => p.Tasks).ThenInclude(t => t.Decisions).ThenInclude(d => d.Recall)
            .Include(p => p.Tasks).ThenInclude(t => t.Submission)
            .AsSplitQuery().SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotFoundException();
        if (process.Version != version)
            throw new DomainRuleException("ProcessWentOn");
        return await runner.LoadSubjectAsync(process, ct);
    }

    /// <summary>A reason as it is kept and told.</summary>
    /// <exception cref="DomainRuleException"><c>ProcessReasonMissing</c>, <c>ProcessReasonTooLong</c>.</exception>
    public static string Reason(string? typed)
    {
        var reason = typed?.Trim() ?? "";
        if (reason.Length == 0)
            throw new DomainRuleException("ProcessReasonMissing") { Field = "Reason" };
        if (reason.Length > LongestReason)
            throw new DomainRuleException("ProcessReasonTooLong", LongestReason, reason.Length) { Field = "Reason" };
        return reason;
    }

    /// <summary>Whether no other route of the case began after this one, or after the one that it is part of: only then does the case follow it.</summary>
    public async Task<bool> IsNewestAsync(Process process, CancellationToken ct) => process.Subject is null || !await db.Processes.BegunAfter(process).AnyAsync(ct);

    /// <summary>Refuses to take a case back by a route that it has left, or where what was signed cannot be taken back.</summary>
    /// <exception cref="DomainRuleException"><c>SignaturesStand</c>, <c>SubRouteReturned</c>, <c>NewerProcessBegun</c>.</exception>
    public async Task EnsureReturnsAsync(Process process, CancellationToken ct)
    {
        if (process.Subject is Agreement)
            throw new DomainRuleException("SignaturesStand");
        if (process.IsPassedBy)
            throw new DomainRuleException("SubRouteReturned");
        if (!await IsNewestAsync(process, ct))
            throw new DomainRuleException("NewerProcessBegun");
    }
}
