using PhdTracker.Core.Import.Cells;
using PhdTracker.Core.Import.Sheets;
using static PhdTracker.Core.Import.Sheets.SheetColumn;

namespace PhdTracker.Core.Import.Rows;

/// <summary>Understands the rows of a sheet, cell by cell, and says of each cell that it could not take what is wrong with it.</summary>
/// <param name="today">The day of the import: nothing was met after it.</param>
public sealed class RowReader(SheetLayout layout, DateOnly today)
{
    /// <summary>Understands one row.</summary>
    public ImportRow Read(SheetRow row)
    {
        var cells = new RowCells(layout, row);
        var start = cells.Require(StartOn, Day, "Import.Problem.StartMissing");
        var side = layout.Has(SheetColumn.Side) ? cells.Require(SheetColumn.Side, SideCell.Read, "Import.Problem.SideMissing") : layout.Side ?? SheetSide.UnitedKingdom;
        var read = new ImportRow(layout.File, row.Line, side)
        {
            Code = cells.Require(ProjectCode, ProjectCodeCell.Read, "Import.Problem.CodeMissing") ?? "",
            Student = Student(cells),
            StartOn = start,
            Title = cells.Text(Title, 300),
            StudentNumber = cells.Take(StudentNumber, Number) ?? "",
            StudentEmail = cells.Expect(StudentEmail, EmailCell.Read, "Import.Problem.EmailMissing"),
            Place = new SheetPlace(cells.Text(Department, 200), cells.Text(Institution, 80), cells.Text(DoctoralSchool, 200), cells.Text(ResearchUnit, 200), cells.Text(City, 100)),
            Sdgs = cells.Take(Sdgs, SdgCell.Read) ?? [],
            MobilityNotes = cells.Text(MobilityNotes, 500),
        };
        read = Progress(NotOwnSupervisor(Supervision(read, cells), cells), cells, start);
        if (row.Damage is not null)
            cells.Reject(ProjectCode, row.Damage);
        return read with { Problems = cells.Problems };
    }

    private static WrittenName? Student(RowCells cells)
    {
        if (cells.Has(StudentName))
            return cells.Require(StudentName, WrittenName.Read, "Import.Problem.StudentMissing");
        return cells.Require(FamilyName, family => WrittenName.Read(cells.Row[GivenName], family), "Import.Problem.StudentMissing");
    }

    private static ImportRow Supervision(ImportRow read, RowCells cells) => read with
    {
        Supervisor = cells.Expect(Supervisor, WrittenName.Read, "Import.Problem.SupervisorMissing"),
        SupervisorEmail = cells.Row[Supervisor].Length == 0 ? null : cells.Expect(SupervisorEmail, EmailCell.Read, "Import.Problem.EmailMissing"),
        Partner = cells.Take(PartnerSupervisor, WrittenName.Read),
        PartnerEmail = cells.Take(PartnerSupervisorEmail, EmailCell.Read),
        Hdr = cells.Has(Hdr) && cells.Row[Hdr].Length > 0 ? cells.TakeValue(Hdr, HdrCell.Read) : null,
    };

    private static ImportRow NotOwnSupervisor(ImportRow read, RowCells cells)
    {
        var isStudent = read.Supervisor is not null && (read.Supervisor.Key == read.Student?.Key || (read.SupervisorEmail is not null && read.SupervisorEmail == read.StudentEmail));
        if (isStudent)
            cells.Tell(Supervisor, "Import.Problem.OwnSupervisor");
        return isStudent ? read with { Supervisor = null, SupervisorEmail = null, Hdr = null } : read;
    }

    private ImportRow Progress(ImportRow read, RowCells cells, DateOnly start)
    {
        var status = cells.Expect(Status, Nullable<SheetStatus>(StatusCell.Read), "Import.Problem.StatusMissing") ?? SheetStatus.Enrolled;
        return read with
        {
            Status = status,
            Fte = cells.TakeValue(Mode, ModeCell.Read) ?? 1m,
            ContractEndsOn = cells.After(ContractEndsOn, start, Day),
            EsaPassedOn = cells.After(EsaPassedOn, start, text => MetOnCell.Read(text, today, layout.MonthFirst)),
            LsrPassedOn = cells.After(LsrPassedOn, start, text => MetOnCell.Read(text, today, layout.MonthFirst)),
            DefenceOn = cells.After(DefenceOn, start, text => Defence(text, status)),
            Interruptions = cells.Take(Interruptions, text => PeriodCell.Read(text, layout.MonthFirst)) ?? [],
            Opinions = cells.Take(CsiOpinions, CsiCell.Read) ?? [],
            TrainingHours = cells.TakeValue(TrainingHours, HoursCell.Read),
        };
    }

    private CellReading<DateOnly> Day(string text) => DateCell.Read(text, layout.MonthFirst);

    /// <summary>A defence that has been held was not held tomorrow.</summary>
    private CellReading<DateOnly> Defence(string text, SheetStatus status)
    {
        if (status is not (SheetStatus.Defended or SheetStatus.Awarded or SheetStatus.Corrections))
            return NotYet.IsNothing(text) ? CellReading<DateOnly>.Blank : Day(text);
        return MetOnCell.Read(text, today, layout.MonthFirst);
    }

    private static CellReading<string> Number(string text) => NotYet.IsNothing(text) ? CellReading<string>.Blank
        : NotYet.IsMeant(text) || text.Length > 40 ? CellReading<string>.Wrong("Import.Problem.NotYetKnown")
        : CellReading<string>.Of(text);

    private static Func<string, CellReading<T?>> Nullable<T>(Func<string, CellReading<T>> read) where T : struct => text =>
    {
        var reading = read(text);
        return new CellReading<T?>(reading.HasValue, reading.HasValue ? reading.Value : null, reading.Fault);
    };
}
