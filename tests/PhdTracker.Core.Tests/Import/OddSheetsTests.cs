using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Import;

/// <summary>Sheets as no office of this programme has written them yet: they tell the same, or are refused in a sentence.</summary>
public sealed class OddSheetsTests
{
    /// <summary>What every one of these sheets says: header and row, cells separated by bars here.</summary>
    private static readonly Dictionary<string, (string Header, string Row)> Sheets = new()
    {
        ["UK as usual"] = ("Project code|Student|E-mail|Department|Start date", "IC-CNRS-2024-41|Lovelace, Ada|ada@ic.example|Computing|01/10/2024"),
        ["UK in French words"] = ("Réf. projet|Étudiante|Adresse mail|Département|Date de début", "IC-CNRS-2024-41|Lovelace, Ada|ada@ic.example|Computing|1er octobre 2024"),
        ["two names"] = ("Surname|First name|Project ref|Dept|Commenced|Email", "LOVELACE|Ada|ic cnrs 2024 41|Computing|2024-10-01|ADA@IC.EXAMPLE"),
        ["names swapped"] = ("Forenames|Family name|Faculty|Project no.|Entry date|Mail", "Ada|Lovelace|Computing|IC_CNRS_2024_41|Oct 1, 2024|ada@ic.example"),
        ["extra columns"] = ("Shoe size|Project ID|Favourite colour|PhD student|Department|Registered on|Comments|Student e-mail", "38|IC-CNRS-2024-41|blue|Ada LOVELACE|Computing|1-Oct-24|likes engines|ada@ic.example"),
        ["ESA column tells the side"] = ("Code|Student name|Start|ESA|mail", "IC-CNRS-2024-41|LOVELACE Ada|01.10.2024|n/a|ada@ic.example"),
        ["CID tells the side"] = ("Project|CID|Name of student|Starts|Student email|Remarks", "IC-CNRS-2024-41|0001|Ms Ada Lovelace|1 October 2024|ada@ic.example|-"),
        ["no word of code"] = ("Ref|Student|Dept|Start|E-mail|Status|Title", "IC-CNRS-2024-41|Ada Lovelace|Computing|20241001|ada@ic.example|Registered|"),
        ["header says nothing of the code"] = ("Joint work|Student|Department|Start date|E-mail", "IC-CNRS-2024-41|Lovelace, Ada|Computing|01/10/2024|ada@ic.example"),
        ["header says nothing of the address"] = ("Project code|Student|Department|Start date|Reach at", "IC-CNRS-2024-41|Lovelace, Ada|Computing|01/10/2024|ada@ic.example"),
        ["header says nothing of the name"] = ("Project code|Who|Department|Start date|E-mail", "IC-CNRS-2024-41|Lovelace, Ada|Computing|01/10/2024|ada.lovelace@ic.example"),
        ["header says nothing of the start"] = ("Project code|Student|Department|Here since then|E-mail", "IC-CNRS-2024-41|Lovelace, Ada|Computing|01/10/2024|ada@ic.example"),
        ["a line for each side"] = ("Project code|Side|Student|Start date|E-mail", "IC-CNRS-2024-41|UK|Lovelace, Ada|01/10/2024|ada@ic.example"),
        ["the side in French"] = ("Code projet|Côté|Nom du doctorant|Début de thèse|Courriel", "IC-CNRS-2024-41|Royaume-Uni|Ada LOVELACE|01/10/2024|ada@ic.example"),
        ["weekday in the date"] = ("Project code|Student|Department|Start date|E-mail", "IC-CNRS-2024-41|Lovelace, Ada|Computing|Tuesday 1 October 2024|<mailto:ada@ic.example>"),
        ["stray blanks"] = ("  PROJECT   CODE |STUDENT  | DEPARTMENT|START   DATE| E-MAIL ", " ic-cnrs-2024-41 |  LOVELACE,   Ada |Computing | 01 / 10 / 2024 | Ada@Ic.Example "),
        ["a time beside the date"] = ("Project code|Student|Department|Start date|E-mail", "IC-CNRS-2024-41|Lovelace, Ada|Computing|2024-10-01 00:00:00|ada@ic.example"),
    };

