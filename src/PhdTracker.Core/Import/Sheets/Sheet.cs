using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Import.Sheets;

/// <summary>One office's sheet, as lines: nothing in it is interpreted yet but which column is which.</summary>
/// <param name="Encoding">Name of the encoding that was recognised.</param>
/// <param name="Separator">What stands between two cells; null in a workbook.</param>
/// <param name="Rows">Every line that speaks of a student.</param>
/// <param name="Ignored">Every other line, each with the reason.</param>
public sealed record Sheet(SheetLayout Layout, string Encoding, char? Separator, IReadOnlyList<SheetRow> Rows, IReadOnlyList<IgnoredLine> Ignored)
{
    /// <summary>Whose students it lists, recognised by its columns.</summary>
    public SheetSide? Side => Layout.Side;

    /// <summary>The columns that were understood, with their places.</summary>
    public IReadOnlyDictionary<SheetColumn, int> Columns => Layout.Places;
}

/// <summary>Whose students a sheet lists.</summary>
public enum SheetSide
{
    UnitedKingdom,
    France,
}

/// <summary>One line about one student.</summary>
/// <param name="Line">Where it begins in the file; the first line is 1.</param>
/// <param name="Damage">Text key of what is wrong with the line as a whole, if anything is.</param>
public sealed record SheetRow(int Line, IReadOnlyDictionary<SheetColumn, string> Cells, string? Damage = null)
{
    /// <summary>What the cell says; empty where the sheet has no such column.</summary>
    public string this[SheetColumn column] => Cells.TryGetValue(column, out var text) ? text : "";
}

/// <summary>A line that is not about a student.</summary>
public sealed record IgnoredLine(int Line, IgnoredReason Reason);

/// <summary>Why a line is not about a student.</summary>
public enum IgnoredReason
{
    Title,
    Header,
    Blank,
    Total,

    /// <summary>It stands on a sheet that is not read.</summary>
    LeftOut,
}

/// <summary>What could not be taken as it is: where it stands, what it says, and what to do about it.</summary>
/// <param name="TextKey">Key of the sentence, in both languages.</param>
/// <param name="Rejects">Whether the whole row is left out because of it.</param>
public sealed record SheetProblem(int Line, string Column, string Value, string TextKey, IReadOnlyList<object?> Arguments, bool Rejects = false)
{
    /// <summary>What the column tells.</summary>
    public SheetColumn? Of { get; init; }

    /// <summary>The sentence for the reader.</summary>
    public string In(Texts texts)
    {
        var sentence = texts[TextKey, [.. Arguments]];
        return Rejects ? sentence + " " + texts["Import.RowLeftOut"] : sentence;
    }
}

/// <summary>What a column tells.</summary>
public enum SheetColumn
{
    ProjectCode,
    Side,
    Title,
    StudentNumber,
    StudentName,
    FamilyName,
    GivenName,
    StudentEmail,
    Department,
    Institution,
    DoctoralSchool,
    ResearchUnit,
    City,
    Supervisor,
    SupervisorEmail,
    PartnerSupervisor,
    PartnerSupervisorEmail,
    Hdr,
    StartOn,
    ContractEndsOn,
    Mode,
    Status,
    EsaPassedOn,
    LsrPassedOn,
    Interruptions,
    Sdgs,
    MobilityNotes,
    CsiOpinions,
    TrainingHours,
    DefenceOn,
}
