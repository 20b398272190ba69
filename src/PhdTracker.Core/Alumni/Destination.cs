using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Alumni;

public enum Sector { Academia, PublicResearch, Industry, StartUp, PublicService, Health, NonProfit, SelfEmployed, FurtherStudy, Other }

/// <summary>Where an alumnus went after the degree, from a day to another. No part of the audit trail shows it: it is the alumnus's own.</summary>
public sealed class Destination : Entity
{
    /// <summary>How many an alumnus may enter.</summary>
    public const int Most = 40;

    private Destination() { }

    internal Destination(Alumnus alumnus, DestinationDetails details)
    {
        Alumnus = alumnus;
        Describe(details);
    }

    public int AlumnusId { get; private set; }
    public Alumnus Alumnus { get; private set; } = null!;
    public string Employer { get; private set; } = "";

    /// <summary>The employer as searches compare it.</summary>
    public string SearchEmployer { get; private set; } = "";
    public string? Role { get; private set; }
    public Sector Sector { get; private set; }
    public Country Country { get; private set; }

    /// <summary>May lie in the future.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day; null while it goes on.</summary>
    public DateOnly? To { get; private set; }

    /// <summary>Whether it is the first after the degree.</summary>
    public bool IsFirst { get; private set; }

    internal void Describe(DestinationDetails details)
    {
        details.Check();
        (Employer, Role) = (details.Employer!.Trim(), string.IsNullOrWhiteSpace(details.Role) ? null : details.Role.Trim());
        SearchEmployer = Person.Plain(Employer);
        (Sector, Country, From, To) = (details.Sector!.Value, details.Country!.Value, details.From!.Value, details.To);
    }

    internal void MarkFirst(bool isFirst) => IsFirst = isFirst;
}

/// <summary>A destination as it was typed.</summary>
public sealed record DestinationDetails(string? Employer, string? Role, Sector? Sector, Country? Country, DateOnly? From, DateOnly? To)
{
    public const int Longest = 200;

    /// <summary>Everything that is wrong, each with its field.</summary>
    public IEnumerable<DomainRuleException> Problems()
    {
        if (string.IsNullOrWhiteSpace(Employer))
            yield return new DomainRuleException("EmployerMissing") { Field = nameof(Employer) };
        else if (Employer.Trim().Length > Longest)
            yield return new DomainRuleException("WordsTooLong", Longest) { Field = nameof(Employer) };
        if (Role?.Trim().Length > Longest)
            yield return new DomainRuleException("WordsTooLong", Longest) { Field = nameof(Role) };
        if (Sector is null || !Enum.IsDefined(Sector.Value))
            yield return new DomainRuleException("SectorMissing") { Field = nameof(Sector) };
        if (Country is null || !Enum.IsDefined(Country.Value))
            yield return new DomainRuleException("CountryMissing") { Field = nameof(Country) };
        if (From is null)
            yield return new DomainRuleException("FirstDayMissing") { Field = nameof(From) };
        else if (From is { Year: < 1990 or > 2100 })
            yield return new DomainRuleException("DateOutOfRange", 1990, 2100) { Field = nameof(From) };
        if (To is { Year: < 1990 or > 2100 })
            yield return new DomainRuleException("DateOutOfRange", 1990, 2100) { Field = nameof(To) };
        else if (To < From)
            yield return new DomainRuleException("PeriodEndsBeforeItBegins", From, To) { Field = nameof(To) };
    }

    /// <summary>Throws the first problem.</summary>
    /// <exception cref="DomainRuleException">A detail is missing, too long or impossible.</exception>
    public void Check()
    {
        foreach (var problem in Problems())
            throw problem;
    }
}

internal sealed class DestinationMapping : IEntityTypeConfiguration<Destination>
{
    public void Configure(EntityTypeBuilder<Destination> builder)
    {
        builder.ToTable("Destinations");
        builder.Property(d => d.Employer).HasMaxLength(DestinationDetails.Longest);
        builder.Property(d => d.SearchEmployer).HasMaxLength(2 * DestinationDetails.Longest);
        builder.Property(d => d.Role).HasMaxLength(DestinationDetails.Longest);
        builder.HasIndex(d => new { d.Sector, d.Country });
    }
}
