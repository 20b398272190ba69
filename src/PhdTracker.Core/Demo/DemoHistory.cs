using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.Demo;

/// <summary>Something that somebody does at a time.</summary>
internal abstract record DemoStep(DateTime At, int MilestoneId)
{
    public DateTime At { get; } = DateTime.SpecifyKind(At, DateTimeKind.Utc);
}

internal sealed record HandIn(DateTime At, int MilestoneId, int Number) : DemoStep(At, MilestoneId);
internal sealed record Answer(DateTime At, int MilestoneId, string AskedOf, Processes.DecisionKind Kind, int Words) : DemoStep(At, MilestoneId);
internal sealed record LetLapse(DateTime At, int MilestoneId) : DemoStep(At, MilestoneId);
internal sealed record NoteDone(DateTime At, int MilestoneId) : DemoStep(At, MilestoneId);
internal sealed record JoinAlumni(DateTime At, int CandidatureId, int Number) : DemoStep(At, 0);
internal sealed record Move(DateTime At, int CandidatureId, CandidatureState State, DateOnly? On) : DemoStep(At, 0);

/// <summary>Anything else: a command or several, with the services of that time.</summary>
internal sealed record Play(DateTime At, Func<IServiceProvider, CancellationToken, Task> ActAsync) : DemoStep(At, 0);

/// <summary>Writes what happens to each demo student up to now, the same each time; nothing lies in the future.</summary>
internal sealed class DemoHistory(DateTime now)
{
    /// <summary>Months for which a history goes through its routes; what lies before was recorded by the offices.</summary>
    private const int RouteMonths = 28;

    private readonly Random _random = new(2026);
    private readonly DateOnly _today = DateOnly.FromDateTime(now);
    private int _alumni;

    /// <param name="beside">What happens beside the students' cases.</param>
    public List<DemoStep> Write(IEnumerable<DemoStudent> students, IEnumerable<DemoStep> beside) =>
        [.. students.SelectMany(Of).Concat(beside).Where(s => s.At < now).OrderBy(s => s.At).ThenBy(s => s.MilestoneId)];

    private List<DemoStep> Of(DemoStudent student)
    {
        var (candidature, course) = (student.Candidature, student.Course);
        var steps = new List<DemoStep>();
        var closed = course.ClosedMonths is { } months ? candidature.StartOn.AddMonths(months) : (DateOnly?)null;
        var underWay = UnderWay(student);
        steps.AddRange(underWay?.Steps ?? []);
        foreach (var milestone in candidature.Milestones.Where(m => m.EquivalentTo is null && !m.IsOptional && m.DueOn is not null).OrderBy(m => m.DueOn))
        {
            if (milestone == underWay?.Milestone || DemoExaminations.Meets(student, milestone))
                continue;
            if (closed is { } end && milestone.DueOn > end)
            {
                if (course.State is CandidatureState.Awarded or CandidatureState.Alumnus)
                    steps.Add(new NoteDone(Office(end.AddDays(-_random.Next(2, 40))), milestone.Id));
                continue;
            }
            steps.AddRange(Meet(student, milestone));
        }
        steps.AddRange(Changes(student, closed));
        steps.AddRange(DemoChangeRequests.Of(student, _today));
        steps.AddRange(DemoMeetings.Of(student, _today));
        steps.AddRange(DemoTraining.Of(student, _today));
        return steps;
    }

