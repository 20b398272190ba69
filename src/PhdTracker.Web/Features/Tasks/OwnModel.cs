using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;

namespace PhdTracker.Web.Features.Tasks;

/// <summary>How the reader stands to a question that is still open but not, or no longer, on their desk.</summary>
/// <param name="Zone">IANA zone of the side that is asked.</param>
/// <param name="Awaited">On whose desks it lies.</param>
public sealed record OwnModel(int TaskId, OwnSeat Seat, string Zone, IReadOnlyList<string> Awaited)
{
    /// <summary>Null for a reader who is asked: the form is theirs.</summary>
    public static OwnModel? Of(int taskId, OwnSeat? seat, string zone, IEnumerable<DeskTask> open) => seat is null or { State: SeatState.Asked }
        ? null
        : new OwnModel(taskId, seat, zone, [.. open.Where(t => t.Id == taskId).SelectMany(t => t.Holders).Select(h => h.Name)]);
}
