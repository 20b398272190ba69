using System.Linq.Expressions;

namespace PhdTracker.Core.Alumni;

/// <summary>What others see of an alumnus: what they did not choose to show is not even read.</summary>
public sealed record AlumnusProfile
{
    public required int Id { get; init; }

    /// <summary>Null where the name is not shown; so with everything else.</summary>
    public string? Name { get; init; }
    public string? Side { get; init; }
    public string? InstitutionEn { get; init; }
    public string? InstitutionFr { get; init; }
    public DateOnly? AwardedOn { get; init; }
    public string? Thesis { get; init; }
    public string? AboutEn { get; init; }
    public string? AboutFr { get; init; }
    public string? WebPage { get; init; }
    public required AlumnusContact Contact { get; init; }
    public string? Email { get; init; }

    /// <summary>The destinations that have not ended; the present one first.</summary>
    public required List<AlumnusDestination> Destinations { get; init; }

    /// <summary>Reads it.</summary>
    public static Expression<Func<Alumnus, AlumnusProfile>> On(DateOnly today) => a => new AlumnusProfile
    {
        Id = a.Id,
        Name = a.ShowsName ? a.Person.GivenName + " " + a.Person.FamilyName : null,
        Side = a.ShowsAward ? a.Candidature.Studentship.Party.Side : null,
        InstitutionEn = !a.ShowsAward ? null : a.Candidature.HomeInstitution != null ? a.Candidature.HomeInstitution.NameEn : a.Candidature.Studentship.Party.Institution.NameEn,
        InstitutionFr = !a.ShowsAward ? null : a.Candidature.HomeInstitution != null ? a.Candidature.HomeInstitution.NameFr : a.Candidature.Studentship.Party.Institution.NameFr,
        AwardedOn = a.ShowsAward ? a.Candidature.ClosedOn : null,
        Thesis = a.ShowsThesis ? a.ThesisTitle : null,
        AboutEn = a.ShowsAbout ? a.AboutEn : null,
        AboutFr = a.ShowsAbout ? a.AboutFr : null,
        WebPage = a.ShowsWebPage ? a.WebPage : null,
        Contact = a.Contact,
        Email = a.Contact == AlumnusContact.Email ? a.PrivateEmail : null,
        // Asked of the destination itself: SQLite knows no query that looks out of its own brackets.
        Destinations = a.Destinations.Where(d => d.Alumnus.ShowsDestination && (d.To == null || d.To >= today))
            .OrderBy(d => d.From > today).ThenByDescending(d => d.From).ThenByDescending(d => d.Id)
            .Select(d => new AlumnusDestination(d.Id, d.Employer, d.Role, d.Sector, d.Country, d.From, d.To, d.IsFirst)).ToList(),
    };
}

public sealed record AlumnusDestination(int Id, string Employer, string? Role, Sector Sector, Country Country, DateOnly From, DateOnly? To, bool IsFirst);
