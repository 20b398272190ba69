using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Milestones.Shifts;

/// <summary>
/// Goes through the students of shifts, some at a time: their dates, the audit entry of each and how far it is commit together, so that
/// it can be broken off anywhere and goes on from there. It keeps nothing in memory from one lot to the next.
/// </summary>
public sealed class ShiftRunner(PhdTrackerDb db, PlanMilestones plans, AccessReader access, ShiftMails mails, TimeProvider clock)
{
    /// <summary>Up to how many students a page goes through itself rather than leave it to the background.</summary>
    public const int AtOnce = 100;

    private const int Lot = 100;
    private const int MostTries = 4;

    /// <summary>Goes on with every shift that is under way.</summary>
    /// <returns>How many students and people were gone through.</returns>
    public async Task<int> GoOnAsync(CancellationToken ct)
    {
        var done = 0;
        foreach (var id in await db.DateShifts.Where(s => DateShift.UnderWay.Contains(s.State)).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(ct))
            done += await GoOnAsync(id, ct);
        return done;
    }

    /// <summary>Goes on with one shift until it waits for somebody.</summary>
    /// <returns>How many students and people were gone through.</returns>
    public async Task<int> GoOnAsync(int id, CancellationToken ct)
    {
        var done = 0;
        Access? mine = null;
        for (var tries = 1; ;)
        {
            db.StartOver();
            var shift = await db.DateShifts.Include(s => s.Programme).Include(s => s.By).Include(s => s.AppliedBy).Include(s => s.UndoneBy).SingleOrDefaultAsync(s => s.Id == id, ct);
            if (shift is not { IsUnderWay: true })
                return done;
            mine ??= await access.ForAsync(shift.ById, ct);
            var count = shift.State switch
            {
                ShiftState.Counting => await CountAsync(shift, mine, ct),
                ShiftState.Applying => await ApplyAsync(shift, ct),
                ShiftState.Undoing => await UndoAsync(shift, ct),
                _ => await mails.TellAsync(shift, Lot, ct),
            };
            if (count == 0)
                shift.Complete(shift.Programme.GoLiveOn <= clock.Today());
            try
            {
                await db.SaveChangesAsync(ct);
                (done, tries) = (done + count, 1);
            }
            catch (DbUpdateException) when (tries < MostTries)
            {
                // Somebody changed one of these plans meanwhile, or another node was faster: look anew.
                tries++;
            }
        }
    }

    private async Task<int> CountAsync(DateShift shift, Access mine, CancellationToken ct)
    {
        var ids = await OpenShifts.Selected(mine.Filter(db.Candidatures, Permission.ShiftDates), shift.ProgrammeId, shift.Filter)
            .Where(c => c.Id > shift.Reached).OrderBy(c => c.Id).Select(c => c.Id).Take(Lot).ToListAsync(ct);
        foreach (var copy in await PlanMilestones.WithPlan(db.Candidatures.Where(c => ids.Contains(c.Id))).AsNoTrackingWithIdentityResolution().ToListAsync(ct))
        {
            var plan = new ShiftedPlan(shift, copy.Id);
            if (PlanShift.ExclusionOf(shift, copy) is { } why)
                plan.LeaveOut(why);
            else
                plan.Keep(PlanShift.Apply(shift, copy, plans));
            db.Add(plan);
            shift.Count(plan);
        }
        return Passed(shift, ids);
    }

    private async Task<int> ApplyAsync(DateShift shift, CancellationToken ct)
    {
        var (rows, candidatures) = await NextAsync(shift, ct);
        foreach (var row in rows)
        {
            var candidature = candidatures[row.CandidatureId];
            if (PlanShift.ExclusionOf(shift, candidature) is { } why)
            {
                row.LeaveOut(why);
            }
            else
            {
                row.Keep(PlanShift.Apply(shift, candidature, plans));
                Record(shift, nameof(ApplyShift), candidature);
            }
            shift.Count(row);
        }
        return Passed(shift, [.. rows.Select(r => r.Id)]);
    }

    private async Task<int> UndoAsync(DateShift shift, CancellationToken ct)
    {
        var (rows, candidatures) = await NextAsync(shift, ct);
        foreach (var row in rows)
        {
            var candidature = candidatures[row.CandidatureId];
            foreach (var period in candidature.StatusPeriods.Where(p => p.ShiftId == shift.Id).ToList())
            {
                db.Remove(period);
                candidature.StatusPeriods.Remove(period);
            }
            row.Keep(PlanShift.Undo(candidature, ShiftedPlan.Read(row.Dates), plans));
            shift.CountStayed(row.Stayed);
            Record(shift, nameof(UndoShift), candidature);
        }
        return Passed(shift, [.. rows.Select(r => r.Id)]);
    }

    private async Task<(List<ShiftedPlan> Rows, Dictionary<int, Candidature> Candidatures)> NextAsync(DateShift shift, CancellationToken ct)
    {
        var rows = await db.ShiftedPlans.Where(p => p.ShiftId == shift.Id && p.LeftOut == null && p.Id > shift.Reached).OrderBy(p => p.Id).Take(Lot).ToListAsync(ct);
        var ids = rows.ConvertAll(r => r.CandidatureId);
        return (rows, await PlanMilestones.WithPlan(db.Candidatures.Where(c => ids.Contains(c.Id))).ToDictionaryAsync(c => c.Id, ct));
    }

    private void Record(DateShift shift, string act, Candidature candidature) =>
        db.Record(CaseKey.Candidature(candidature.Id), new Act(act, shift.ActorId, SubjectKind: nameof(Candidature), SubjectId: candidature.Id, Comment: shift.Reason));

    private static int Passed(DateShift shift, List<int> ids)
    {
        if (ids.Count > 0)
            shift.Advance(ids[^1], ids.Count);
        return ids.Count;
    }
}
