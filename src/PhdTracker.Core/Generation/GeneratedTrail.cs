using System.Globalization;
using System.Text.Json;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;

namespace PhdTracker.Core.Generation;

/// <summary>The audit trail of generated histories: a chain for each candidature, at the times of which it tells.</summary>
internal sealed class GeneratedTrail(PhdTrackerDb db, GeneratedPlaces places, DateTime now)
{
    /// <param name="students">Saved, so that they have ids.</param>
    public void Write(IEnumerable<(Candidature Candidature, List<GeneratedHistory.Event> Events)> students)
    {
        foreach (var (candidature, events) in students)
            Write(candidature, events);
    }

    private void Write(Candidature candidature, List<GeneratedHistory.Event> events)
    {
        var head = new AuditHead(CaseKey.Candidature(candidature.Id));
        var office = places.AccountOf("office", candidature.Studentship.Party).Id;
        foreach (var happened in events)
        {
            var act = happened.Milestone is { } milestone
                ? new Act(happened.Act, office, SubjectKind: nameof(Milestone), SubjectId: milestone.Id)
                : new Act(happened.Act, office, SubjectKind: nameof(Candidature), SubjectId: candidature.Id);
            var at = happened.On.ToDateTime(new TimeOnly(10, 30), DateTimeKind.Utc);
            var (before, after) = Values(happened);
            var entry = new AuditEntry(head.CaseKey, head.Sequence + 1, act, at < now ? at : now, before, after, head.Hash);
            (head.Sequence, head.Hash) = (entry.Sequence, entry.Hash);
            db.AuditEntries.Add(entry);
        }
        db.AuditHeads.Add(head);
    }

    private static (string Before, string After) Values(GeneratedHistory.Event happened)
    {
        if (happened.Milestone is not { } milestone)
            return ("{}", "{}");
        string Json(MilestoneState state, DateOnly? doneOn) => JsonSerializer.Serialize(new Dictionary<string, object>
        {
            [string.Create(CultureInfo.InvariantCulture, $"{nameof(Milestone)}:{milestone.Id}")] = new { State = state.ToString(), DoneOn = doneOn },
        });
        return (Json(MilestoneState.Planned, null), Json(milestone.State, milestone.DoneOn));
    }
}
