using System.Globalization;

namespace PhdTracker.Core.Processes;

/// <summary>
/// What the answers to a task come to. It is approved when enough have approved, and refused as soon as enough approvals cannot be
/// reached any more. <c>any</c>: the first answer of a side stands for it. <c>all</c>: everybody asked must approve. A number: so many
/// approvals. <c>both</c> sides need an approval each, of <c>either</c> side one is enough. Rejected weighs more than returned.
/// </summary>
internal sealed class Ballot
{
    public const string Any = "any";
    public const string All = "all";

    private readonly ProcessTask _task;
    private readonly List<Decision> _answers;
    private readonly List<TaskAssignee> _awaited;

    public Ballot(ProcessTask task)
    {
        _task = task;
        _answers = [.. task.Counted];
        // A delegate answers for somebody who is awaited already.
        _awaited = [.. task.Assignees.Where(a => a.OnBehalfOf is null && a.OnBehalfOfId is null && a.State is SeatState.Asked or SeatState.Waiting)];
    }

    private enum Stand { Open, Approved, Refused }

    /// <summary>Whether a text says how many answers a task takes.</summary>
    public static bool Knows(string complete) => complete is Any or All || Number(complete) > 0;

    /// <summary>The port by which the route goes on; null while somebody is still awaited.</summary>
    public string? Outcome => Whole switch
    {
        Stand.Approved => "Approved",
        Stand.Refused => _answers.Any(d => Decision.Outcome(d.Kind) == "Rejected") ? "Rejected" : "Returned",
        _ => null,
    };

    private Stand Whole
    {
        get
        {
            if (!Assignees.AsksTwoSides(_task.AskedOf))
                return Number(_task.Complete) is { } alone ? Counted(alone) : Of(_answers, _awaited);
            var (home, partner) = (OfSide(partner: false), OfSide(partner: true));
            var whole = Assignees.AsksBoth(_task.AskedOf) ? Both(home, partner) : Either(home, partner);
            if (Number(_task.Complete) is not { } wanted)
                return whole;
            var counted = Counted(wanted);
            return counted == Stand.Approved && Assignees.AsksBoth(_task.AskedOf) ? whole : whole == Stand.Refused ? whole : counted;
        }
    }

    /// <summary>Puts the task on the desks of those whose turn it is: not on those of a side that has answered, nor yet of a side that comes second.</summary>
    /// <param name="now">Since when it lies on the desks to which it comes; null for since the task was opened.</param>
    public void Call(DateTime? now)
    {
        if (!Assignees.AsksTwoSides(_task.AskedOf))
            return;
        foreach (var partner in new[] { false, true })
        {
            var settled = Number(_task.Complete) is null && OfSide(partner) != Stand.Open;
            var early = partner && _task.IsSequential && OfSide(partner: false) != Stand.Approved;
            foreach (var seat in _task.Assignees.Where(a => IsPartner(a.PartyId ?? a.Party?.Id) == partner && a.State is SeatState.Asked or SeatState.Waiting))
                Place(seat, settled, early, now);
        }
    }

    /// <summary>The sides on which nobody is left to ask although an answer of theirs is missing: home first.</summary>
    public IReadOnlyList<bool> Vacant
    {
        get
        {
            if (_task.State != TaskState.Open || _task.Kind == TaskKind.Submission)
                return [];
            if (!Assignees.AsksTwoSides(_task.AskedOf))
                return _awaited.Count == 0 ? [_task.AskedOf.EndsWith(":partner", StringComparison.Ordinal)] : [];
            // What is done on a page of its own is done by one, whichever side they are of.
            if (!Assignees.AsksBoth(_task.AskedOf) || _task.Kind == TaskKind.Action)
                return _awaited.Count == 0 ? [false, true] : [];
            return [.. new[] { false, true }.Where(partner => OfSide(partner) == Stand.Open && !_awaited.Any(a => IsPartner(a.PartyId ?? a.Party?.Id) == partner))];
        }
    }

    private static void Place(TaskAssignee seat, bool settled, bool early, DateTime? now)
    {
        if (settled)
            seat.Spare();
        else if (early)
            seat.Wait();
        else
            seat.AskAgain(now);
    }

    private static Stand Both(Stand home, Stand partner) =>
        home == Stand.Refused || partner == Stand.Refused ? Stand.Refused : home == Stand.Approved && partner == Stand.Approved ? Stand.Approved : Stand.Open;

    private Stand Either(Stand home, Stand partner)
    {
        if (home == Stand.Approved || partner == Stand.Approved)
            return Stand.Approved;
        // A side on which nobody can be asked does not hold up the answer of the other.
        var final = home == Stand.Refused || partner == Stand.Refused;
        return final && (home == partner || _awaited.Count == 0) ? Stand.Refused : Stand.Open;
    }

    private Stand OfSide(bool partner)
    {
        var answers = _answers.Where(d => IsPartner(d.PartyId ?? d.Party?.Id) == partner).ToList();
        var awaited = _awaited.Where(a => IsPartner(a.PartyId ?? a.Party?.Id) == partner).ToList();
        if (Number(_task.Complete) is null)
            return Of(answers, awaited);
        return answers.Any(d => d.Approves) ? Stand.Approved : answers.Count > 0 && awaited.Count == 0 ? Stand.Refused : Stand.Open;
    }

    private Stand Of(List<Decision> answers, List<TaskAssignee> awaited)
    {
        if (answers.Count == 0)
            return Stand.Open;
        if (_task.Complete == Any)
            return answers[0].Approves ? Stand.Approved : Stand.Refused;
        return answers.Exists(d => !d.Approves) ? Stand.Refused : awaited.Count == 0 ? Stand.Approved : Stand.Open;
    }

    /// <summary>A place that nobody fills yet could still bring an approval.</summary>
    private Stand Counted(int wanted)
    {
        var approvals = _answers.Count(d => d.Approves);
        var vacant = Math.Max(0, wanted - _answers.Count - _awaited.Count);
        return approvals >= wanted ? Stand.Approved : approvals + _awaited.Count + vacant < wanted ? Stand.Refused : Stand.Open;
    }

    private bool IsPartner(int? partyId) => partyId is not null && partyId != (_task.Party?.Id ?? _task.PartyId);

    private static int? Number(string complete) => int.TryParse(complete, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
