namespace PhdTracker.Core.Milestones.Rules.Planning;

/// <summary>One event that moved a date: a pause or a change of mode.</summary>
/// <param name="Begins">The first day of the pause, or the day from which the change counts.</param>
/// <param name="Pause">The pause; null for a change of mode.</param>
/// <param name="Fte">The share of full time from that day on; null for a pause.</param>
public readonly record struct ClockStep(DateOnly Begins, MergedPause? Pause, decimal? Fte);

/// <summary>A date that the clock found, and what moved it on the way.</summary>
/// <param name="Date">The date.</param>
/// <param name="Months">Whole months of the calendar that the offset makes at the share of full time of the start.</param>
/// <param name="ExtraDays">Days for the fraction of a month left over.</param>
/// <param name="Steps">The events that counted, in order.</param>
public sealed record ClockReading(DateOnly Date, int Months, int ExtraDays, IReadOnlyList<ClockStep> Steps);

/// <summary>
/// Counts active time: full-time share summed over the calendar since the start. A paused day counts 0, a half-time day 0.5. The
/// steps and their order are the programme's own ("The clock").
/// </summary>
public sealed class ActiveClock
{
    private readonly decimal _fteAtStart;
    private readonly MergedPause[] _pauses;
    private readonly ClockStep[] _steps;

    /// <param name="asAt">A day from which on nothing counts, as nobody knew it before: neither events nor the rest of a pause; null if all does.</param>
    /// <exception cref="ArgumentException">A share of full time is not above 0, or a pause ends before it begins.</exception>
    public ActiveClock(DateOnly start, decimal fteAtStart, IEnumerable<Pause> pauses, IEnumerable<FteChange> changes, DateOnly? asAt = null)
    {
        var ordered = changes.OrderBy(c => c.On).ToList();
        if (fteAtStart <= 0 || ordered.Exists(c => c.Fte <= 0))
            throw new ArgumentException("A share of full time is above 0; time away is a pause.", nameof(changes));
        Start = start;
        _fteAtStart = ordered.LastOrDefault(c => c.On < start) is { Fte: > 0 } before ? before.Fte : fteAtStart;
        // Cut before they are merged: what adjoins a pause from that day on changes nothing.
        _pauses = Merge(start, asAt is { } day ? pauses.Where(p => p.From < day).Select(p => p with { To = Earlier(p.To, day.AddDays(-1)) }) : pauses);
        // The sort is stable: on one day pauses come first, then changes in the order of their own days.
        _steps = [.. _pauses.Select(p => new ClockStep(p.From, p, null))
            .Concat(ordered.Where(c => c.On >= start).Select(c => new ClockStep(EffectOf(c.On), null, c.Fte)).Where(s => !(s.Begins >= asAt)))
            .OrderBy(s => s.Begins)];
    }

    public DateOnly Start { get; }

    /// <summary>The share of full time at the start.</summary>
    public decimal FteAtStart => _fteAtStart;

    /// <summary>Whether the student was part time at the start or ever since.</summary>
    public bool KnowsPartTime => _fteAtStart != 1 || Array.Exists(_steps, s => s.Fte is not (null or 1));

    /// <summary>The share of full time that holds on a day.</summary>
    public decimal FteOn(DateOnly day) => Array.FindLast(_steps, s => s.Fte is not null && s.Begins <= day).Fte ?? _fteAtStart;

    /// <summary>The pause in which a day lies; null if in none.</summary>
    public MergedPause? PauseOn(DateOnly day)
    {
        var index = IndexOf(day);
        return index < 0 ? null : _pauses[index];
    }

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
        var steps = new List<ClockStep>();
        foreach (var step in _steps)
        {
            if (step.Begins >= date)
                break;
            if (step.Pause is { } pause)
            {
                date = date.AddDays(pause.Days);
                steps.Add(step);
            }
            else if (stretches && step.Fte is { } changed && changed != fte)
            {
                date = step.Begins.AddDays((int)decimal.Ceiling((date.DayNumber - step.Begins.DayNumber) * fte / changed));
                fte = changed;
                steps.Add(step);
            }
        }
        return new(date, whole, extraDays, steps);
    }

    private static MergedPause[] Merge(DateOnly start, IEnumerable<Pause> pauses)
    {
        var merged = new List<MergedPause>();
        foreach (var pause in pauses.OrderBy(p => p.From))
        {
            if (pause.To < pause.From)
                throw new ArgumentException("A pause ends on or after the day it begins.", nameof(pauses));
            if (pause.To < start)
                continue;
            var next = new MergedPause(pause.From < start ? start : pause.From, pause.To, !pause.IsShift, pause.IsShift);
            if (merged.Count > 0 && next.From <= merged[^1].To.AddDays(1))
                merged[^1] = merged[^1].With(next);
            else
                merged.Add(next);
        }
        return [.. merged];
    }

    /// <summary>A change in a pause takes effect on the day after it.</summary>
    private DateOnly EffectOf(DateOnly day) => PauseOn(day) is { } pause ? pause.To.AddDays(1) : day;

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private int IndexOf(DateOnly day) => Array.FindIndex(_pauses, p => p.From <= day && day <= p.To);
}
