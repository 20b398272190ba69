using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Collaboration;

/// <summary>A university or research organisation. CNRS awards no degree: its students register at an affiliated university.</summary>
public sealed class Institution : Entity, IAudited
{
    private Institution() { }

    /// <param name="code">Stable short code such as <c>IMPERIAL</c>; rule sets name institutions by it.</param>
    /// <param name="timeZone">IANA zone: a deadline is the end of its day there.</param>
    public Institution(string code, string nameEn, string nameFr, string shortName, string country, string timeZone, string language, bool awardsDegrees, string regime)
    {
        (Code, NameEn, NameFr, ShortName, Country) = (code, nameEn, nameFr, shortName, country);
        (TimeZone, Language, AwardsDegrees, Regime) = (timeZone, language, awardsDegrees, regime);
    }

    public string Code { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    public string NameFr { get; private set; } = "";

    /// <summary>What people say: Imperial, CNRS.</summary>
    public string ShortName { get; private set; } = "";

    /// <summary>ISO 3166 code of two letters.</summary>
    public string Country { get; private set; } = "";
    public string TimeZone { get; private set; } = "";

    /// <summary>Language tag, such as <c>fr-FR</c>.</summary>
    public string Language { get; private set; } = "";
    public bool AwardsDegrees { get; private set; }

    /// <summary>Data-protection regime, such as <c>UK GDPR</c>.</summary>
    public string Regime { get; private set; } = "";
}

internal sealed class InstitutionMapping : IEntityTypeConfiguration<Institution>
{
    public void Configure(EntityTypeBuilder<Institution> builder)
    {
        builder.Property(i => i.Code).HasMaxLength(40);
        builder.HasIndex(i => i.Code).IsUnique();
        builder.Property(i => i.NameEn).HasMaxLength(200);
        builder.Property(i => i.NameFr).HasMaxLength(200);
        builder.Property(i => i.ShortName).HasMaxLength(80);
        builder.Property(i => i.Country).HasMaxLength(2);
        builder.Property(i => i.TimeZone).HasMaxLength(60);
        builder.Property(i => i.Language).HasMaxLength(10);
        builder.Property(i => i.Regime).HasMaxLength(40);
    }
}
