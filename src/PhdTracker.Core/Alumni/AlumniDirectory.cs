using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Search;

namespace PhdTracker.Core.Alumni;

/// <summary>Whom somebody looks for. What is null does not narrow it; what an alumnus does not show is not searched.</summary>
/// <param name="Search">Part of a name, thesis title or employer, however accented.</param>
/// <param name="Year">Of the award.</param>
public sealed record AlumniFilter(string? Search = null, int? Year = null, string? Side = null, Sector? Sector = null, Country? Country = null, int? ThemeId = null);

/// <summary>The directory in numbers, of what is shown in it.</summary>
/// <param name="Sectors">By the present destination; the largest first.</param>
public sealed record AlumniNumbers(int Alumni, int KnownDestinations, IReadOnlyList<SectorCount> Sectors)
{
    /// <summary>Share with a known destination, in whole per cent; null without alumni.</summary>
    public int? KnownPercent => Alumni == 0 ? null : (int)Math.Round(100m * KnownDestinations / Alumni);
}

public sealed record SectorCount(Sector Sector, int Count);

/// <summary>What the filters offer.</summary>
public sealed record AlumniChoices(IReadOnlyList<int> Years, IReadOnlyList<string> Sides, IReadOnlyList<Sector> Sectors, IReadOnlyList<Country> Countries, IReadOnlyList<AlumniTheme> Themes);

public sealed record AlumniTheme(int Id, string NameEn, string NameFr);

/// <summary>The alumni who agreed to be shown, to the people of their programme.</summary>
public static class AlumniDirectory
{
    /// <summary>Those in the directory for this reader: with consent, and only as long as the degree stands.</summary>
    public static IQueryable<Alumnus> Listed(PhdTrackerDb db, Access access)
    {
        var candidatures = access.Filter(db.Candidatures, Permission.ViewAlumni);
        return db.Alumni.AsNoTracking().Where(a => a.ConsentedAt != null && a.Candidature.State == CandidatureState.Alumnus && candidatures.Any(c => c.Id == a.CandidatureId));
    }

    /// <summary>Narrows the directory. A field that is hidden never lets somebody be found by it.</summary>
    public static IQueryable<Alumnus> Matching(this IQueryable<Alumnus> alumni, AlumniFilter filter, DateOnly today)
    {
        foreach (var word in SearchWords.Of(filter.Search))
        {
            alumni = alumni.Where(a => (a.ShowsName && a.Person.SearchName.Contains(word)) || (a.ShowsThesis && a.SearchThesis!.Contains(word))
                || (a.ShowsDestination && a.Destinations.Any(d => (d.To == null || d.To >= today) && d.SearchEmployer.Contains(word))));
        }
        if (filter.Year is >= 1900 and <= 2200 and var year)
        {
            var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
            alumni = alumni.Where(a => a.ShowsAward && a.Candidature.ClosedOn >= first && a.Candidature.ClosedOn <= last);
        }
        if (filter.Side is { } side)
            alumni = alumni.Where(a => a.ShowsAward && a.Candidature.Studentship.Party.Side == side);
        if (filter.Sector is { } sector)
            alumni = alumni.Where(a => a.ShowsDestination && a.Destinations.Any(d => (d.To == null || d.To >= today) && d.Sector == sector));
        if (filter.Country is { } country)
            alumni = alumni.Where(a => a.ShowsDestination && a.Destinations.Any(d => (d.To == null || d.To >= today) && d.Country == country));
        if (filter.ThemeId is { } theme)
            alumni = alumni.Where(a => a.ShowsThesis && a.Candidature.Studentship.Project.Themes.Any(t => t.Id == theme));
        return alumni;
    }

    /// <summary>By family name; those who do not show theirs last, in an order that tells nothing of it.</summary>
    public static IQueryable<AlumnusProfile> Profiles(this IQueryable<Alumnus> alumni, DateOnly today) => alumni
        .OrderBy(a => a.ShowsName ? 0 : 1).ThenBy(a => a.ShowsName ? a.Person.FamilyName : "").ThenBy(a => a.ShowsName ? a.Person.GivenName : "").ThenBy(a => a.Id)
        .Select(AlumnusProfile.On(today));

    /// <summary>The numbers above the list.</summary>
    public static async Task<AlumniNumbers> NumbersAsync(IQueryable<Alumnus> alumni, DateOnly today, CancellationToken ct)
    {
        var sectors = await alumni.Select(a => a.Destinations.Where(d => d.Alumnus.ShowsDestination && (d.To == null || d.To >= today))
            .OrderBy(d => d.From > today).ThenByDescending(d => d.From).ThenByDescending(d => d.Id).Select(d => (Sector?)d.Sector).FirstOrDefault()).ToListAsync(ct);
        return new AlumniNumbers(sectors.Count, sectors.Count(s => s is not null),
            [.. sectors.OfType<Sector>().GroupBy(s => s).Select(g => new SectorCount(g.Key, g.Count())).OrderByDescending(s => s.Count).ThenBy(s => s.Sector)]);
    }

    /// <summary>The values that are there to be chosen.</summary>
    public static async Task<AlumniChoices> ChoicesAsync(PhdTrackerDb db, IQueryable<Alumnus> alumni, DateOnly today, CancellationToken ct)
    {
        var days = await alumni.Where(a => a.ShowsAward && a.Candidature.ClosedOn != null).Select(a => a.Candidature.ClosedOn!.Value.Year).Distinct().ToListAsync(ct);
        var sides = await alumni.Where(a => a.ShowsAward).Select(a => a.Candidature.Studentship.Party.Side).Distinct().ToListAsync(ct);
        var shown = alumni.Where(a => a.ShowsDestination).SelectMany(a => a.Destinations).Where(d => d.To == null || d.To >= today);
        var sectors = await shown.Select(d => d.Sector).Distinct().ToListAsync(ct);
        var countries = await shown.Select(d => d.Country).Distinct().ToListAsync(ct);
        var themes = await db.Themes.AsNoTracking().Where(t => alumni.Any(a => a.ShowsThesis && a.Candidature.Studentship.Project.Themes.Any(x => x.Id == t.Id)))
            .OrderBy(t => t.NameEn).Select(t => new AlumniTheme(t.Id, t.NameEn, t.NameFr)).ToListAsync(ct);
        return new AlumniChoices([.. days.OrderDescending()], [.. sides.OrderDescending()], [.. sectors.Order()], countries, themes);
    }
}
