using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhdTracker.Core.Candidatures;

namespace PhdTracker.Core.Milestones.Shifts;

/// <summary>Why a student whom the filter selects is left out of a shift.</summary>
public enum ShiftExclusion { WritingUp, StartsLater, Finished }

/// <summary>Why a date does not move, or does not come back.</summary>
public enum KeptDate { Reached, Fixed, Retake, Unaffected }

/// <summary>A date before a shift and after it; null where there is none.</summary>
/// <param name="Id">Of the milestone; null for one that the plan has only after the shift.</param>
/// <param name="En">Its title where it has no <paramref name="Id"/>.</param>
/// <param name="Kept">Why it does not move; for one that moved, why it did not come back when the shift was undone.</param>
public sealed record ShiftedDate(
    [property: JsonPropertyName("id")] int? Id, [property: JsonPropertyName("b")] DateOnly? Before, [property: JsonPropertyName("a")] DateOnly? After,
    [property: JsonPropertyName("k")] KeptDate? Kept = null, [property: JsonPropertyName("en")] string? En = null, [property: JsonPropertyName("fr")] string? Fr = null)
{
    [JsonIgnore]
    public bool Moves => Before != After;

    /// <summary>Moved, and did not come back.</summary>
    [JsonIgnore]
    public bool Stayed => Moves && Kept is not null;
}

/// <summary>What a shift does to one student's plan: first what it would, then what it did.</summary>
public sealed class ShiftedPlan
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private ShiftedPlan() { }

    internal ShiftedPlan(DateShift shift, int candidatureId) => (ShiftId, CandidatureId) = (shift.Id, candidatureId);

    public int Id { get; private set; }
    public int ShiftId { get; private set; }
    public DateShift Shift { get; private set; } = null!;
    public int CandidatureId { get; private set; }
    public Candidature Candidature { get; private set; } = null!;

    /// <summary>Null where the dates are shifted.</summary>
    public ShiftExclusion? LeftOut { get; private set; }

    /// <summary>How many dates move.</summary>
    public int Moved { get; private set; }

    /// <summary>How many of them did not come back.</summary>
    public int Stayed { get; private set; }

    /// <summary>The dates as JSON, which pages read by <see cref="Read"/>.</summary>
    public string Dates { get; private set; } = "[]";

    public static IReadOnlyList<ShiftedDate> Read(string dates) => JsonSerializer.Deserialize<List<ShiftedDate>>(dates, Json) ?? [];

    internal void LeaveOut(ShiftExclusion why) => (LeftOut, Moved, Dates) = (why, 0, "[]");

    internal void Keep(IReadOnlyList<ShiftedDate> dates) =>
        (Moved, Stayed, Dates) = (dates.Count(d => d.Moves), dates.Count(d => d.Stayed), JsonSerializer.Serialize(dates, Json));
}

internal sealed class ShiftedPlanMapping : IEntityTypeConfiguration<ShiftedPlan>
{
    public void Configure(EntityTypeBuilder<ShiftedPlan> builder)
    {
        builder.HasIndex(p => new { p.ShiftId, p.CandidatureId }).IsUnique();
        builder.HasIndex(p => new { p.ShiftId, p.LeftOut, p.Id });
    }
}
