using PhdTracker.Core.Data;

namespace PhdTracker.Core.Processes;

/// <summary>A side on which an open question finds nobody to ask.</summary>
public sealed record VacantPlace(int TaskId, int PartyId);

/// <summary>Finds them for lists: what <see cref="ProcessTask.Vacant"/> says of one task.</summary>
public static class VacantPlaces
{
    /// <summary>Those on these sides, the newest questions first: of a question to one side, where nobody is asked; of one to each of both, where nobody of the side is asked or has answered; of one that anybody of both may answer, where nobody is.</summary>
    public static IQueryable<VacantPlace> Of(PhdTrackerDb db, IReadOnlyCollection<int> partyIds) =>
        from task in db.Tasks
        from party in db.Parties
        where task.State == TaskState.Open && task.Kind != TaskKind.Submission && partyIds.Contains(party.Id)
        let both = task.AskedOf.EndsWith(":both")
        where task.PartyId == party.Id || ((both || task.AskedOf.EndsWith(":either"))
            && (task.Process.Proposal!.Sides.Any(s => s.PartyId == party.Id)
                || db.Studentships.Any(s => s.PartyId == party.Id && (s.ProjectId == task.Process.Candidature!.Studentship.ProjectId || s.ProjectId == task.Process.Agreement!.ProjectId))))
        where both && task.Kind != TaskKind.Action
            ? !task.Assignees.Any(a => a.PartyId == party.Id && a.OnBehalfOfId == null && (a.State == SeatState.Asked || a.State == SeatState.Waiting))
                && !task.Decisions.Any(d => d.PartyId == party.Id && d.Recall == null)
            : !task.Assignees.Any(a => a.State == SeatState.Asked || a.State == SeatState.Waiting)
        orderby task.Id descending, party.Id
        select new VacantPlace(task.Id, party.Id);
}
