using Microsoft.EntityFrameworkCore;

namespace PhdTracker.Core.Processes.Cases;

/// <summary>How a reader stands to an open question.</summary>
/// <param name="OnBehalfOf">Who delegated it to them.</param>
/// <param name="Answer">What they have answered, or their delegate for them.</param>
public sealed record OwnSeat(SeatState State, string? OnBehalfOf, GivenAnswer? Answer)
{
    /// <summary>Null for somebody whom the question does not know.</summary>
    public static async Task<OwnSeat?> OfAsync(IQueryable<ProcessTask> tasks, int taskId, int personId, CancellationToken ct)
    {
        var seat = await tasks.AsNoTracking().Where(t => t.Id == taskId).SelectMany(t => t.Assignees).Where(a => a.PersonId == personId).Select(a => new
        {
            a.State,
            OnBehalfOf = a.OnBehalfOf == null ? null : (a.OnBehalfOf.Title == null ? "" : a.OnBehalfOf.Title + " ") + a.OnBehalfOf.GivenName + " " + a.OnBehalfOf.FamilyName,
        }).SingleOrDefaultAsync(ct);
        if (seat is null)
            return null;
        var answer = seat.State != SeatState.Answered ? null : await tasks.AsNoTracking().Where(t => t.Id == taskId).SelectMany(t => t.Decisions)
            .Where(d => d.Recall == null && (d.ById == personId || d.OnBehalfOfId == personId)).OrderByDescending(d => d.Id).Select(GivenAnswer.Read).FirstOrDefaultAsync(ct);
        return new OwnSeat(seat.State, seat.OnBehalfOf, answer);
    }
}
