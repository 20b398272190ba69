using System.Text;
using PhdTracker.Core.Import.Sheets;

namespace PhdTracker.Core.Tests.Import.Sheets;

public sealed class SheetReaderTests
{
    private const string Row = "IC-CNRS-2022-01,Wake turbulence,01832789,\"Pryce, Chloe\",chloe.pryce@ic.example,Mathematics,Kwame O'Donnell,kwame.odonnell@ic.example,Joël N'Diaye,01-Oct-22,FT,Writing up,19 October 2023,31 August 2024,,9,none yet";

    [Fact]
    public void Read_UkSheet_TellsRowsFromTitleHeaderAndTotal()
    {
        var sheet = SheetReader.Read("uk-office.csv", OfficeSheets.Uk);

        Assert.Equal((SheetSide.UnitedKingdom, ',', "UTF-8", 31), (sheet.Side, sheet.Separator, sheet.Encoding, sheet.Rows.Count));
        Assert.Equal([new(1, IgnoredReason.Title), new(2, IgnoredReason.Header), new IgnoredLine(34, IgnoredReason.Total)], sheet.Ignored);
        Assert.Equal(17, sheet.Columns.Count);
        Assert.Equal("Kévin Cœurdevey", sheet.Rows[3][SheetColumn.PartnerSupervisor]);
    }

    [Fact]
    public void Read_FrenchSheet_TellsRowsFromHeaderAndBlankLine()
    {
        var sheet = SheetReader.Read("fr-office.csv", OfficeSheets.Fr);

        Assert.Equal((SheetSide.France, ';', "Windows-1252", 30), (sheet.Side, sheet.Separator, sheet.Encoding, sheet.Rows.Count));
        Assert.Equal([new(1, IgnoredReason.Header), new IgnoredLine(32, IgnoredReason.Blank)], sheet.Ignored);
        Assert.Equal(18, sheet.Columns.Count);
        Assert.Equal("Kévin CŒURDEVEY", sheet.Rows[3][SheetColumn.Supervisor]);
        Assert.Equal("Amelia Nkemelu", sheet.Rows[0][SheetColumn.PartnerSupervisor]);
    }

    [Theory]
    [InlineData("utf-8", ';')]
    [InlineData("utf-16", '\t')]
    [InlineData("utf-16BE", ',')]
    [InlineData("iso-8859-1", '|')]
    [InlineData("utf-8", '\t')]
    public void Read_OtherEncodingsAndSeparators_GivesTheSameCells(string encoding, char separator)
    {
        var text = $"Our students{Environment.NewLine}{OfficeSheets.FrHeader.Replace(';', separator)}\nIC-CNRS-2022-01;Titre;Zoé D'ALMÉIDA;zoe@lab.example;Lille;ED 52;UMR 1;Lyon;Joël N'DIAYE;j@cnrs.example;Oui;Kwame O'Donnell;01.10.2022;;;;;".Replace(';', separator);

        var sheet = SheetReader.Read("x.csv", Encoding.GetEncoding(encoding).GetBytes(text));

        Assert.Equal((SheetSide.France, separator), (sheet.Side, sheet.Separator));
        Assert.Equal("Zoé D'ALMÉIDA", Assert.Single(sheet.Rows)[SheetColumn.StudentName]);
    }

