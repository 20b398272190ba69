using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Shifts;

namespace PhdTracker.Core.Candidatures;

public enum StatusKind
{
    Active, PartTime, Interrupted, OnMobility, WritingUp,

    /// <summary>A closure or a strike that shifted everyone's dates: the student went on, and the days do not count towards due dates.</summary>
    Shifted,
}

/// <summary>What a student was from one day to another. Interrupted time does not count towards due dates; part time counts by its FTE.</summary>
public sealed class StatusPeriod : Entity, IAudited
{
    private StatusPeriod() { }

    internal StatusPeriod(Candidature candidature, StatusKind kind, DateOnly from, DateOnly? to, decimal? fte, string? reason) =>
        (Candidature, Kind, From, To, Fte, Reason) = (candidature, kind, from, to, fte, reason);

    public int CandidatureId { get; private set; }
    string? IAudited.Case => CaseKey.Candidature(CandidatureId);
    public Candidature Candidature { get; private set; } = null!;
    public StatusKind Kind { get; private set; }
    public DateOnly From { get; private set; }

    /// <summary>Last day, included; null while it goes on.</summary>
    public DateOnly? To { get; private set; }
    public decimal? Fte { get; private set; }

    /// <summary>Why, as the office wrote it. Confidential: shown to the home office only.</summary>
    public string? Reason { get; private set; }

    /// <summary>The shift of everyone's dates that it belongs to; null for all other kinds.</summary>
    public int? ShiftId { get; private set; }
    public DateShift? Shift { get; private set; }

    internal static StatusPeriod Of(Candidature candidature, DateShift shift) =>
        new(candidature, StatusKind.Shifted, shift.From, shift.To, null, null) { Shift = shift, ShiftId = shift.Id };

    /// <summary>Ends with a last day: something else begins after it.</summary>
    internal void End(DateOnly lastDay) => To = lastDay < From ? From : lastDay;
}

internal sealed class StatusPeriodMapping : IEntityTypeConfiguration<StatusPeriod>
{
    public void Configure(EntityTypeBuilder<StatusPeriod> builder)
    {
        builder.Property(p => p.Fte).HasPrecision(4, 3);
        builder.Property(p => p.Reason).HasMaxLength(500);
    }
}
