using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.People;

/// <summary>The people of the programme: search by name, by side, by role.</summary>
public sealed class IndexModel(CurrentPerson me, PeopleList list, PeopleReach reach, Texts texts, TimeProvider clock) : ListPageModel
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
        var (access, filter, sides) = await FilterAsync(ct);
        MayAdd = access.MayAnywhere(Permission.ManagePeople);
        // From the query itself: for Razor Pages "page" is the page's own name.
        var page = int.TryParse(Request.Query["page"], System.Globalization.CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, 10_000) : 1;
        (Rows, var total) = await list.ReadAsync(access, filter, (page - 1) * PeopleList.PageSize, PeopleList.PageSize, texts, ct);
        Pager = new Pager(page, PeopleList.PageSize, total);
        Sides = [new(texts["People.AllSides"], ""), .. sides.Select(s => new SelectListItem($"{s.Code} · {RolePlaces.Named(s, sides, texts)}", Text(s.PartyId), s.PartyId == filter.PartyId))];
        RoleItems = [new(texts["People.AllRoles"], ""), .. Enum.GetValues<Role>().Select(r => new SelectListItem(texts.Enum(r), r.ToString(), r == filter.Role))];
    }

    protected override async Task<(string Name, DateOnly Today, ListSheet Sheet)> SheetAsync(CancellationToken ct)
    {
        var (access, filter, _) = await FilterAsync(ct);
        var sheet = new ListSheet(texts, texts["People.Name"], texts["Export.Email"], texts["People.Place"], texts["People.Roles"], texts["People.Account"]);
        foreach (var row in (await list.ReadAsync(access, filter, 0, int.MaxValue, texts, ct)).Rows)
            sheet.AddLine(row.Name, row.Email, row.Place, string.Join(", ", row.Roles), texts.Enum(row.Account));
        return (texts["Export.People"], clock.Today(), sheet);
    }

    private async Task<(Access Access, PeopleFilter Filter, IReadOnlyList<Side> Sides)> FilterAsync(CancellationToken ct)
    {
        var access = await me.AccessAsync(ct);
        if (!access.MayAnywhere(Permission.ViewPeople))
            throw new DomainRuleException("NotAllowed");
        var sides = await reach.SidesAsync(access, Permission.ViewPeople, ct);
        int? partyId = sides.FirstOrDefault(s => Text(s.PartyId) == SideId)?.PartyId;
        Role? role = Enum.TryParse<Role>(RoleName, out var named) && Enum.IsDefined(named) ? named : null;
        return (access, new PeopleFilter(Search, partyId, role), sides);
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
