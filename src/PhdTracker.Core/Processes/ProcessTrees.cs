namespace PhdTracker.Core.Processes;

/// <summary>Processes that started each other: a route and its sub-routes, at most <see cref="Workflows.HostTypes.MostDepth"/> deep.</summary>
public static class ProcessTrees
{
    /// <summary>A process, all that it has started, and what those have started.</summary>
    public static IQueryable<Process> Within(this IQueryable<Process> processes, int id) =>
        processes.Where(p => p.Id == id || p.ParentId == id || p.Parent!.ParentId == id || p.Parent!.Parent!.ParentId == id);

    /// <summary>The routes of the same case that began after a process, or after the one that it is part of; what it is about must be loaded.</summary>
    public static IQueryable<Process> BegunAfter(this IQueryable<Process> processes, Process process)
    {
        var root = process.Root().Id;
        return processes.About(process.Subject!.Kind, process.Subject.Id).Where(p => p.ParentId == null && p.Id > root);
    }

    /// <summary>The process that started this one, and so on to the case's own route. Their rows must be loaded.</summary>
    public static IEnumerable<Process> Above(this Process process)
    {
        for (var above = process.Parent; above is not null; above = above.Parent)
            yield return above;
    }

    /// <summary>The case's own route: this one, or the one that led to it. The rows between must be loaded.</summary>
    public static Process Root(this Process process) => process.Above().LastOrDefault() ?? process;
}