    [Fact]
    public void Read_OtherOrderAndWordsAndExtraColumns_FindsEveryColumn()
    {
        var sheet = SheetReader.Read("x.csv", OfficeSheets.Utf8(
            "Notes;Begin;Commencement date;Surname;First name;Early Stage Assessment;Full/part time;Project ref;Imperial supervisor;French supervisor;French supervisor email;Student ID;Student email;Supervisor email;Shoe size",
            "x;y;01/10/2022;Pryce;Chloe;19/10/2023;FT;IC-CNRS-2022-01;Dr A B;C D;c@cnrs.example;4711;chloe@ic.example;a@ic.example;38"));

        var row = Assert.Single(sheet.Rows);
        Assert.Equal(SheetSide.UnitedKingdom, sheet.Side);
        Assert.Equal(
            ("01/10/2022", "Pryce", "Chloe", "IC-CNRS-2022-01", "Dr A B", "C D", "c@cnrs.example", "4711", "chloe@ic.example", "a@ic.example", "19/10/2023", "FT"),
            (row[SheetColumn.StartOn], row[SheetColumn.FamilyName], row[SheetColumn.GivenName], row[SheetColumn.ProjectCode], row[SheetColumn.Supervisor], row[SheetColumn.PartnerSupervisor],
                row[SheetColumn.PartnerSupervisorEmail], row[SheetColumn.StudentNumber], row[SheetColumn.StudentEmail], row[SheetColumn.SupervisorEmail], row[SheetColumn.EsaPassedOn], row[SheetColumn.Mode]));
    }

    [Theory]
    [InlineData("Réf. projet", SheetColumn.ProjectCode)]
    [InlineData("Project ID", SheetColumn.ProjectCode)]
    [InlineData("Intitulé", SheetColumn.Title)]
    [InlineData("N° étudiant", SheetColumn.StudentNumber)]
    [InlineData("Nom du doctorant", SheetColumn.StudentName)]
    [InlineData("PhD student", SheetColumn.StudentName)]
    [InlineData("Adresse mail", SheetColumn.StudentEmail)]
    [InlineData("E-mail", SheetColumn.StudentEmail)]
    [InlineData("Mél du directeur", SheetColumn.SupervisorEmail)]
    [InlineData("Directrice de thèse", SheetColumn.Supervisor)]
    [InlineData("UK supervisor", SheetColumn.PartnerSupervisor)]
    [InlineData("Partner supervisor e-mail", SheetColumn.PartnerSupervisorEmail)]
    [InlineData("Quotité", SheetColumn.Mode)]
    [InlineData("État", SheetColumn.Status)]
    [InlineData("Date of first registration", SheetColumn.StartOn)]
    [InlineData("Début de thèse", SheetColumn.StartOn)]
    [InlineData("Échéance du contrat", SheetColumn.ContractEndsOn)]
    [InlineData("Viva date", SheetColumn.DefenceOn)]
    [InlineData("Laboratoire", SheetColumn.ResearchUnit)]
    [InlineData("University", SheetColumn.Institution)]
    [InlineData("Avis du comité de suivi", SheetColumn.CsiOpinions)]
    [InlineData("Co-encadrant", null)]
    [InlineData("Remarques internes", null)]
    public void Recognise_HeaderWordsOfEitherLanguage_TellsTheColumn(string header, SheetColumn? column) =>
        Assert.Equal(column, SheetWords.Recognise(header, SheetSide.France));

    [Fact]
    public void Read_CellOverTwoLines_IsOneRowAtItsFirstLine()
    {
        var sheet = SheetReader.Read("x.csv", OfficeSheets.Utf8(OfficeSheets.UkHeader, Row.Replace("Wake turbulence", "\"Wake\r\nturbulence\""), Row));

        Assert.Equal([2, 4], sheet.Rows.Select(row => row.Line));
        Assert.Equal("Wake turbulence", sheet.Rows[0][SheetColumn.Title]);
    }

    [Fact]
    public void Read_QuoteThatNeverCloses_LosesItsLineOnly()
    {
        var sheet = SheetReader.Read("x.csv", OfficeSheets.Utf8(OfficeSheets.UkHeader, Row, Row.Replace("Wake", "\"Wake"), Row, Row));

        Assert.Equal([null, "Import.Problem.QuoteNeverClosed", null, null], sheet.Rows.Select(row => row.Damage));
    }

    [Fact]
    public void Read_LastQuoteOpen_KeepsTheLinesAfterIt()
    {
        var sheet = SheetReader.Read("x.csv", OfficeSheets.Utf8(OfficeSheets.UkHeader, Row.Replace(",none yet", ",\"none yet"), Row));

        Assert.Equal(["Import.Problem.QuoteNeverClosed", null], sheet.Rows.Select(row => row.Damage));
    }

