using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Features.Cohort;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Calls;

/// <summary>The calls for proposals, open ones first. Drafts are seen by those who may change them.</summary>
public sealed class IndexModel(CurrentPerson me, PhdTrackerDb db, Texts texts, TimeProvider clock) : ListPageModel
{
    private const int PageSize = 25;
    private const int SoonDays = 14;

    public DateTime Now { get; private set; }
    public bool MayAdd { get; private set; }
    public IReadOnlyList<Call> Open { get; private set; } = [];

    /// <summary>A page of the calls that are not open, the newest first.</summary>
    public IReadOnlyList<Call> Others { get; private set; } = [];
    public Pager Pager { get; private set; } = new(1, PageSize, 0);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (open, others) = await FindAsync(ct);
        Open = await open.Take(PageSize).ToListAsync(ct);
        Pager = CohortView.Pager(Request.Query, await others.CountAsync(ct), PageSize);
        Others = await others.Skip(Pager.Skip).Take(PageSize).ToListAsync(ct);
    }

    public Moment Closing(Call call) => new(call.ClosesAt!.Value, call.Zones);

    /// <summary>"in 12 days", counted on the call's own calendar.</summary>
    public string HowFar(DateTime at, Call call) => CallWords.HowFar(texts, at, call, Now);

    public bool IsSoon(Call call) => call.ClosesAt < Now.AddDays(SoonDays);

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var (open, others) = await FindAsync(ct);
        var sheet = new ListSheet(texts, texts["Calls.Call"], texts["Cohort.Filter.Theme"], texts["Calls.State"], texts["Calls.Opens"], texts["Calls.Closes"], texts["Export.Clock"], texts["Calls.Awards"]);
        foreach (var call in (await open.ToListAsync(ct)).Concat(await others.ToListAsync(ct)))
        {
            var zone = call.Zones[0];
            DateTime? Local(DateTime? at) => at is { } known ? Dates.Local(known, zone) : null;
            sheet.AddLine(call.NameIn(texts), call.ThemeIn(texts), texts.Enum(call.StateAt(Now)), Local(call.OpensAt), Local(call.ClosesAt), call.OpensAt is null ? null : texts.ZoneCity(zone), call.Awards);
        }
        return (texts["Export.Calls"], clock.Today(), sheet);
    }

    private async Task<(IQueryable<Call> Open, IQueryable<Call> Others)> FindAsync(CancellationToken ct)
    {
        Now = clock.UtcNow();
        var access = await me.AccessAsync(ct);
        var programmes = await db.Programmes.AsNoTracking().Select(p => p.Id).ToListAsync(ct);
        var managed = programmes.Where(p => access.May(Permission.ManageCalls, new CaseScope(p))).ToList();
        MayAdd = managed.Count > 0;
        var (now, calls) = (Now, CallPeople.WithSides(db.Calls.AsNoTracking()).AsSplitQuery().Where(c => c.AnnouncedAt != null || c.OpensAt == null || managed.Contains(c.ProgrammeId)));
        return (calls.Where(c => c.AnnouncedAt != null && c.OpensAt <= now && c.ClosesAt > now).OrderBy(c => c.ClosesAt).ThenBy(c => c.Id),
            calls.Where(c => c.AnnouncedAt == null || c.OpensAt == null || c.OpensAt > now || c.ClosesAt <= now).OrderByDescending(c => c.Year).ThenByDescending(c => c.Number).ThenBy(c => c.Id));
    }
}
