using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;

namespace PhdTracker.Web.Features.People;

/// <summary>What one may choose from when adding or correcting a person.</summary>
public sealed record PersonChoices(IReadOnlyList<SelectListItem> Institutions, IReadOnlyList<SelectListItem> Units, IReadOnlyList<SelectListItem> Languages)
{
    public static async Task<PersonChoices> LoadAsync(PersonPlaces places, PhdTrackerDb db, Access access, Texts texts, CancellationToken ct)
    {
        var institutions = await places.InstitutionsAsync(access, ct);
        var rows = await institutions.AsNoTracking().OrderBy(i => i.NameEn).Select(i => new { i.Id, i.NameEn, i.NameFr }).ToListAsync(ct);
        var units = await db.Units.AsNoTracking().Where(u => institutions.Contains(u.Institution)).OrderBy(u => u.Institution.ShortName).ThenBy(u => u.Name)
            .Select(u => new { u.Id, u.Name, u.Code, u.Institution.ShortName }).ToListAsync(ct);
        var groups = units.Select(u => u.ShortName).Distinct().ToDictionary(name => name, name => new SelectListGroup { Name = name });
        return new PersonChoices(
            [new(texts["Person.ChooseInstitution"], ""), .. rows.Select(i => new SelectListItem(texts.Of(i.NameEn, i.NameFr), Text(i.Id)))],
            [new(texts["Person.NoUnit"], ""), .. units.Select(u => new SelectListItem(u.Code is null ? u.Name : $"{u.Name} ({u.Code})", Text(u.Id)) { Group = groups[u.ShortName] })],
            [new("English", "en"), new("Français", "fr")]);
    }

    public static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>The number of a chosen item; what is no number at all chooses nothing that exists.</summary>
    public static int? Number(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
