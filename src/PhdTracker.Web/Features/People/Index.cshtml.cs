using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.People;

/// <summary>The people of the programme: search by name, by side, by role.</summary>
public sealed class IndexModel(CurrentPerson me, PeopleList list, PeopleReach reach, Texts texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "side")]
    public string? SideId { get; set; }

    [BindProperty(SupportsGet = true, Name = "role")]
    public string? RoleName { get; set; }

    public IReadOnlyList<PersonRow> Rows { get; private set; } = [];
    public Pager Pager { get; private set; } = new(1, PeopleList.PageSize, 0);
    public bool MayAdd { get; private set; }
    public IReadOnlyList<SelectListItem> Sides { get; private set; } = [];
    public IReadOnlyList<SelectListItem> RoleItems { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var access = await me.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewPeople))
            throw new DomainRuleException("NotAllowed");
        MayAdd = access.MayAnywhere(Permission.ManagePeople);
        var sides = await reach.SidesAsync(access, Permission.ViewPeople, ct);
        int? partyId = sides.FirstOrDefault(s => Text(s.PartyId) == SideId)?.PartyId;
        Role? role = Enum.TryParse<Role>(RoleName, out var named) && Enum.IsDefined(named) ? named : null;
        // From the query itself: for Razor Pages "page" is the page's own name.
        var page = int.TryParse(Request.Query["page"], System.Globalization.CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, 10_000) : 1;
        (Rows, var total) = await list.PageAsync(access, new PeopleFilter(Search, partyId, role), page, texts, ct);
        Pager = new Pager(page, PeopleList.PageSize, total);
        Sides = [new(texts["People.AllSides"], ""), .. sides.Select(s => new SelectListItem($"{s.Code} · {s.Institution}", Text(s.PartyId), s.PartyId == partyId))];
        RoleItems = [new(texts["People.AllRoles"], ""), .. Enum.GetValues<Role>().Select(r => new SelectListItem(texts.Enum(r), r.ToString(), r == role))];
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
