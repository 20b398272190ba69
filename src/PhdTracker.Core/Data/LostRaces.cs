using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Data;

/// <summary>Tries an act again on what is true now after somebody else was faster, so that it is refused by its own rule and not by the database.</summary>
internal static class LostRaces
{
    private const int MostTries = 4;

    /// <param name="db">The context that the act changes and saves.</param>
    /// <param name="by">Who acts; loaded anew for another try. Null for somebody without an account.</param>
    /// <param name="act">Loads, changes and saves everything.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<T> TryAgainAsync<T>(PhdTrackerDb db, Person? by, Func<Person?, Task<T>> act, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await act(attempt == 1 || by is null ? by : await db.Users.SingleAsync(p => p.Id == by.Id, ct));
            }
            catch (DbUpdateException) when (attempt < MostTries && db.Database.CurrentTransaction is null)
            {
                db.StartOver();
            }
        }
    }
}
