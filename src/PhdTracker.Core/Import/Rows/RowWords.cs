using System.Globalization;
using PhdTracker.Core.Import.Cells;
using PhdTracker.Core.Import.Records;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Import.Writing;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Core.Import.Rows;

/// <summary>What a row was understood to tell, in words: a misreading is seen before it is applied.</summary>
public static class RowWords
{
    /// <summary>What each cell that is interpreted was understood to say. Why somebody was away is not told.</summary>
    /// <param name="today">The day on which the row is read.</param>
    public static IReadOnlyList<(SheetColumn Column, string Told)> Of(SheetLayout layout, ImportLine line, DateOnly today, Texts texts)
    {
        var row = new RowReader(layout, today).Read(layout.RowOf(line.Record));
        return [.. Told(row, today, texts).Where(each => each.Told is { Length: > 0 }).Select(each => (each.Column, each.Told!))];
    }

    private static IEnumerable<(SheetColumn Column, string? Told)> Told(ImportRow row, DateOnly today, Texts texts) =>
    [
        (SheetColumn.ProjectCode, row.Code),
        (SheetColumn.StudentName, row.Student is { Given.Length: > 0 } student ? $"{student.Family}, {student.Given}" : row.Student?.Family),
        (SheetColumn.FamilyName, row.Student?.Family),
        (SheetColumn.GivenName, row.Student?.Given),
        (SheetColumn.StartOn, row.StartOn == default ? null : texts.Date(row.StartOn)),
        (SheetColumn.ContractEndsOn, Day(row.ContractEndsOn, texts)),
        (SheetColumn.Mode, row.Fte == 1 ? texts["Import.Understood.FullTime"] : texts["Import.Understood.Share", (row.Fte * 100).ToString("0.##", texts.Culture)]),
        (SheetColumn.Status, row.StartOn == default ? null : texts.Enum(StateOfStatus.Of(row, today))),
        (SheetColumn.Interruptions, string.Join("; ", row.Interruptions.Select(each => texts["Import.Understood.Period", texts.Date(each.FromOn), texts.Date(each.ToOn)]))),
        (SheetColumn.EsaPassedOn, Day(row.EsaPassedOn, texts)),
        (SheetColumn.LsrPassedOn, Day(row.LsrPassedOn, texts)),
        (SheetColumn.CsiOpinions, string.Join("; ", row.Opinions.Select(each => texts["Import.Understood.Opinion", each.Year, texts.Enum(each.Opinion)]))),
        (SheetColumn.DefenceOn, Day(row.DefenceOn, texts)),
        (SheetColumn.TrainingHours, row.TrainingHours is { } hours ? texts["Import.Understood.Hours", hours] : null),
        (SheetColumn.Supervisor, Person(row.Supervisor, row.SupervisorEmail)),
        (SheetColumn.Hdr, row.Hdr is { } hdr ? texts[hdr ? "Import.Understood.Hdr" : "Import.Understood.NoHdr"] : null),
        (SheetColumn.PartnerSupervisor, Person(row.Partner, row.PartnerEmail)),
        (SheetColumn.Sdgs, string.Join(", ", row.Sdgs.Select(goal => goal.ToString(CultureInfo.InvariantCulture)))),
    ];

    private static string? Day(DateOnly? day, Texts texts) => day is { } known ? texts.Date(known) : null;

    private static string? Person(WrittenName? name, string? address) =>
        name is null ? null : string.Join(", ", new[] { $"{name.Title} {name.Full}".Trim(), address }.OfType<string>());
}
