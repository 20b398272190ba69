using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Examinations;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Processes.Cases;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Examinations;

/// <summary>What every page of an examination needs: the case as its reader sees it, whether they are asked to act, and whose desk it is on.</summary>
public sealed class ExaminationDesk(PhdTrackerDb db, CurrentPerson current, ExaminationViews views, ExaminationRulebook rulebook, SubjectCases cases, Texts texts, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such examination, or not for this person.</exception>
    public async Task<ExaminationView> ReadAsync(int id, CancellationToken ct) => await views.ReadAsync(id, await current.AccessAsync(ct), ct);

    /// <summary>Whether the reader is asked to do this now; false once it is done.</summary>
    /// <exception cref="NotFoundException">It was never asked of this person.</exception>
    public async Task<bool> IsAskedAsync(int id, string action, CancellationToken ct)
    {
        var me = current.Id;
        var states = await db.Tasks.About(SubjectKind.Examination, id).Where(t => t.Kind == TaskKind.Action && t.Action == action && t.Assignees.Any(a => a.PersonId == me && a.State != SeatState.Released)).Select(t => t.State).ToListAsync(ct);
        return states.Count == 0 ? throw new NotFoundException() : states.Contains(TaskState.Open);
    }

    /// <summary>Whether the reader may do this to the candidature.</summary>
    public async Task<bool> MayAsync(Permission permission, ExaminationView examination, CancellationToken ct) => (await current.AccessAsync(ct)).May(permission, examination.Scope);

    public Task<Person> PersonAsync(CancellationToken ct) => current.PersonAsync(ct);

    public ExaminationRules RulesOf(ExaminationView examination) => rulebook.Of(examination.Country);

    public DateOnly TodayOf(ExaminationView examination) => clock.TodayIn(examination.Zone);

    /// <summary>What was done, and where the case lies now.</summary>
    public async Task<string> DoneAsync(int id, string done, CancellationToken ct) =>
        $"{done} {await cases.SentenceAsync(SubjectKind.Examination, id, texts, current.Id, ct)}".TrimEnd();

    public static string Path(int id, string? action = null) => SubjectPaths.Of(SubjectKind.Examination, id) + (action is null ? "" : "/" + action);
}