    public static TheoryData<string, char, string> Every()
    {
        var data = new TheoryData<string, char, string>();
        char[] separators = [',', ';', '\t', '|'];
        string[] encodings = ["utf-8", "iso-8859-1", "utf-16", "utf-16BE"];
        foreach (var (name, i) in Sheets.Keys.Select((name, i) => (name, i)))
            data.Add(name, separators[i % 4], encodings[i / 4 % 4]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Read_SheetNeverSeen_TellsTheSameStudent(string name, char separator, string encoding)
    {
        var (header, row) = Sheets[name];
        string Line(string cells) => string.Join(separator, cells.Split('|').Select(cell => cell.Contains(separator, StringComparison.Ordinal) ? $"\"{cell}\"" : cell));
        var text = $"Our students\n\n{Line(header)}\n{Line(row)}\nTotal: 1\n";

        var sheet = SheetReader.Read("x.csv", [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(text)]);
        var read = new Core.Import.Rows.RowReader(sheet.Layout, OfficeSheets.Today).Read(Assert.Single(sheet.Rows));

        Assert.Equal(("IC-CNRS-2024-41", "Ada Lovelace", SheetSide.UnitedKingdom, new DateOnly(2024, 10, 1)), (read.Code, read.Student!.Full, read.Side, read.StartOn));
        Assert.StartsWith("ada", read.StudentEmail, StringComparison.Ordinal);
        Assert.DoesNotContain(read.Problems, problem => problem.Rejects);
    }

    [Theory]
    [InlineData("Doctorant(e);Courriel;HDR;Code projet;1re inscription", "Zoé D'ALMÉIDA;zoe@lab.example;Oui;IC-CNRS-2024-41;01.10.2024")]
    [InlineData("Code;Nom;Prénom;Mél;ED;Début", "IC-CNRS-2024-41;D'ALMÉIDA;Zoé;zoe@lab.example;ED 52;1 oct. 2024")]
    [InlineData("Student;Lab;Project ID;First registration;Mail", "Zoé D'Alméida;UMR 5672;IC-CNRS-2024-41;1 octobre 2024;zoe@lab.example")]
    [InlineData("Projet n°;Doctorante;Avis du comité de suivi;Inscription (1re);Adresse électronique (mail)", "IC-CNRS-2024-41;D'ALMÉIDA Zoé;1A: favorable;01/10/2024;zoe@lab.example")]
    [InlineData("Projet code;Doctorant;Suivi annuel;Début;Courriel", "IC-CNRS-2024-41;Zoé D'ALMÉIDA;1A : favorable;01/10/2024;zoe@lab.example")]
    public void Read_FrenchSheetNeverSeen_TellsTheSameStudent(string header, string row)
    {
        var sheet = SheetReader.Read("x.csv", OfficeSheets.Utf8(header, row));
        var read = new Core.Import.Rows.RowReader(sheet.Layout, OfficeSheets.Today).Read(Assert.Single(sheet.Rows));

        Assert.Equal(("IC-CNRS-2024-41", "Zoé D'Alméida", SheetSide.France, new DateOnly(2024, 10, 1), "zoe@lab.example"), (read.Code, read.Student!.Full, read.Side, read.StartOn, read.StudentEmail));
    }

    [Fact]
    public void Read_AmericanDatesThroughout_AreReadMonthFirst()
    {
        var sheet = SheetReader.Read("x.csv", OfficeSheets.Utf8(
            "Project code,Student,Start date,ESA passed", "IC-CNRS-2022-01,A B,10/01/2022,10/25/2023", "IC-CNRS-2022-02,C D,10/01/2022,09/30/2023"));
        var read = new Core.Import.Rows.RowReader(sheet.Layout, OfficeSheets.Today).Read(sheet.Rows[0]);

        Assert.Equal((true, new DateOnly(2022, 10, 1), new DateOnly(2023, 10, 25)), (sheet.Layout.MonthFirst, read.StartOn, read.EsaPassedOn!.Value));
    }

    [Fact]
    public void Read_OneImpossibleDateAmongOthers_StaysImpossible()
    {
        var sheet = SheetReader.Read("x.csv", OfficeSheets.Utf8("Project code,Student,Start date,ESA passed", "IC-CNRS-2022-01,A B,01/13/2022,", "IC-CNRS-2022-02,C D,13/01/2022,"));

        Assert.False(sheet.Layout.MonthFirst);
    }

    [Fact]
    public void Read_HeaderInTheMiddle_KeepsTheRowsAboveIt()
    {
        var sheet = SheetReader.Read("x.csv", OfficeSheets.Utf8(
            "IC-CNRS-2022-01,A B,01/10/2022,n/a,FT", "Students of the second call,,,,", "Project code,Student,Start date,ESA passed,Mode", "IC-CNRS-2022-02,C D,01/10/2022,n/a,FT"));

        Assert.Equal([1, 4], sheet.Rows.Select(row => row.Line));
        Assert.Equal([IgnoredReason.Title, IgnoredReason.Header], sheet.Ignored.Select(line => line.Reason));
    }

    [Fact]
    public void Read_NumberOfASpreadsheetForADay_SaysWhichDayItWouldBe()
    {
        var reading = Core.Import.Cells.DateCell.Read("45566");

        Assert.Equal(("Import.Problem.DateSerial", (object)new DateOnly(2024, 10, 1)), (reading.Fault!.TextKey, reading.Fault.Arguments[0]!));
    }

    [Fact]
    public void Read_StudentAsOwnSupervisor_TakesNoSupervisor()
    {
        var sheet = SheetReader.Read("x.csv", OfficeSheets.Utf8("Project code,Student,Start date,ESA passed,Supervisor", "IC-CNRS-2022-01,\"Lovelace, Ada\",01/10/2022,,Dr Ada LOVELACE"));
        var read = new Core.Import.Rows.RowReader(sheet.Layout, OfficeSheets.Today).Read(sheet.Rows[0]);

        Assert.Null(read.Supervisor);
        Assert.False(read.IsRejected);
        Assert.Contains(read.Problems, problem => problem.TextKey == "Import.Problem.OwnSupervisor");
    }

    [Theory]
    [InlineData("columns", "ImportTooManyColumns")]
    [InlineData("lines", "ImportTooManyLines")]
    [InlineData("bytes", "ImportTooLarge")]
    [InlineData("picture", "ImportNotText")]
    [InlineData("old office", "ImportDamaged")]
    public void Read_WhatNoSheetIs_IsRefused(string what, string code)
    {
        byte[] bytes = what switch
        {
            "columns" => OfficeSheets.Utf8(OfficeSheets.UkHeader + string.Concat(Enumerable.Range(1, 300).Select(i => string.Create(CultureInfo.InvariantCulture, $",Extra {i}"))), "IC-CNRS-2022-01"),
            "lines" => Encoding.UTF8.GetBytes(OfficeSheets.UkHeader + new string('\n', SheetTables.MostLines + 5) + "x"),
            "bytes" => new byte[SheetTables.LargestFile + 1],
            "picture" => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0],
            _ => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 1, 2, 3],
        };

        Assert.Equal(code, Assert.Throws<DomainRuleException>(() => SheetReader.Read("x.csv", bytes)).Code);
    }

