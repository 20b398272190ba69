using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Data;

namespace PhdTracker.Core.Calls;

/// <summary>A call for proposals of a programme, by number and year.</summary>
public sealed class Call : Entity, IAudited
{
    private Call() { }

    public Call(Programme programme, int number, int year, string themeEn, string themeFr) =>
        (Programme, Number, Year, ThemeEn, ThemeFr) = (programme, number, year, themeEn, themeFr);

    public int ProgrammeId { get; private set; }
    public Programme Programme { get; private set; } = null!;
    public int Number { get; private set; }
    public int Year { get; private set; }
    public string ThemeEn { get; private set; } = "";
    public string ThemeFr { get; private set; } = "";
}

internal sealed class CallMapping : IEntityTypeConfiguration<Call>
{
    public void Configure(EntityTypeBuilder<Call> builder)
    {
        builder.Property(c => c.ThemeEn).HasMaxLength(200);
        builder.Property(c => c.ThemeFr).HasMaxLength(200);
        builder.HasIndex(c => new { c.ProgrammeId, c.Number }).IsUnique();
    }
}
