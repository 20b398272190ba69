using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones.Rules.Planning;
using PhdTracker.Core.Milestones.Rules.Reading;

namespace PhdTracker.Core.Milestones.Rules.Explaining;

/// <summary>Reads the events of a question, in any order: what contradicts another event is a problem, because no order decides between them.</summary>
/// <param name="set">The rule set, for the names of milestones; null where it is not known, and then names are not checked.</param>
internal sealed class PlanEvents(RuleSet? set)
{
    private static readonly string[] Kinds = ["interruption", "shift", "fte", "status", "extension", "done", "fixed", "waived", "date"];
    private const int MostDays = 36_500;
    private readonly List<Pause> _pauses = [];
    private readonly List<Shift> _shifts = [];
    private readonly List<DateExtension> _extensions = [];
    private readonly Dictionary<DateOnly, decimal> _shares = [];
    private readonly Dictionary<DateOnly, StatusKind> _statuses = [];
    private readonly Dictionary<string, MilestoneFact> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateOnly On, string? Outcome)> _known = new(StringComparer.Ordinal);

    /// <summary>The milestones of events that make sense only for what is in the plan, each with its event.</summary>
    private readonly List<(string Milestone, JsonFields Fields)> _concerned = [];

    public void Read(JsonFields fields)
    {
        switch (fields.Text("kind", required: true))
        {
            case "interruption": ReadPeriod(fields, (from, to) => _pauses.Add(new(from, to))); break;
            case "shift": ReadShift(fields); break;
            case "fte": ReadOnce(fields, fields.Day("from", required: true), fields.Number("fte", 0, required: true, most: 1), _shares, "fte"); break;
            case "status": ReadStatus(fields); break;
            case "extension": ReadExtension(fields); break;
            case "done": ReadDone(fields); break;
            case "fixed": ReadFixed(fields); break;
            case "waived": Settle(fields, ReadPlanned(fields), f => f with { Waived = true }, _ => true); break;
            case "date": ReadDate(fields); break;
            case null: return;
            case var other: fields.Problem("kind", $"is '{other}'; expected one of {string.Join(", ", Kinds)}"); return;
        }
        fields.NothingElse();
    }

    public PlanInput Complete(PlanInput input)
    {
        foreach (var (name, (_, outcome)) in _known.Where(k => k.Value.Outcome is not null))
        {
            if (set?.Rules.FirstOrDefault(r => r.KnownAs == name)?.Code is { } milestone)
                _facts[milestone] = Fact(milestone) with { Outcome = Fact(milestone).Outcome ?? outcome };
        }
        return input with
        {
            Pauses = _pauses,
            Shifts = _shifts,
            FteChanges = [.. _shares.Select(s => new FteChange(s.Key, s.Value))],
            Statuses = [.. _statuses.Select(s => new StatusChange(s.Key, s.Value))],
            Extensions = _extensions,
            Facts = [.. _facts.Values],
            DefenceOn = Known(KnownDates.Defence),
            ThesisSubmittedOn = Known(KnownDates.ThesisSubmitted),
            ContractEndsOn = Known(KnownDates.ContractEnd),
            StayStartsOn = Known(KnownDates.StayStart),
            StayEndsOn = Known(KnownDates.StayEnd),
        };
    }

    /// <summary>Tells of each extension, fixed date and waiver whose milestone the plan does not have.</summary>
    /// <exception cref="PlanQuestionException">A date lies beyond the calendar.</exception>
    public void RequirePlanned(PlanQuestion question)
    {
        foreach (var (milestone, fields) in _concerned.Where(c => !question.Plans(c.Milestone)))
            fields.Problem("milestone", $"is '{milestone}', which is not in the plan; expected a milestone that this student has");
    }

    private static void ReadPeriod(JsonFields fields, Action<DateOnly, DateOnly> add)
    {
        var (from, to) = (fields.Day("from", required: true), fields.Day("to", required: true));
        if (to < from)
            fields.Problem("to", $"is {to:yyyy-MM-dd}, before 'from', {from:yyyy-MM-dd}; expected the last day, the same or later");
        else if (from is { } first && to is { } last)
            add(first, last);
    }

    private void ReadShift(JsonFields fields)
    {
        var leavesOut = fields.Flag("leavesOutWritingUp", otherwise: false);
        ReadPeriod(fields, (from, to) => _shifts.Add(new(from, to, leavesOut)));
    }

    private void ReadStatus(JsonFields fields)
    {
        var (status, from) = (fields.Choice<StatusKind>("status", required: true), fields.Day("from", required: true));
        if (status == StatusKind.Interrupted)
            fields.Problem("status", "is \"Interrupted\"; expected an event of kind 'interruption', which says how long");
        else
            ReadOnce(fields, from, status, _statuses, "status");
    }

    /// <summary>What begins on a day, and can begin only once on it.</summary>
    private static void ReadOnce<T>(JsonFields fields, DateOnly? from, T? value, Dictionary<DateOnly, T> all, string name) where T : struct
    {
        if (from is { } day && value is { } given && !all.TryAdd(day, given) && !all[day].Equals(given))
            fields.Problem(name, $"is not the only one from {day:yyyy-MM-dd}; expected one for each day");
    }

    private void ReadExtension(JsonFields fields)
    {
        var (milestone, days, past) = (ReadPlanned(fields), fields.Whole("days", 1, required: true, MostDays), fields.Flag("beyondCap", otherwise: false));
        if (milestone is not null && days is { } more)
            _extensions.Add(new DateExtension(milestone, more, past));
    }

    private void ReadDone(JsonFields fields)
    {
        var (milestone, on, outcome) = (ReadMilestone(fields), fields.Day("on", required: true), fields.Text("outcome"));
        if (milestone is null || on is not { } day)
            return;
        var rule = set?.Resolve(milestone)?.Rule;
        var again = outcome == RetakeOutcome && rule?.Retake is not null;
        if (outcome is not null && !again)
            CheckOutcome(fields, rule, outcome);
        if (!again && rule?.KnownAs is { } name && _known.TryGetValue(name, out var known) && Contradict(known, (day, outcome)))
            fields.Problem("on", $"is {day:yyyy-MM-dd}, with another day or outcome than the date of '{name}'; expected the same");
        if (again)
            Settle(fields, milestone, f => f with { RetakeAskedOn = day }, f => f.RetakeAskedOn is null || f.RetakeAskedOn == day);
        else
            Settle(fields, milestone, f => f with { DoneOn = day, Outcome = outcome ?? f.Outcome }, f => f.DoneOn is null || (f.DoneOn == day && f.Outcome == outcome));
    }

    private void ReadFixed(JsonFields fields)
    {
        var (milestone, due) = (ReadPlanned(fields), fields.Day("due", required: true));
        if (due is { } day)
            Settle(fields, milestone, f => f with { FixedOn = day }, f => f.FixedOn is null || f.FixedOn == day);
    }

    private void ReadDate(JsonFields fields)
    {
        var (given, on, outcome) = (fields.Text("name", required: true), fields.Day("on", required: true), fields.Text("outcome"));
        if (given is null || on is not { } day)
            return;
        var name = given == "viva" ? KnownDates.Defence : set?.Resolve(given)?.Rule.KnownAs ?? given;
        if (!KnownDates.All.Contains(name))
            fields.Problem("name", $"is '{given}'; expected one of viva, {string.Join(", ", KnownDates.All)}");
        else if (set?.Rules.FirstOrDefault(r => r.KnownAs == name)?.Code is { } code && Fact(code) is { DoneOn: { } done } fact && Contradict((done, fact.Outcome), (day, outcome)))
            fields.Problem("on", $"is {day:yyyy-MM-dd}, with another day or outcome than '{code}', which was done; expected the same");
        else if (!_known.TryAdd(name, (day, outcome)) && _known[name] != (day, outcome))
            fields.Problem("name", $"is '{given}' for another time with another day or outcome; expected one event for each date");
        else if (_known.TryGetValue(KnownDates.StayStart, out var stay) && _known.TryGetValue(KnownDates.StayEnd, out var end) && end.On < stay.On)
            fields.Problem("on", "makes the stay end before it begins; expected 'stay-end' on the day of 'stay-start' or later");
        if (outcome is not null)
            CheckOutcome(fields, set?.Rules.FirstOrDefault(r => r.KnownAs == name), outcome);
    }

    /// <summary>Whether two events about one date cannot both be true. An outcome that only one of them tells is no contradiction.</summary>
    private static bool Contradict((DateOnly On, string? Outcome) one, (DateOnly On, string? Outcome) other) =>
        one.On != other.On || (one.Outcome is { } first && other.Outcome is { } second && first != second);

    private void CheckOutcome(JsonFields fields, MilestoneRule? rule, string outcome)
    {
        if (set is null)
            return;
        List<string> known = rule is null ? [] : [.. set.Rules.SelectMany(r => new[] { r.After, r.Before }).OfType<RelativeTerm>()
            .Where(t => set.Resolve(t.Date)?.Rule == rule).SelectMany(t => t.ByOutcome.Keys).Distinct()];
        if (rule?.Retake is not null)
            known.Add(RetakeOutcome);
        if (!known.Contains(outcome))
            fields.Problem("outcome", $"is '{outcome}'; expected {(known.Count == 0 ? "none, because no date hangs on it" : "one of " + string.Join(", ", known))}");
    }

    private string? ReadMilestone(JsonFields fields)
    {
        var milestone = fields.Text("milestone", required: true);
        if (milestone is null || set is null)
            return milestone;
        if (set.Resolve(milestone) is { } found && found.Rule.KeyOf(found.Repeat) == milestone && !(found.Repeat > found.Rule.Repeat?.Times))
            return milestone;
        fields.Problem("milestone", $"is '{milestone}', which '{set.Code}' does not have; expected one of {string.Join(", ", set.Rules.Select(r => r.Repeats ? r.Code + "-1 …" : r.Code))}");
        return null;
    }

    private string? ReadPlanned(JsonFields fields)
    {
        var milestone = ReadMilestone(fields);
        if (milestone is not null && set is not null)
            _concerned.Add((milestone, fields));
        return milestone;
    }

    private void Settle(JsonFields fields, string? milestone, Func<MilestoneFact, MilestoneFact> settle, Func<MilestoneFact, bool> agrees)
    {
        if (milestone is null)
            return;
        if (agrees(Fact(milestone)))
            _facts[milestone] = settle(Fact(milestone));
        else
            fields.Problem("milestone", $"is '{milestone}' for another time with another day or outcome; expected one such event for each milestone");
    }

    private MilestoneFact Fact(string milestone) => _facts.GetValueOrDefault(milestone) ?? new MilestoneFact(milestone);

    private DateOnly? Known(string name) => _known.TryGetValue(name, out var known) ? known.On : null;

    /// <summary>The outcome of a milestone that has to be taken once more.</summary>
    private const string RetakeOutcome = "resubmit";
}
