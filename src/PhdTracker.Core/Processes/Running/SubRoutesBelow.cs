using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Workflows;

namespace PhdTracker.Core.Processes.Running;

/// <summary>Loads what a process has set going, whether it waits for it or not.</summary>
internal static class SubRoutesBelow
{
    /// <summary>The sub-routes of a process, and theirs.</summary>
    public static async Task<IReadOnlyList<Process>> BelowAsync(this PhdTrackerDb db, Process process, CancellationToken ct)
    {
        if (process.Id > 0)
            await db.Processes.Within(process.Id).LoadAsync(ct);
        return [.. db.Processes.Local.Where(p => p.Above().Contains(process))];
    }

    /// <summary>Of these, what began at a step to which a question can lead: it begins anew once the question is answered anew.</summary>
    public static async Task<IReadOnlyList<Process>> BehindAsync(this PhdTrackerDb db, Process process, CompiledWorkflow workflow, string question, CancellationToken ct)
    {
        var behind = Behind(workflow, question);
        return [.. (await db.BelowAsync(process, ct)).Where(p => behind.Contains(p.Above().Prepend(p).Single(above => above.Parent == process).ParentStep!))];
    }

    // A container that comes later holds steps that come later; it comes before them in the list.
    private static HashSet<string> Behind(CompiledWorkflow workflow, string question)
    {
        var (found, next) = (new HashSet<int>(), new Stack<int>([workflow.Find(question)!.Index]));
        while (next.TryPop(out var from))
        {
            foreach (var way in workflow.Connections.Where(way => way.Source == from && !way.Backward && found.Add(way.Target)))
                next.Push(way.Target);
        }

        var behind = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in workflow.Activities.Where(a => found.Contains(a.Index) || (a.Container is { } container && behind.Contains(container.Id))))
            behind.Add(step.Id);
        return behind;
    }
}
