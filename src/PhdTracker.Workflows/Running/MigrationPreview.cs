namespace PhdTracker.Workflows;

/// <summary>A part of an instance's state.</summary>
public enum MigrationPart
{
    /// <summary>A step that waits; its name is the activity's id.</summary>
    Waiting,

    /// <summary>A failed step that has not been mended; its name is the activity's id.</summary>
    Incident,

    /// <summary>A step that a fault cut off and that is asked again when the fault is mended; its name is the activity's id.</summary>
    CutOff,

    /// <summary>A container in which something runs; its name is the activity's id.</summary>
    Container,

    /// <summary>A way that has been gone to a join that still waits for others.</summary>
    Way,

    /// <summary>A variable of the workflow.</summary>
    Variable,

    /// <summary>An input of the workflow.</summary>
    Input,

    /// <summary>What a step gave and an expression reads.</summary>
    Result,
}

/// <summary>What becomes of a part of an instance's state in another version.</summary>
public enum MigrationFate
{
    /// <summary>It is kept as it is.</summary>
    Stays,

    /// <summary>It is new, and begins with its default.</summary>
    Added,

    /// <summary>The other version has no use for it.</summary>
    Dropped,

    /// <summary>It happens as soon as the instance has moved.</summary>
    GoesOn,
}

/// <summary>One thing that a move to another version keeps, adds, drops or sets going.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Name">The id of the activity, the name of the variable or input, or the way.</param>
/// <param name="Value">The value with which something added begins; null for nothing.</param>
public sealed record MigrationLine(MigrationPart Part, MigrationFate Fate, string Name, string? Value = null);

/// <summary>Why an instance cannot move to another version.</summary>
/// <param name="Activity">The id of the activity, or null when it concerns the whole instance.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Remedy">What to do, as a sentence.</param>
public sealed record MigrationProblem(string? Activity, string Message, string Remedy)
{
    /// <inheritdoc />
    public override string ToString() => Activity is null ? $"{Message} {Remedy}" : $"Activity '{Activity}': {Message} {Remedy}";
}

/// <summary>What a move to another version would do to an instance.</summary>
/// <param name="Problems">Why it cannot move; empty if it can.</param>
/// <param name="Lines">Everything that stays, is added, is dropped or goes on.</param>
public sealed record MigrationPreview(IReadOnlyList<MigrationProblem> Problems, IReadOnlyList<MigrationLine> Lines)
{
    /// <summary>Whether the instance can move.</summary>
    public bool Possible => Problems.Count == 0;

    /// <summary>What is kept.</summary>
    public IEnumerable<MigrationLine> Stays => With(MigrationFate.Stays);

    /// <summary>What begins with its default.</summary>
    public IEnumerable<MigrationLine> Added => With(MigrationFate.Added);

    /// <summary>What is lost.</summary>
    public IEnumerable<MigrationLine> Dropped => With(MigrationFate.Dropped);

    /// <summary>Which steps begin as soon as the instance has moved.</summary>
    public IEnumerable<MigrationLine> GoesOn => With(MigrationFate.GoesOn);

    private IEnumerable<MigrationLine> With(MigrationFate fate) => Lines.Where(line => line.Fate == fate);
}

/// <summary>An instance that cannot move to another version; nothing has changed.</summary>
public sealed class MigrationRefusedException(IReadOnlyList<MigrationProblem> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>Why; never empty.</summary>
    public IReadOnlyList<MigrationProblem> Problems { get; } = problems;
}
