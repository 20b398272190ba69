using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Milestones.Rules.Planning;

/// <summary>The words of the sentences that explain dates, in one language.</summary>
internal sealed class Wording(Texts texts)
{
    /// <summary>Events that one sentence can name and still be read.</summary>
    private const int MostSteps = 6;
    private static readonly Wording English = new(Texts.English);
    private static readonly Wording French = new(Texts.French);

    public static LocalText InBoth(Func<Wording, string> write) => new(write(English), write(French));

    public string Sentence(string reason, DateOnly due) => texts["Rules.Why.Sentence", reason, Date(due)];

    /// <summary>1 October 2024; 1er octobre 2024.</summary>
    public string Date(DateOnly date) => texts.Language == "fr" && date.Day == 1
        ? "1er " + date.ToString("MMMM yyyy", texts.Culture)
        : date.ToString("d MMMM yyyy", texts.Culture);

    public string Months(decimal months) => months == decimal.Truncate(months)
        ? texts.Count("Rules.Why.Months", (long)months)
        : texts["Rules.Why.Months.Fraction", months.ToString("0.##", texts.Culture)];

    public string Days(int days) => texts.Count("Rules.Why.Days", days);

    public string FromStart(decimal months, DateOnly start) => texts["Rules.Why.FromStart", Months(months), Date(start)];

    public string AtMost(decimal months, DateOnly start) => texts["Rules.Why.AtMost", Months(months), Date(start)];

    public string Stretched(int months, int days, decimal fte)
    {
        var length = days == 0 ? Months(months)
            : months == 0 ? Days(days)
            : texts["Rules.Why.MonthsAndDays", Months(months), Days(days)];
        return texts["Rules.Why.Stretched", length, Share(fte)];
    }

    public string Unstretched() => texts["Rules.Why.Unstretched"];

    /// <summary>Each event that moved the date, in order; their number alone where there are too many for a sentence.</summary>
    public string Moved(IReadOnlyList<ClockStep> all)
    {
        // Of changes that take effect on one day, because they lie in one interruption, only the last ever held.
        var steps = all.Where((s, i) => s.Pause is not null || i + 1 == all.Count || all[i + 1].Begins != s.Begins).ToList();
        if (steps.Count <= MostSteps)
            return string.Concat(steps.Select(s => s.Pause is { } pause ? Paused(pause) : Changed(s.Fte!.Value, s.Begins)));
        var pauses = steps.Where(s => s.Pause is not null).Select(s => s.Pause!.Value).ToList();
        var changes = steps.Where(s => s.Fte is not null).ToList();
        return (pauses.Count == 0 ? "" : texts.Count("Rules.Why.PausedOften", pauses.Sum(p => p.Days), Counted(pauses)))
            + (changes.Count == 0 ? "" : texts.Count("Rules.Why.ChangedOften", changes.Count, Share(changes[^1].Fte!.Value), Date(changes[^1].Begins)));
    }

    private string Counted(List<MergedPause> pauses)
    {
        var (interruptions, shifts) = (pauses.Count(p => p.Interrupts), pauses.Count(p => p.Shifts));
        var (interrupted, shifted) = (texts.Count("Rules.Why.Interruptions", interruptions), texts.Count("Rules.Why.Shifts", shifts));
        return shifts == 0 ? interrupted : interruptions == 0 ? shifted : texts["Rules.Why.InterruptionsAndShifts", interrupted, shifted];
    }

    private string Paused(MergedPause pause) => pause switch
    {
        { Shifts: false } => texts.Count("Rules.Why.Paused", pause.Days, Period(pause)),
        { Interrupts: false } => texts.Count("Rules.Why.Shifted", pause.Days, Period(pause)),
        _ => texts.Count("Rules.Why.PausedAndShifted", pause.Days, Period(pause)),
    };

    private string Period(MergedPause pause) => pause.From == pause.To ? texts["Rules.Why.OfDay", Date(pause.From)] : texts["Rules.Why.FromTo", Date(pause.From), Date(pause.To)];

    private string Changed(decimal fte, DateOnly on) => fte == 1
        ? texts["Rules.Why.ChangedToFull", Date(on)]
        : texts["Rules.Why.Changed", Share(fte), Date(on)];

    public string Extended(int days) => texts.Count("Rules.Why.Extended", days);

    public string HeldBack() => texts["Rules.Why.HeldBack"];

    public string Earlier(DateOnly other) => texts["Rules.Why.Earlier", Date(other)];

    public string ByOutcome() => texts["Rules.Why.ByOutcome"];

    public string Met(DateOnly on) => texts["Rules.Why.Met", Date(on)];

    public string Waived() => texts["Rules.Why.Waived"];

    public string Skipped(MergedPause pause) => texts["Rules.Why.Skipped", Period(pause)];

    public string NotNeeded(LocalText what, DateOnly date) => texts["Rules.Why.NotNeeded", what.In(texts), Date(date)];

    public string Retake(int months, DateOnly askedOn) => texts["Rules.Why.Retake", Months(months), Date(askedOn)];

    public string Window(int number, DateOnly opens, DateOnly due) => texts["Rules.Why.Window", number, Date(opens), Date(due)];

    public string Campaign(int repeat, DateOnly opens, DateOnly due) => texts["Rules.Why.Campaign", repeat, Date(opens), Date(due)];

    public string Before(int months, int days, LocalText what, DateOnly date) => (months, days) == (0, 0)
        ? texts["Rules.Why.By", what.In(texts), Date(date)]
        : texts["Rules.Why.Before", Distance(months, days), what.In(texts), Date(date)];

    public string After(int months, int days, LocalText what, DateOnly date) => (months, days) == (0, 0)
        ? texts["Rules.Why.On", what.In(texts), Date(date)]
        : texts["Rules.Why.After", Distance(months, days), what.In(texts), Date(date)];

    public string Fixed(DateOnly? instead) => instead is { } day ? texts["Rules.Why.FixedInstead", Date(day)] : texts["Rules.Why.Fixed"];

    public string Recorded(LocalText what) => texts["Rules.Why.Recorded", what.In(texts)];

    public string DoneWithoutDue() => texts["Rules.Why.DoneWithoutDue"];

    public string Done(DateOnly? doneOn) => doneOn is { } day ? texts["Rules.Why.Done", Date(day)] : texts["Rules.Why.DoneSometime"];

    /// <summary>How a sentence names a known date that no rule of the set stands for.</summary>
    public static LocalText NameOf(string known) => known switch
    {
        KnownDates.Defence => InBoth(w => w.Text("Rules.Known.Defence")),
        KnownDates.ThesisSubmitted => InBoth(w => w.Text("Rules.Known.ThesisSubmitted")),
        KnownDates.ContractEnd => InBoth(w => w.Text("Rules.Known.ContractEnd")),
        KnownDates.StayStart => InBoth(w => w.Text("Rules.Known.StayStart")),
        KnownDates.StayEnd => InBoth(w => w.Text("Rules.Known.StayEnd")),
        _ => throw new ArgumentOutOfRangeException(nameof(known), known, "No such known date."),
    };

    private string Text(string key) => texts[key];

    private string Distance(int months, int days) =>
        days == 0 ? Months(months) : months == 0 ? Days(days) : texts["Rules.Why.MonthsAndDays", Months(months), Days(days)];

    private string Share(decimal fte) => (fte * 100).ToString("0.##", texts.Culture);
}