    /// <summary>What lies on the desks of the demo accounts: the submission nearest to now of some students whom they supervise or direct.</summary>
    private (Milestone Milestone, List<DemoStep> Steps)? UnderWay(DemoStudent student)
    {
        var answers = (student.Call, student.Project, student.French) switch
        {
            (DemoProjects.AccountsCall - 1, 0, false) => (Days: 6, Given: 0),
            (DemoProjects.AccountsCall - 1, 0, true) => (Days: 17, Given: 1),
            (DemoProjects.AccountsCall, 3, false) => (Days: 26, Given: 2),
            _ => (Days: 0, Given: 0),
        };
        if (answers.Days == 0)
            return null;
        var sent = _today.AddDays(-answers.Days);
        var milestone = student.Candidature.Milestones.Where(m => m is { TakesSubmission: true, EquivalentTo: null, IsOptional: false } && m.DueOn is not null && (m.OpensOn ?? DateOnly.MinValue) < sent)
            .MinBy(m => Math.Abs(m.DueOn!.Value.DayNumber - _today.DayNumber));
        if (milestone is null)
            return null;
        List<DemoStep> steps = [new HandIn(At(sent), milestone.Id, 1)];
        if (answers.Given > 0)
            steps.Add(new Answer(At(sent.AddDays(3)), milestone.Id, "lead:partner", Processes.DecisionKind.Favourable, 1));
        if (answers.Given > 1)
        {
            steps.Add(new Answer(At(sent.AddDays(6)), milestone.Id, "lead:home", Processes.DecisionKind.Approved, 3));
            // Where a panel is asked, it has reported: the director decides.
            steps.AddRange([DemoCommittees.PanelNamed(At(sent.AddDays(7)), milestone.Id), DemoCommittees.Reported(At(sent.AddDays(13)), milestone.Id, 2)]);
        }
        return (milestone, steps);
    }

    private List<DemoStep> Meet(DemoStudent student, Milestone milestone)
    {
        var due = milestone.DueOn!.Value;
        var ready = Later(due.AddDays(-_random.Next(4, 40)), Later(milestone.OpensOn ?? DateOnly.MinValue, student.Candidature.StartOn).AddDays(6));
        if (milestone.RuleCode == "csi-named" && due < _today)
            return [DemoCommittees.Named(Office(Earlier(ready, due)), student)];
        if (!milestone.TakesSubmission)
            return due < _today ? [new NoteDone(Office(Earlier(ready, due)), milestone.Id)] : [];
        if (student.IsAccount && (milestone.RuleCode is "esa" or "re-registration" || due > _today))
            return [];
        if (due < _today.AddMonths(-RouteMonths))
            return [new NoteDone(Office(ready), milestone.Id)];
        // Of what fell due lately, a little is late.
        if (!student.IsAccount && due > _today.AddDays(-75) && _random.Next(6) == 0)
            return [];
        var (at, returned) = (At(ready.AddDays(-12)), student.IsAccount ? milestone.RuleCode == "csi" : _random.Next(5) == 0);
        return milestone.Route switch
        {
            "monitoring-committee" => Meeting(milestone.Id, at, returned),
            "re-registration" => Registration(milestone.Id, at, returned),
            _ => Route(milestone, at, returned),
        };
    }

    /// <summary>A yearly meeting of the monitoring committee; with something missing the first time if it is returned.</summary>
    private List<DemoStep> Meeting(int id, DateTime at, bool returned)
    {
        var steps = new List<DemoStep> { new HandIn(at, id, 1) };
        if (returned)
        {
            steps.Add(DemoCommittees.Met(at = Working(at.AddDays(_random.Next(4, 9))), id, Committees.CommitteeOpinion.Incomplete, _random.Next(5)));
            steps.Add(new HandIn(at = Working(at.AddDays(_random.Next(6, 15))), id, 2));
        }
        steps.Add(DemoCommittees.Met(at = Working(at.AddDays(_random.Next(4, 12))), id, _random.Next(8) == 0 ? Committees.CommitteeOpinion.Reserved : Committees.CommitteeOpinion.Favourable, _random.Next(5)));
        steps.Add(new Answer(Working(at.AddDays(_random.Next(2, 9))), id, "director:home", Processes.DecisionKind.Approved, _random.Next(5)));
        return steps;
    }

    /// <summary>A yearly re-registration, through all who are asked.</summary>
    private List<DemoStep> Registration(int id, DateTime at, bool returned)
    {
        var steps = new List<DemoStep> { new HandIn(at, id, 1) };
        if (returned)
        {
            Opinions();
            steps.Add(new Answer(at = Working(at.AddDays(2)), id, "unit:home", Processes.DecisionKind.Returned, _random.Next(2)));
            steps.Add(new HandIn(at = Working(at.AddDays(_random.Next(3, 9))), id, 2));
        }
        Opinions();
        foreach (var asked in new[] { "unit:home", "director:home", "signatory:home" })
            steps.Add(new Answer(at = Working(at.AddDays(_random.Next(1, 5))), id, asked, Processes.DecisionKind.Approved, _random.Next(5)));
        return steps;

        void Opinions()
        {
            steps.Add(new Answer(at = Working(at.AddDays(_random.Next(1, 4))), id, "lead:home", Processes.DecisionKind.Favourable, _random.Next(5)));
            steps.Add(new Answer(at = Working(at.AddDays(_random.Next(1, 4))), id, "committee", Processes.DecisionKind.Favourable, _random.Next(5)));
        }
    }

