using PhdTracker.Core.Calls;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Training;

namespace PhdTracker.Core.Milestones.Rules;

/// <summary>What sets a date. Offset and Cap count active time; Campaign follows the academic year; Before and After follow another date.</summary>
public enum RuleKind { Offset, Campaign, Before, After, Cap }

/// <summary>A number of active months after the start.</summary>
/// <param name="Months">Months at full time.</param>
/// <param name="OpensMonths">Active months after the start from which it may be done; null where there is no window.</param>
/// <param name="Stretches">Whether part-time work makes it longer. Interruptions always do.</param>
public sealed record OffsetTerm(decimal Months, decimal? OpensMonths, bool Stretches);

/// <summary>Never later than this many active months after the start.</summary>
public sealed record CapTerm(decimal Months, bool Stretches);

/// <summary>The same offset again and again: the k-th is due k times the offset after the start.</summary>
/// <param name="Times">How often, at least 2.</param>
public sealed record RepeatTerm(int Times);

/// <summary>A day of any year.</summary>
public readonly record struct MonthDay(int Month, int Day)
{
    /// <summary>That day of a year; the last of February for 29 February of a common year.</summary>
    public DateOnly In(int year) => new(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));
}

/// <summary>The days of one year between which a campaign is open.</summary>
public readonly record struct CampaignWindow(MonthDay Opens, MonthDay Due);

/// <summary>
/// Windows of every year, counted from the calendar year after the one in which the academic year of the start began. A window that
/// closes before the student has begun is not counted.
/// </summary>
/// <param name="Windows">At least one, in order; each within one calendar year.</param>
/// <param name="CountsBy">The k-th campaign takes place if this day of its year comes before the date named by <paramref name="Until"/>; its last day where null.</param>
/// <param name="Until">The date that ends the campaigns: a rule's code or a known date's name.</param>
/// <param name="OnlyLast">Only the last campaign that opens by the rule's cap, instead of each.</param>
public sealed record CampaignTerm(MonthDay AcademicYearStarts, IReadOnlyList<CampaignWindow> Windows, MonthDay? CountsBy, string? Until, bool OnlyLast);

/// <summary>A distance to another date.</summary>
/// <param name="Date">A rule's code (or <c>code-k</c> where it repeats), or one of <see cref="KnownDates"/>.</param>
/// <param name="ByOutcome">Months by the outcome of what it hangs on; null months: not needed after that outcome.</param>
public sealed record RelativeTerm(string Date, int Months, int Days, IReadOnlyDictionary<string, int?> ByOutcome);

/// <summary>How often a milestone may be taken again, and how long after the decision.</summary>
public sealed record RetakeTerm(int Times, int Months);

/// <summary>Full time or part time.</summary>
public enum StudyMode { FullTime, PartTime }

/// <summary>Whom a rule asks. An empty list asks everybody; one that is not empty must hold what the student is.</summary>
/// <param name="Sides">Codes of the sides of a programme, such as <c>FR</c>.</param>
/// <param name="Modes">The mode on the day on which the milestone is due.</param>
/// <param name="Statuses">The status on the day on which the milestone is due.</param>
public sealed record RuleCondition(
    IReadOnlyList<AwardModel> AwardModels, IReadOnlyList<string> Sides, IReadOnlyList<StudyMode> Modes, IReadOnlyList<StatusKind> Statuses)
{
    /// <summary>Asks everybody.</summary>
    public static readonly RuleCondition None = new([], [], [], []);

    /// <summary>Whether it asks the students of this side under this award model at all.</summary>
    internal bool Concerns(AwardModel awardModel, string? side) =>
        (AwardModels.Count == 0 || AwardModels.Contains(awardModel))
        && (Sides.Count == 0 || (side is not null && Sides.Contains(side, StringComparer.OrdinalIgnoreCase)));

    /// <summary>Whether it asks a student of this mode and status.</summary>
    internal bool Holds(StudyMode mode, StatusKind status) =>
        (Modes.Count == 0 || Modes.Contains(mode)) && (Statuses.Count == 0 || Statuses.Contains(status));
}

