using PhdTracker.Core.Projects;

namespace PhdTracker.Core.Agreements;

/// <summary>What becomes of an agreement when two records of its project become one.</summary>
public sealed partial class Agreement
{
    /// <summary>The project's code when the text went round, where that project was merged into another since: what was signed stays under it. Null where it is the project's own.</summary>
    public string? FrozenCode { get; private set; }

    /// <summary>The same of <see cref="Number"/>.</summary>
    public int? FrozenNumber { get; private set; }

    /// <summary>The project's code as the text has it.</summary>
    public string CodeInText => FrozenCode ?? Project.Code;

    /// <summary>The agreement's number as the text has it.</summary>
    public int NumberInText => FrozenNumber ?? Number;

    /// <summary>Its project was merged into another, or another into it. A text that went round keeps the code and the number that it was hashed with.</summary>
    /// <param name="number">Its number among the agreements of both records.</param>
    internal void MoveTo(Project kept, int number)
    {
        if (Hash is not null)
            (FrozenCode, FrozenNumber) = (FrozenCode ?? (Project == kept ? null : Project.Code), FrozenNumber ?? (Number == number ? null : Number));
        (Project, Number) = (kept, number);
    }
}
