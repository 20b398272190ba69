using System.Text.Json.Serialization;

namespace PhdTracker.Core.Import;

/// <summary>What an import did, file by file, and how many projects, people and candidatures there are now.</summary>
public sealed record ImportReport(IReadOnlyList<FileReport> Files, int Projects, int People, int Candidatures)
{
    /// <summary>Whether nothing of it was written.</summary>
    [JsonIgnore]
    public bool IsPreview { get; init; }

    /// <summary>Whether a row of any file was left out.</summary>
    [JsonIgnore]
    public bool HasRejectedRows => Files.Any(file => file.Rejected > 0);

    /// <summary>Whether anything in the database is different now.</summary>
    [JsonIgnore]
    public bool ChangedAnything => Files.Any(file => file.Created + file.Changed > 0);
}

/// <summary>What became of the lines of one file: created + changed + unchanged + rejected = rows read; the other lines are ignored.</summary>
public sealed record FileReport(
    string File, int RowsRead, int Created, int Changed, int Unchanged, int Rejected, IReadOnlyList<IgnoredReport> Ignored, IReadOnlyList<ProblemReport> Problems)
{
    /// <summary>The columns that were not used, by the words of the header; for people only.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> OtherColumns { get; init; } = [];

    /// <summary>Whether it was not read at all, as somebody said.</summary>
    [JsonIgnore]
    public bool IsLeftOut { get; init; }

    /// <summary>What each row would do and was understood to tell, in the words asked for; for people only.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Rows { get; init; } = [];
}

/// <summary>A line that is not about a student, and what it is instead.</summary>
public sealed record IgnoredReport(int Line, string Reason);

/// <summary>A cell that could not be taken as it is, and what to do about it.</summary>
public sealed record ProblemReport(int Line, string Column, string Value, string Message);
