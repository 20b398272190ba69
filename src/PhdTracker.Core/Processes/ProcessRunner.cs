using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Processes;

/// <summary>Starts and resumes processes inside the caller's transaction: it changes what the context tracks, and the caller saves once.</summary>
public sealed class ProcessRunner
{
    public Task<Process> StartAsync(string definitionId, Candidature candidature, Milestone milestone, Submission submission, Person? by, CancellationToken ct) =>
        throw new NotSupportedException();

    /// <summary>Goes on where the task waited.</summary>
    /// <param name="outcome">The port by which the route goes on.</param>
    public Task ResumeAsync(ProcessTask task, string outcome, Person? by, CancellationToken ct) =>
        throw new NotSupportedException();
}
