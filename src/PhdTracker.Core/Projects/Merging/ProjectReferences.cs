using PhdTracker.Core.Agreements;
using PhdTracker.Core.Meetings;
using PhdTracker.Core.Merging;
using PhdTracker.Core.Proposals;
using static PhdTracker.Core.Merging.MergeReference<PhdTracker.Core.Projects.Merging.MergedProjectKind>;

namespace PhdTracker.Core.Projects.Merging;

/// <summary>What moves when two records of a project become one, as the preview counts it.</summary>
public enum MergedProjectKind { Candidature, Agreement, Proposal, Meeting }

/// <summary>Every foreign key to a project. What belongs to one moves to the kept record.</summary>
public static class ProjectReferences
{
    /// <summary>Those that move row by row.</summary>
    public static IReadOnlyList<MergeReference<MergedProjectKind>> Moving { get; } =
    [
        Moves<Proposal>(MergedProjectKind.Proposal, nameof(Proposal.ProjectId)),
        Moves<Meeting>(MergedProjectKind.Meeting, nameof(Meeting.ProjectId)),
    ];

    /// <summary>Those that <see cref="MergeProjectsHandler"/> moves itself: a side has one place, agreements are counted, and what was merged before leads on.</summary>
    public static IReadOnlyList<(Type Row, string Field)> Apart { get; } =
    [
        (typeof(Studentship), nameof(Studentship.ProjectId)),
        (typeof(Agreement), nameof(Agreement.ProjectId)),
        (typeof(Project), nameof(Project.KeptAsId)),
    ];

    /// <summary>Those that stay: what was said about the record that is closed.</summary>
    public static IReadOnlyList<MergeReference<MergedProjectKind>> Staying { get; } =
    [
        Stays<ProjectsApart>(nameof(ProjectsApart.OneId)),
        Stays<ProjectsApart>(nameof(ProjectsApart.OtherId)),
    ];
}
