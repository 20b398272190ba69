namespace PhdTracker.Workflows;

/// <summary>The type of an activity's input.</summary>
public enum InputType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A length of time, as <c>10.00:00:00</c>.</summary>
    TimeSpan,

    /// <summary>An instant, in ISO 8601 with its offset.</summary>
    Instant,

    /// <summary>A list of texts, as JSON.</summary>
    TextList,

    /// <summary>Anything.</summary>
    Any,

    /// <summary>A list of anything, as JSON.</summary>
    List,

    /// <summary>A cron expression of five fields, or of six that begin with seconds; in UTC.</summary>
    Cron,
}

/// <summary>An input of an activity type.</summary>
/// <param name="Name">As it is written in the file, in camelCase.</param>
/// <param name="Type">What it takes.</param>
/// <param name="Required">Whether the step needs it.</param>
/// <param name="Allowed">The only values that a literal may have, if that is restricted.</param>
/// <param name="Forms">Further values that it may have, for values that no list can hold; a list is given to it as JavaScript writes it: <c>5,10</c>.</param>
public sealed record ActivityInput(string Name, InputType Type, bool Required = false, IReadOnlyList<string>? Allowed = null, InputForms? Forms = null)
{
    /// <summary>Whether it has only some values, so that it cannot be computed.</summary>
    internal bool IsRestricted => Allowed is not null || Forms is not null;

    /// <summary>Whether a literal may have this value.</summary>
    internal bool Takes(string value) => !IsRestricted || Allowed?.Contains(value) == true || Forms?.Fit(value) == true;
}

/// <summary>Values of an input that follow a form.</summary>
/// <param name="Fit">Whether a literal is one of them.</param>
/// <param name="Examples">What they look like, as a problem lists them after the allowed ones.</param>
public sealed record InputForms(Func<string, bool> Fit, IReadOnlyList<ProblemText> Examples);

/// <summary>How many of an activity's outcomes one completion may have.</summary>
public enum OutcomeChoice
{
    /// <summary>Exactly one.</summary>
    One,

    /// <summary>Any number at once.</summary>
    Several,

    /// <summary>All of them at once.</summary>
    All,
}

/// <summary>What a step says about itself when its outcomes are asked for: which inputs it sets, and literal lists.</summary>
public sealed class ActivityShape
{
    private readonly Func<string, bool> _isSet;
    private readonly Func<string, string?> _literal;
    private readonly Func<string, IReadOnlyList<string>> _list;

    internal ActivityShape(Func<string, bool> isSet, Func<string, string?> literal, Func<string, IReadOnlyList<string>> list)
    {
        _isSet = isSet;
        _literal = literal;
        _list = list;
    }

    /// <summary>Whether the step sets this input.</summary>
    public bool IsSet(string input) => _isSet(input);

    /// <summary>The literal text of an input; null when it is absent or computed.</summary>
    public string? Literal(string input) => _literal(input);

    /// <summary>The entries of a literal list; the labels of a list of cases.</summary>
    public IReadOnlyList<string> List(string input) => _list(input);
}

/// <summary>What an activity type takes, gives and can end with. Checker, diagram and editor need no other source.</summary>
public sealed record ActivityType(string TypeName)
{
    private static readonly IReadOnlyList<string> OnlyDone = ["Done"];

    /// <summary>What it takes.</summary>
    public IReadOnlyList<ActivityInput> Inputs { get; init; } = [];

    /// <summary>The names of what it gives, in camelCase.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>The outcomes that a step of this type can have, in their order.</summary>
    public Func<ActivityShape, IReadOnlyList<string>> Outcomes { get; init; } = _ => OnlyDone;

    /// <summary>Outcomes that a step cannot have, but a definition may connect all the same: those that older versions asked it to.</summary>
    public Func<ActivityShape, IReadOnlyList<string>> IdleOutcomes { get; init; } = _ => [];

    /// <summary>How many of them one completion may have.</summary>
    public Func<ActivityShape, OutcomeChoice> Choice { get; init; } = _ => OutcomeChoice.One;

    /// <summary>Whether a step of this type always waits for somebody or something.</summary>
    public bool Waits { get; init; }

    /// <summary>Whether a step waits by how it is written, where not every step of this type does.</summary>
    public Func<ActivityShape, bool> WaitsWhen { get; init; } = _ => false;

    /// <summary>Whether it talks to something outside, so that a step may be tried again after a while when it fails:
    /// <c>"customProperties": { "resilience": { "attempts": 5, "wait": "00:01:00", "factor": 2 } }</c>.</summary>
    public bool IsResilient { get; init; }

    /// <summary>Whether it holds other activities.</summary>
    public bool IsContainer { get; internal init; }

    /// <summary>The output that receives the outcome of an answer.</summary>
    public string? OutcomeOutput { get; init; }

    /// <summary>The output that receives the value that came with an answer.</summary>
    public string? AnswerOutput { get; init; }

    /// <summary>Whether the host runs it; the engine runs the others itself.</summary>
    public bool IsOfHost => BuiltIn == BuiltIn.None;

    internal BuiltIn BuiltIn { get; init; }

    internal bool EndsWorkflow => BuiltIn is BuiltIn.End or BuiltIn.Finish;
}

internal enum BuiltIn
{
    None,
    Start,
    End,
    Finish,
    FlowDecision,
    FlowSwitch,
    FlowFork,
    FlowJoin,
    SetVariable,
    SetName,
    Correlate,
    SetOutput,
    WriteLine,
    Fault,
    Event,
    RunTask,
    Delay,
    StartAt,
    Timer,
    Cron,
    Flowchart,
    Sequence,
    If,
    While,
    ForEach,
    ParallelForEach,
}