    [Fact]
    public void Read_MoreCellsThanColumns_IsToldAsDamage() =>
        Assert.Equal("Import.Problem.TooManyCells", SheetReader.Read("x.csv", OfficeSheets.Utf8(OfficeSheets.UkHeader, Row + ",9,9")).Rows[0].Damage);

    [Fact]
    public void Read_HeaderRepeatedAndBlankLines_AreIgnoredWithTheirLines()
    {
        var sheet = SheetReader.Read("x.csv", OfficeSheets.Utf8(OfficeSheets.UkHeader, Row, "", OfficeSheets.UkHeader, Row, ",,,", "TOTAL,,2"));

        Assert.Equal([new(1, IgnoredReason.Header), new(3, IgnoredReason.Blank), new(4, IgnoredReason.Header), new(6, IgnoredReason.Blank), new IgnoredLine(7, IgnoredReason.Total)], sheet.Ignored);
    }

    [Theory]
    [InlineData("Sous-total,,2")]
    [InlineData("Effectif total : 30")]
    [InlineData("Nombre de doctorants : 1,,")]
    [InlineData("Number of students: 3")]
    [InlineData(",30 students")]
    [InlineData("Average,,12")]
    public void Read_LineThatSumsUp_IsATotalInWhateverWords(string line)
    {
        var sheet = SheetReader.Read("x.csv", OfficeSheets.Utf8(OfficeSheets.UkHeader, Row, line));

        Assert.Equal(new IgnoredLine(3, IgnoredReason.Total), Assert.Single(sheet.Ignored, ignored => ignored.Line > 1));
    }

    [Fact]
    public void Read_LinesInTwoEncodings_ReadsBoth()
    {
        byte[] mixed = [.. OfficeSheets.Utf8(OfficeSheets.UkHeader, Row), .. Encoding.Latin1.GetBytes(Row + "\r\n")];

        var sheet = SheetReader.Read("x.csv", mixed);

        Assert.All(sheet.Rows, row => Assert.Equal("Joël N'Diaye", row[SheetColumn.PartnerSupervisor]));
    }

    [Theory]
    [InlineData("", "ImportEmpty")]
    [InlineData("\r\n\r\n", "ImportEmpty")]
    [InlineData("%PDF-1.7 …", "ImportNotText")]
    [InlineData("PK\u0003\u0004", "ImportNotText")]
    [InlineData("a\u0000b\u0001c", "ImportNotText")]
    [InlineData("Dear office,\nplease find attached …", "ImportNoHeader")]
    [InlineData("Project code,Student,Start date", "ImportNoRows")]
    [InlineData("Our students,,\nProject code,Student,Start date,ESA passed\n,,,\n", "ImportNoRows")]
    [InlineData("Project code,Student,Start date\nIC-CNRS-2024-31,A B,01/10/2024", "ImportSideUnknown")]
    [InlineData("Project code,Student,Start date,Mode\nIC-CNRS-2024-31,A B,01/10/2024,FT", "ImportSideUnknown")]
    [InlineData("Project title,Student,Start date,Mode,ESA passed\nStrings,A B,01/10/2024,FT,", "ImportNoCodeColumn")]
    [InlineData("Project code,Project title,Start date,Mode,ESA passed\nIC-CNRS-2024-31,Strings,01/10/2024,FT,", "ImportNoStudentColumn")]
    [InlineData("Project code,Project title,Student,Mode,ESA passed\nIC-CNRS-2024-31,Strings,A B,FT,", "ImportNoStartColumn")]
    public void Read_NoSheet_IsRefusedWithTheReason(string text, string code) =>
        Assert.Equal(code, Assert.Throws<DomainRuleException>(() => SheetReader.Read("x.csv", Encoding.UTF8.GetBytes(text))).Code);
}
