namespace PhdTracker.Core.Milestones.Rules.Planning;

/// <summary>A date that the clock found, and what moved it on the way.</summary>
/// <param name="Date">The date.</param>
/// <param name="Months">Whole months of the calendar that the offset makes at the share of full time of the start.</param>
/// <param name="ExtraDays">Days for the fraction of a month left over.</param>
/// <param name="PausedDays">Days added by pauses.</param>
/// <param name="Pauses">The merged pauses that added them.</param>
/// <param name="Changes">The changes of mode that counted.</param>
public sealed record ClockReading(
    DateOnly Date, int Months, int ExtraDays, int PausedDays, IReadOnlyList<Pause> Pauses, IReadOnlyList<FteChange> Changes);

/// <summary>
/// Counts active time: full-time share summed over the calendar since the start. A paused day counts 0, a half-time day 0.5. The
/// steps and their order are the programme's own ("The clock").
/// </summary>
public sealed class ActiveClock
{
    private readonly decimal _fteAtStart;
    private readonly Pause[] _pauses;
    private readonly FteChange[] _changes;

    /// <exception cref="ArgumentException">A share of full time is not above 0, or a pause ends before it begins.</exception>
    public ActiveClock(DateOnly start, decimal fteAtStart, IEnumerable<Pause> pauses, IEnumerable<FteChange> changes)
    {
        var ordered = changes.OrderBy(c => c.On).ToList();
        if (fteAtStart <= 0 || ordered.Exists(c => c.Fte <= 0))
            throw new ArgumentException("A share of full time is above 0; time away is a pause.", nameof(changes));
        Start = start;
        _fteAtStart = ordered.LastOrDefault(c => c.On < start) is { Fte: > 0 } before ? before.Fte : fteAtStart;
        _pauses = Merge(start, pauses);
        _changes = TakingEffect(ordered.Where(c => c.On >= start));
    }

    public DateOnly Start { get; }

    /// <summary>The share of full time at the start.</summary>
    public decimal FteAtStart => _fteAtStart;

    /// <summary>Whether the day lies in a pause.</summary>
    public bool IsPaused(DateOnly day) => Array.Exists(_pauses, p => p.Holds(day));

    /// <summary>The day that is a number of active months after the start.</summary>
    /// <param name="months">Months at full time, above 0.</param>
    /// <param name="stretches">Whether part-time work makes it longer.</param>
    public ClockReading After(decimal months, bool stretches)
    {
        var fte = stretches ? _fteAtStart : 1m;
        // The remainder is kept exact, so that a third of a month is 10 days and not 11.
        var whole = (int)decimal.Floor(months / fte);
        var extraDays = (int)decimal.Ceiling((months - whole * fte) * 30 / fte);
        var date = Start.AddMonths(whole).AddDays(extraDays);
        var (paused, pauses, changes) = (0, new List<Pause>(), new List<FteChange>());
        foreach (var (begins, pause, change) in Events(stretches))
        {
            if (begins >= date)
                break;
            if (pause is { } away)
            {
                date = date.AddDays(away.Days);
                paused += away.Days;
                pauses.Add(away);
            }
            else
            {
                date = begins.AddDays((int)decimal.Ceiling((date.DayNumber - begins.DayNumber) * fte / change.Fte));
                fte = change.Fte;
                changes.Add(change);
            }
        }
        return new(date, whole, extraDays, paused, pauses, changes);
    }

    private IEnumerable<(DateOnly Begins, Pause? Pause, FteChange Change)> Events(bool stretches)
    {
        var pauses = _pauses.Select(p => (Begins: p.From, Pause: (Pause?)p, Change: default(FteChange)));
        var changes = stretches ? _changes.Select(c => (Begins: c.On, Pause: (Pause?)null, Change: c)) : [];
        // The sort is stable: on one day pauses come first.
        return pauses.Concat(changes).OrderBy(e => e.Begins);
    }

    private static Pause[] Merge(DateOnly start, IEnumerable<Pause> pauses)
    {
        var merged = new List<Pause>();
        foreach (var pause in pauses.OrderBy(p => p.From))
        {
            if (pause.To < pause.From)
                throw new ArgumentException("A pause ends on or after the day it begins.", nameof(pauses));
            if (pause.To < start)
                continue;
            var from = pause.From < start ? start : pause.From;
            if (merged.Count > 0 && from <= merged[^1].To.AddDays(1))
                merged[^1] = new(merged[^1].From, pause.To > merged[^1].To ? pause.To : merged[^1].To);
            else
                merged.Add(new(from, pause.To));
        }
        return [.. merged];
    }

    /// <summary>A change in a pause takes effect on the day after it; of several on one day, only the last ever held.</summary>
    private FteChange[] TakingEffect(IEnumerable<FteChange> changes)
    {
        var effective = new List<FteChange>();
        var current = _fteAtStart;
        foreach (var day in changes.GroupBy(c => EffectOf(c.On)))
        {
            var fte = day.Last().Fte;
            if (fte != current)
                effective.Add(new(day.Key, fte));
            current = fte;
        }
        return [.. effective];
    }

    private DateOnly EffectOf(DateOnly day)
    {
        var index = Array.FindIndex(_pauses, p => p.Holds(day));
        return index < 0 ? day : _pauses[index].To.AddDays(1);
    }
}
