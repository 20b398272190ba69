using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Processes;

/// <summary>What a process can be about.</summary>
public enum SubjectKind { Milestone, Proposal, Agreement, Examination, ChangeRequest }

/// <summary>A case that goes through a route: what desks, mails, the audit trail and pages need to know of it.</summary>
public interface IProcessSubject
{
    int Id { get; }
    SubjectKind Kind { get; }

    /// <summary>Key of the audit chain that its acts belong to.</summary>
    string CaseKey { get; }

    /// <summary>What people call the case, in a language.</summary>
    string TitleIn(Texts texts);

    /// <summary>A route says how the case stands.</summary>
    /// <param name="status">As the route writes it.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="InvalidOperationException">A status that the case does not know, or not from where it stands.</exception>
    void Follow(string status, DateTime now);

    /// <summary>How the case stands: the name of its state.</summary>
    string Status { get; }

    /// <summary>What was answered or done in a task is taken back: the case stands again as it did when the task was opened. The tasks of its process must be loaded.</summary>
    void Undo(ProcessTask task, DateTime now)
    {
        if (task.SubjectState is { } state)
            Follow(state, now);
    }

    /// <summary>Whether its route can be called off while the case itself goes on or is given up with it.</summary>
    bool MayBeCalledOff => false;

    /// <summary>Its route is called off: the case is where it was before somebody sent it on that way, so that it can be sent again, or it is given up.</summary>
    /// <exception cref="DomainRuleException">The case cannot be left without its route.</exception>
    void CallOff(DateTime now) => throw new DomainRuleException("RouteNotCancellable");

    /// <summary>Somebody answered a task about the case; for cases that keep more of it than the task does.</summary>
    void Note(ProcessTask task, Decision decision) { }

    /// <summary>Whether an event that a route waits for is over already for this case: the route goes on at once.</summary>
    bool HasHappened(string eventName) => false;
}

/// <summary>A row about one process.</summary>
public interface IOfProcess
{
    Process Process { get; }
}

/// <summary>The pages of cases.</summary>
public static class SubjectPaths
{
    /// <summary>The page of a case, such as <c>/proposals/12</c>.</summary>
    public static string Of(SubjectKind kind, int id) => FormattableString.Invariant($"/{Folder(kind)}/{id}");

    private static string Folder(SubjectKind kind) => kind == SubjectKind.ChangeRequest ? "change-requests" : kind.ToString().ToLowerInvariant() + "s";

    /// <inheritdoc cref="Of(SubjectKind, int)"/>
    public static string Path(this IProcessSubject subject) => Of(subject.Kind, subject.Id);
}
