using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.Calls;

/// <summary>The calls for proposals, open ones first. Drafts are seen by those who may change them.</summary>
public sealed class IndexModel(CurrentPerson me, PhdTrackerDb db, Texts texts, TimeProvider clock) : PageModel
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
        Now = clock.UtcNow();
        var access = await me.AccessAsync(ct);
        var programmes = await db.Programmes.AsNoTracking().Select(p => p.Id).ToListAsync(ct);
        var managed = programmes.Where(p => access.May(Permission.ManageCalls, new CaseScope(p))).ToList();
        MayAdd = managed.Count > 0;
        var (now, calls) = (Now, CallPeople.WithSides(db.Calls.AsNoTracking()).AsSplitQuery().Where(c => c.AnnouncedAt != null || c.OpensAt == null || managed.Contains(c.ProgrammeId)));
        Open = await calls.Where(c => c.AnnouncedAt != null && c.OpensAt <= now && c.ClosesAt > now).OrderBy(c => c.ClosesAt).ThenBy(c => c.Id).Take(PageSize).ToListAsync(ct);
        var others = calls.Where(c => c.AnnouncedAt == null || c.OpensAt == null || c.OpensAt > now || c.ClosesAt <= now);
        // From the query itself: for Razor Pages "page" is the page's own name.
        var page = int.TryParse(Request.Query["page"], CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, 10_000) : 1;
        Pager = new Pager(page, PageSize, await others.CountAsync(ct));
        Others = await others.OrderByDescending(c => c.Year).ThenByDescending(c => c.Number).ThenBy(c => c.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
    }

    public Moment Closing(Call call) => new(call.ClosesAt!.Value, call.Zones);

    /// <summary>"in 12 days", counted on the call's own calendar.</summary>
    public string HowFar(DateTime at, Call call) => CallWords.HowFar(texts, at, call, Now);

    public bool IsSoon(Call call) => call.ClosesAt < Now.AddDays(SoonDays);
}