    [Fact]
    public async Task Import_WorkbookWithDaysAndTabs_TellsTheSame()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var workbook = TestWorkbook.Of(
            ("UK", [["Our students"], [], ["Project code", "Student", "E-mail", "Department", "Start date", "Title"], ["IC-CNRS-2024-41", "Lovelace, Ada", "ada@ic.example", "Computing", new DateOnly(2024, 10, 1), "=1+1"]]),
            ("Notes", [["Nothing here"]]),
            ("Blank", []),
            ("Template", [["Project code", "Student", "E-mail", "Department", "Start date", "Title"]]),
            ("FR", [["Code projet", "Doctorant(e)", "Courriel", "HDR", "1re inscription"], ["IC-CNRS-2024-41", "Zoé D'ALMÉIDA", "zoe@lab.example", "Oui", new DateOnly(2024, 11, 1)]]));

        var report = await database.ImportAsync(new SheetFile("cohort.xlsx", workbook));

        Assert.Equal(
            [("cohort.xlsx, UK", 1, false), ("cohort.xlsx, Notes", 0, true), ("cohort.xlsx, Template", 0, true), ("cohort.xlsx, FR", 1, false)],
            report.Files.Select(file => (file.File, file.Created, file.IsLeftOut)));
        Assert.Equal([new DateOnly(2024, 10, 1), new DateOnly(2024, 11, 1)], await database.AskAsync(db => db.Candidatures.OrderBy(c => c.StartOn).Select(c => c.StartOn).ToListAsync()));
        Assert.Equal("=1+1", await database.AskAsync(db => db.Projects.Select(p => p.Title).SingleAsync()));
    }

    [Fact]
    public void Read_ArchiveThatUnpacksToFarTooMuch_IsNotOpened() =>
        Assert.Equal("ImportBomb", Assert.Throws<DomainRuleException>(() => SheetReader.Read("x.xlsx", TestWorkbook.Bomb())).Code);

    [Fact]
    public void Read_CutWorkbook_IsRefused()
    {
        var whole = TestWorkbook.Of(("UK", [["Project code", "Student", "E-mail", "Start date"]]));
        // The directory of an archive stands at its end; the end is there, the middle is not.
        whole.AsSpan(whole.Length / 3, 200).Clear();

        Assert.Contains(Assert.Throws<DomainRuleException>(() => SheetReader.Read("x.xlsx", whole)).Code, (string[])["ImportDamaged", "ImportNotText"]);
    }
}