/// <summary>What must be there before a milestone can be handed in. It moves no date.</summary>
/// <param name="TrainingHours">Hours or credits of training that are confirmed; null for none.</param>
/// <param name="TrainingAmong">Categories in each of which something must be confirmed.</param>
/// <param name="Documents">What must be attached, in words: a file for each.</param>
/// <param name="Milestones">Codes of rules of the set that must be passed: of a repeating rule the milestone of the same number, where this one repeats too.</param>
public sealed record GateTerm(int? TrainingHours, IReadOnlyList<TrainingCategory> TrainingAmong, IReadOnlyList<LocalText> Documents, IReadOnlyList<string> Milestones);

/// <summary>
/// One milestone of a rule set. It has one main term, in the order offset, campaign, after, before, cap; a <c>before</c> or <c>cap</c>
/// beside another term is a limit: the earliest date counts.
/// </summary>
public sealed record MilestoneRule
{
    /// <summary>Stable code, such as <c>esa</c>. The milestones of a repeating rule are <c>code-1</c>, <c>code-2</c> ….</summary>
    public required string Code { get; init; }
    public required LocalText Title { get; init; }

    /// <summary>What it is and what to send, in a sentence or two.</summary>
    public required LocalText Description { get; init; }

    /// <summary>How a sentence names its date, with the article ("the viva", "la soutenance").</summary>
    public LocalText? Reference { get; init; }
    public OffsetTerm? Offset { get; init; }
    public CampaignTerm? Campaign { get; init; }
    public RelativeTerm? Before { get; init; }
    public RelativeTerm? After { get; init; }
    public CapTerm? Cap { get; init; }
    public RepeatTerm? Repeat { get; init; }

    /// <summary>Whether the student hands something in; otherwise the office records that it was done.</summary>
    public bool TakesSubmission { get; init; }

    /// <summary>The workflow definition that a submission follows.</summary>
    public string Route { get; init; } = DefaultRoute;
    public RetakeTerm? Retake { get; init; }

    /// <summary>The known date (see <see cref="KnownDates"/>) that is this milestone's own day, such as the defence.</summary>
    public string? KnownAs { get; init; }

    /// <summary>Needed in some cases only, such as a derogation: never overdue.</summary>
    public bool Optional { get; init; }

    /// <summary>Not planned when this date is known and comes no later than the milestone itself.</summary>
    public string? NotNeededIfBy { get; init; }

    /// <summary>Planned only when this date is known and comes later than the milestone itself.</summary>
    public string? NeededIfAfter { get; init; }

    /// <summary>Whom it asks.</summary>
    public RuleCondition OnlyFor { get; init; } = RuleCondition.None;

    /// <summary>What must be there before it can be handed in; null for nothing.</summary>
    public GateTerm? Needs { get; init; }

    /// <summary>What of its numbers is common practice that the institution has yet to confirm; null where nothing is.</summary>
    public LocalText? ToBeConfirmed { get; init; }

    /// <summary>Milestones, by repeat (0 where the rule does not repeat), of other rule sets that one submission serves too.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<string>> EquivalentTo { get; init; } = new Dictionary<int, IReadOnlyList<string>>();

    /// <summary>The definition that submissions follow where a rule names none.</summary>
    public const string DefaultRoute = "milestone-review";

    /// <summary>Whether there are several milestones of this rule.</summary>
    public bool Repeats => Repeat is not null || Campaign is { OnlyLast: false };

    /// <summary>The milestone's key in its rule set: <c>esa</c>, <c>csi-2</c>.</summary>
    public string KeyOf(int repeat) => repeat == 0 ? Code : $"{Code}-{repeat}";

    /// <summary>The title, with the number of the repeat.</summary>
    public LocalText TitleOf(int repeat) => Title.With(repeat);

    internal IEnumerable<string> HangsOn =>
        new[] { Before?.Date, After?.Date, Campaign?.Until, NotNeededIfBy, NeededIfAfter }.OfType<string>();
}

/// <summary>Names of the dates that a candidature knows apart from its milestones, and that rules may hang on.</summary>
public static class KnownDates
{
    public const string Defence = "defence";
    public const string ThesisSubmitted = "thesis-submitted";
    public const string ContractEnd = "contract-end";
    public const string StayStart = "stay-start";
    public const string StayEnd = "stay-end";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Defence, ThesisSubmitted, ContractEnd, StayStart, StayEnd];
}
