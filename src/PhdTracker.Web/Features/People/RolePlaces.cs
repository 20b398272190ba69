using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;

namespace PhdTracker.Web.Features.People;

/// <summary>The places where somebody may give roles, as a list to choose from: <c>side:1</c>, <c>unit:1:5</c>, <c>programme:1</c>, <c>everything</c>.</summary>
public static class RolePlaces
{
    public static async Task<IReadOnlyList<SelectListItem>> ItemsAsync(PhdTrackerDb db, PeopleReach reach, Access access, Texts texts, CancellationToken ct)
    {
        var items = new List<SelectListItem> { new(texts["Roles.ChoosePlace"], "") };
        var sides = await reach.SidesAsync(access, Permission.ManagePeople, ct);
        var countries = sides.Select(s => s.Country).Distinct().ToList();
        var units = await db.Units.AsNoTracking().Where(u => countries.Contains(u.Institution.Country)).OrderBy(u => u.Name)
            .Select(u => new { u.Id, u.Name, u.Code, Institution = u.Institution.ShortName, u.Institution.Country }).ToListAsync(ct);
        foreach (var side in sides)
        {
            var named = Named(side, sides, texts);
            var group = new SelectListGroup { Name = $"{side.Code} · {named}" };
            items.Add(new(texts["Roles.WholeSide", named], Key("side", side.PartyId)) { Group = group });
            items.AddRange(units.Where(u => u.Country == side.Country).Select(u => new SelectListItem(
                texts["People.UnitOf", u.Code is null ? u.Name : $"{u.Name} ({u.Code})", u.Institution], Key("unit", side.PartyId, u.Id))
            { Group = group }));
        }
        foreach (var programme in await db.Programmes.AsNoTracking().OrderBy(p => p.Id).ToListAsync(ct))
        {
            if (access.May(Permission.ManageProgrammeRoles, new CaseScope(programme.Id)))
                items.Add(new(texts["Roles.WholeProgramme", texts.Of(programme.NameEn, programme.NameFr)], Key("programme", programme.Id)));
        }
        if (PeopleReach.ReachesAll(access, Permission.ManageProgrammeRoles))
            items.Add(new(texts["People.Everything"], "everything"));
        return items;
    }

    /// <summary>What people call a side; with the programme, where the same institution is a side of several.</summary>
    public static string Named(Side side, IReadOnlyList<Side> sides, Texts texts) =>
        sides.Count(s => s.Institution == side.Institution) > 1 ? $"{side.Institution} ({texts.Of(side.ProgrammeEn, side.ProgrammeFr)})" : side.Institution;

    /// <summary>The roles that somebody may give somewhere.</summary>
    public static IReadOnlyList<SelectListItem> Roles(Access access, Texts texts)
    {
        var all = PeopleReach.ReachesAll(access, Permission.ManageProgrammeRoles);
        return
        [
            new(texts["Roles.ChooseRole"], ""),
            .. RoleLevels.Given
                .Where(r => r switch
                {
                    Role.SystemAdministrator => all,
                    Role.ProgrammeManager or Role.Auditor => all || access.MayAnywhere(Permission.ManageProgrammeRoles),
                    _ => true,
                })
                .Select(r => new SelectListItem(texts.Enum(r), r.ToString())),
        ];
    }

    /// <summary>Reads a chosen place; null if it is none.</summary>
    public static RolePlace? Read(string? key)
    {
        if (key == "everything")
            return new RolePlace(null, null, null);
        var parts = (key ?? "").Split(':');
        var numbers = parts.Skip(1).Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        return (parts[0], numbers) switch
        {
            ("programme", [var programme]) => new RolePlace(programme, null, null),
            ("side", [var side]) => new RolePlace(null, side, null),
            ("unit", [var side, var unit]) => new RolePlace(null, side, unit),
            _ => null,
        };
    }

    private static string Key(string kind, params int[] ids) => string.Join(':', [kind, .. ids.Select(id => id.ToString(CultureInfo.InvariantCulture))]);
}
