using System.Text.Json;
using PhdTracker.Core.Import.Cells;
using PhdTracker.Core.Import.Sheets;

namespace PhdTracker.Core.Import.Rows;

/// <summary>One line of a sheet, understood: one student in one place of a project.</summary>
/// <remarks>Code, student and start are set in every row that is not rejected.</remarks>
public sealed record ImportRow(string File, int Line, SheetSide Side)
{
    public string Code { get; init; } = "";
    public string Title { get; init; } = "";
    public string StudentNumber { get; init; } = "";
    public WrittenName? Student { get; init; }
    public string? StudentEmail { get; init; }
    public SheetPlace Place { get; init; } = new("", "", "", "", "");
    public WrittenName? Supervisor { get; init; }
    public string? SupervisorEmail { get; init; }
    public bool? Hdr { get; init; }
    public WrittenName? Partner { get; init; }
    public string? PartnerEmail { get; init; }
    public DateOnly StartOn { get; init; }
    public DateOnly? ContractEndsOn { get; init; }
    public decimal Fte { get; init; } = 1m;
    public SheetStatus Status { get; init; } = SheetStatus.Enrolled;
    public DateOnly? EsaPassedOn { get; init; }
    public DateOnly? LsrPassedOn { get; init; }
    public IReadOnlyList<SheetPeriod> Interruptions { get; init; } = [];
    public IReadOnlyList<int> Sdgs { get; init; } = [];
    public string MobilityNotes { get; init; } = "";
    public IReadOnlyList<CsiOpinion> Opinions { get; init; } = [];
    public int? TrainingHours { get; init; }
    public DateOnly? DefenceOn { get; init; }

    /// <summary>What could not be taken as it is.</summary>
    public IReadOnlyList<SheetProblem> Problems { get; init; } = [];

    /// <summary>Whether the row is left out: its code, its student or its start cannot be used.</summary>
    public bool IsRejected => Problems.Any(problem => problem.Rejects);

    /// <summary>Whether another row, wherever it stands, says the same in every column.</summary>
    public bool SaysTheSameAs(ImportRow other) => Content() == other.Content();

    private string Content() => JsonSerializer.Serialize(this with { File = "", Line = 0, Problems = [] });
}

/// <summary>Where a student is registered and works, in the sheet's words; empty where it does not say.</summary>
public sealed record SheetPlace(string Department, string Institution, string DoctoralSchool, string ResearchUnit, string City);
