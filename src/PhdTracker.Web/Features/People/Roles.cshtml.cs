using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Features.People;

/// <summary>Gives a person roles and ends them, within the reach of who does it.</summary>
public sealed class RolesModel(CurrentPerson me, PhdTrackerDb db, PeopleReach reach, PersonRoles roles, GiveRoleHandler give, EndRoleHandler end, Texts texts, TimeProvider clock)
    : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty(Name = "Role")]
    public string? RoleName { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public int RoleId { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? LastDay { get; set; }

    [BindProperty]
    public bool Understood { get; set; }

    public string Name { get; private set; } = "";
    public bool IsMe { get; private set; }
    public IReadOnlyList<(HeldRole Role, bool MayEnd)> Held { get; private set; } = [];
    public IReadOnlyList<SelectListItem> RoleItems { get; private set; } = [];
    public IReadOnlyList<SelectListItem> PlaceItems { get; private set; } = [];
    public string Today => clock.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public Task OnGetAsync(CancellationToken ct)
    {
        From = Today;
        return ShowAgainAsync(ct);
    }

    public async Task<IActionResult> OnPostGiveAsync(CancellationToken ct)
    {
        Role? role = Enum.TryParse<Role>(RoleName, out var named) && RoleLevels.Given.Contains(named) ? named : null;
        var place = RolePlaces.Read(Place);
        var from = Day(From, nameof(From), required: true);
        var to = Day(To, nameof(To), required: false);
        if (role is null)
            ModelState.AddModelError(nameof(Role), texts["Roles.RoleMissing"]);
        if (place is null)
            ModelState.AddModelError(nameof(Place), texts["Roles.PlaceMissing"]);
        if (!ModelState.IsValid)
        {
            await ShowAgainAsync(ct);
            return Page();
        }
        await give.HandleAsync(new GiveRole(Id, role!.Value, place!, from!.Value, to), await me.PersonAsync(ct), ct);
        this.Done(texts["Roles.GivenNotice"]);
        return LocalRedirect($"/people/{PersonChoices.Text(Id)}/roles");
    }

    public async Task<IActionResult> OnPostEndAsync(CancellationToken ct)
    {
        var lastDay = Day(LastDay, nameof(LastDay), required: true);
        if (!ModelState.IsValid)
        {
            await ShowAgainAsync(ct);
            return Page();
        }
        await end.HandleAsync(new EndRole(Id, RoleId, Version, lastDay!.Value, Understood), await me.PersonAsync(ct), ct);
        this.Done(texts["Roles.EndedNotice", texts.Date(lastDay.Value)]);
        return LocalRedirect(Id == me.Id && lastDay < clock.Today() ? "/" : $"/people/{PersonChoices.Text(Id)}/roles");
    }

    public async Task ShowAgainAsync(CancellationToken cancellation)
    {
        var access = await me.AccessAsync(cancellation);
        if (!access.MayAnywhere(Permission.ManagePeople))
            throw new DomainRuleException("NotAllowed");
        var person = await (await reach.VisibleAsync(access, cancellation)).AsNoTracking().SingleOrDefaultAsync(p => p.Id == Id, cancellation) ?? throw new NotFoundException();
        var sides = await reach.SidesAsync(cancellation);
        (Name, IsMe) = (person.DisplayName, person.Id == me.Id);
        Held = [.. (await roles.OfAsync(Id, access, texts, cancellation)).Where(r => r.Assignment is not null)
            .Select(r => (r, r.Phase != RolePhase.Past && EndRoleHandler.MayEnd(access, r.Assignment!, sides)))];
        RoleItems = RolePlaces.Roles(access, texts);
        PlaceItems = await RolePlaces.ItemsAsync(db, reach, access, texts, cancellation);
    }

    private DateOnly? Day(string? text, string field, bool required)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            if (required)
                ModelState.AddModelError(field, texts["Roles.DateMissing"]);
            return null;
        }
        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || DateOnly.TryParse(text, texts.Culture, out day))
            return day;
        ModelState.AddModelError(field, texts["Roles.DateUnreadable"]);
        return null;
    }
}
