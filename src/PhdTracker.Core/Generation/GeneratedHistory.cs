using PhdTracker.Core.Agreements;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Demo;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.Generation;

/// <summary>Plays a course through a candidature: milestones are met early, on time, late or not yet, and the state follows.</summary>
internal sealed class GeneratedHistory(PlanMilestones plans, Random random, DateOnly today)
{
    /// <summary>What happened, for the audit trail.</summary>
    public sealed record Event(DateOnly On, string Act, Milestone? Milestone);

    /// <param name="candidature">New and registered, with its place, its people and its periods.</param>
    /// <returns>By day.</returns>
    public List<Event> Play(Candidature candidature, GeneratedCourse course)
    {
        var events = new List<Event> { new(DemoHistory.Earlier(course.StartOn.AddDays(-60), today), "RegisterStudent", null) };
        var end = course.LeavesOn is { } leaves && leaves < today ? leaves : today;
        plans.For(candidature);
        if (course.StartOn <= today)
        {
            events.Add(new(course.StartOn, "StartCandidature", null));
            // What hangs on the examination is planned once its day is known.
            MeetExamination(candidature, course, end, events);
            plans.For(candidature);
            MeetOthers(candidature, course, end, events);
            plans.For(candidature);
        }
        events.AddRange(Follow(candidature, course));
        return [.. events.OrderBy(e => e.On)];
    }

    private void MeetExamination(Candidature candidature, GeneratedCourse course, DateOnly end, List<Event> events)
    {
        if (candidature.Studentship.Party.Side == "FR" && course.ExaminedOn <= end.AddDays(60))
            candidature.Describe(defenceOn: course.ExaminedOn);
        foreach (var milestone in candidature.Milestones.Where(m => m.EquivalentTo is null && !m.IsClosed))
        {
            DateOnly? on = milestone.RuleCode switch
            {
                "thesis-submission" or "thesis-deposit" => course.SubmitsOn,
                "viva" or "defence" => course.ExaminedOn,
                _ => null,
            };
            if (on > end || on is not { } day)
                continue;
            if (milestone.RuleCode is "viva")
                milestone.Meet(day, "minor");
            else
                milestone.Record(day);
            events.Add(new(day, "RecordMilestone", milestone));
        }
    }

    private void MeetOthers(Candidature candidature, GeneratedCourse course, DateOnly end, List<Event> events)
    {
        foreach (var milestone in candidature.Milestones.Where(m => m is { EquivalentTo: null, IsClosed: false, IsOptional: false, DueOn: not null } && m.RuleCode != AgreementMilestones.InForce).OrderBy(m => m.DueOn).ToList())
        {
            var due = milestone.DueOn!.Value;
            if (random.Next(150) == 0 && due < end && milestone.Equivalents.Count == 0)
            {
                milestone.Waive();
                events.Add(new(due, "WaiveMilestone", milestone));
                continue;
            }
            var on = DemoHistory.Later(due.AddDays(Delay()), DemoHistory.Later(milestone.OpensOn ?? course.StartOn, course.StartOn).AddDays(2));
            // Nobody is examined before everything else is done.
            if (course.ExaminedOn <= end && on > course.AwardedOn)
                on = course.AwardedOn.AddDays(-random.Next(1, 20));
            if (on > end || on < course.StartOn)
                continue;
            milestone.Record(on);
            events.Add(new(on, "RecordMilestone", milestone));
        }
    }

    /// <summary>Days after the due date: mostly before it, a fifth of them late, a few very late.</summary>
    private int Delay() => random.Next(100) switch
    {
        < 78 => -random.Next(0, 45),
        < 94 => random.Next(1, 60),
        _ => random.Next(60, 300),
    };

    private IEnumerable<Event> Follow(Candidature candidature, GeneratedCourse course)
    {
        if (course.HasLeft(today))
        {
            candidature.MoveTo(CandidatureState.Active);
            candidature.Leave(course.Leaves, course.LeavesOn!.Value, Leavings[random.Next(Leavings.Length)], null);
            yield return new(course.LeavesOn.Value, "LeaveCandidature", null);
            yield break;
        }
        var (state, since) = course.On(today);
        if (state is CandidatureState.Registered or CandidatureState.Offered)
        {
            candidature.MoveTo(state);
            yield break;
        }
        candidature.MoveTo(state, since);
        if (state == CandidatureState.Active)
            candidature.FollowInterruptions(today);
        else
            yield return new(since, "ChangeCandidatureState", null);
        if (!Candidature.IsClosed(state))
            yield break;
        foreach (var milestone in candidature.Milestones.Where(m => !m.IsClosed))
            milestone.Skip();
        foreach (var assignment in candidature.Supervisors)
            assignment.End(since);
    }

    private static readonly string[] Leavings = ["Took up a post outside research.", "Left for family reasons.", "Changed to another subject.", "The funding ended early."];
}
