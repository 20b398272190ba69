using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.People.Groups;

/// <summary>The groups of people that routes may ask.</summary>
public sealed class IndexModel(PhdTrackerDb db, CurrentPerson me) : PageModel
{
    private const int PageSize = 25;

    public IReadOnlyList<Row> Groups { get; private set; } = [];
    public Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (!(await me.AccessAsync(ct)).MayAnywhere(Permission.ManagePeople))
            throw new DomainRuleException("NotAllowed");
        var total = await db.Groups.CountAsync(ct);
        // From the query itself: for Razor Pages "page" is the page's own name.
        var page = int.TryParse(Request.Query["page"], CultureInfo.InvariantCulture, out var wanted) ? wanted : 1;
        Pager = new Pager(Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize)), PageSize, total);
        Groups = await db.Groups.AsNoTracking().OrderBy(g => g.Code).Skip(Pager.Skip).Take(PageSize)
            .Select(g => new Row(g.Id, g.Code, g.NameEn, g.NameFr, g.Members.Count)).ToListAsync(ct);
    }

    public sealed record Row(int Id, string Code, string NameEn, string NameFr, int Members);
}
