using PhdTracker.Core.Merging;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Projects.Merging;

/// <summary>Somebody said that two projects which look alike are two.</summary>
public sealed class ProjectsApart : KeptApart<Project>
{
    private ProjectsApart() { }

    /// <summary>In whichever order they are named.</summary>
    public ProjectsApart(Project one, Project other, Person by, DateTime at) : base(one.Id < other.Id ? one : other, one.Id < other.Id ? other : one, by, at) { }
}

internal sealed class ProjectsApartMapping() : KeptApartMapping<ProjectsApart, Project>("ProjectsApart");