    /// <summary>From handing in to the endorsement; with one round back if it is returned. Steps that lie in the future fall away: such a case is under way.</summary>
    private List<DemoStep> Route(Milestone milestone, DateTime at, bool returned)
    {
        var (id, slow) = (milestone.Id, at > now.AddDays(-70) && _random.Next(3) == 0);
        var steps = new List<DemoStep> { new HandIn(at, id, 1) };
        steps.Add(new Answer(at = Working(at.AddDays(_random.Next(2, 6))), id, "lead:partner", _random.Next(8) == 0 ? Processes.DecisionKind.Reserved : Processes.DecisionKind.Favourable, _random.Next(5)));
        if (returned)
        {
            steps.Add(new Answer(at = Working(at.AddDays(_random.Next(1, 4))), id, "lead:home", Processes.DecisionKind.Returned, _random.Next(2)));
            steps.Add(new HandIn(at = Working(at.AddDays(_random.Next(6, 15))), id, 2));
            steps.Add(new Answer(at = Working(at.AddDays(2)), id, "lead:partner", Processes.DecisionKind.Favourable, _random.Next(5)));
        }
        else if (_random.Next(9) == 0)
        {
            steps[^1] = new LetLapse(Working(steps[0].At.AddDays(20)), id);
        }
        steps.Add(new Answer(at = Working(at.AddDays(slow ? 40 : _random.Next(1, 5))), id, "lead:home", _random.Next(12) == 0 ? Processes.DecisionKind.ApprovedWithConditions : Processes.DecisionKind.Approved, _random.Next(5)));
        if (milestone.Route == "panel-review")
        {
            steps.Add(DemoCommittees.PanelNamed(at = Working(at.AddDays(1)), id));
            steps.Add(DemoCommittees.Reported(Working(at.AddDays(_random.Next(3, 12))), id, _random.Next(5)));
        }
        var last = steps.Max(s => s.At);
        steps.Add(new Answer(Working(last.AddDays(_random.Next(2, 9))), id, "director:home", Processes.DecisionKind.Approved, _random.Next(5)));
        return steps;
    }

    private IEnumerable<DemoStep> Changes(DemoStudent student, DateOnly? closed)
    {
        var (id, start, course) = (student.Candidature.Id, student.Candidature.StartOn, student.Course);
        if (course.State is CandidatureState.Offered or CandidatureState.Registered)
            yield break;
        yield return new Move(Office(start.AddDays(4)), id, CandidatureState.Active, null);
        if (DemoExaminations.IsExamined(student))
        {
            foreach (var step in DemoExaminations.Of(student, _today))
                yield return step;
        }
        else if (course.State is CandidatureState.Interrupted)
            yield return new Move(Office(start.AddMonths(course.Interruption!.Value.From)), id, CandidatureState.Interrupted, null);
        else if (closed is { } end)
        {
            yield return new Move(Office(end), id, course.State == CandidatureState.Alumnus ? CandidatureState.Awarded : course.State, end);
            // Consent comes after the award, and not by the office.
            if (course.State == CandidatureState.Alumnus)
                yield return new JoinAlumni(At(end.AddDays(45)), id, _alumni++);
        }
        else if (course.State is CandidatureState.WritingUp)
            yield return new Move(Office(_today.AddDays(-40)), id, CandidatureState.WritingUp, null);
    }

    private DateTime At(DateOnly day) => Working(day.ToDateTime(new TimeOnly(8 + _random.Next(9), _random.Next(60))));

    private DateTime Office(DateOnly day) => Working(day.ToDateTime(new TimeOnly(9 + _random.Next(6), _random.Next(60))));

    /// <summary>The same hour of the next working day, or of this one.</summary>
    public static DateTime Working(DateTime at) => at.DayOfWeek switch
    {
        DayOfWeek.Saturday => at.AddDays(2),
        DayOfWeek.Sunday => at.AddDays(1),
        _ => at,
    };

    public static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    public static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
