using System.Text;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Import;

/// <summary>The same facts in sheets that look quite different.</summary>
public sealed class OtherSheetsTests
{
    private static readonly Dictionary<SheetColumn, string> FrenchWords = new()
    {
        [SheetColumn.Mode] = "Quotité",
        [SheetColumn.ProjectCode] = "Réf. projet",
        [SheetColumn.Title] = "Intitulé",
        [SheetColumn.StudentNumber] = "N° étudiant",
        [SheetColumn.StudentName] = "Étudiant(e)",
        [SheetColumn.StudentEmail] = "Adresse mail",
        [SheetColumn.Department] = "Département",
        [SheetColumn.SupervisorEmail] = "Mél du directeur",
        [SheetColumn.Supervisor] = "Directeur principal",
        [SheetColumn.PartnerSupervisor] = "Encadrant(e) CNRS",
        [SheetColumn.StartOn] = "Date de début",
        [SheetColumn.Status] = "État",
        [SheetColumn.LsrPassedOn] = "LSR validée le",
        [SheetColumn.EsaPassedOn] = "ESA validée le",
        [SheetColumn.Interruptions] = "Suspensions",
        [SheetColumn.Sdgs] = "ODD",
        [SheetColumn.MobilityNotes] = "Séjours",
    };

    private static readonly Dictionary<SheetColumn, string> EnglishWords = new()
    {
        [SheetColumn.DefenceOn] = "Defence date",
        [SheetColumn.CsiOpinions] = "CSI",
        [SheetColumn.PartnerSupervisor] = "Imperial supervisor",
        [SheetColumn.Supervisor] = "CNRS supervisor",
        [SheetColumn.SupervisorEmail] = "CNRS supervisor e-mail",
        [SheetColumn.ProjectCode] = "Project ID",
        [SheetColumn.Title] = "Thesis title",
        [SheetColumn.StudentName] = "PhD student",
        [SheetColumn.StudentEmail] = "Email address",
        [SheetColumn.Institution] = "University",
        [SheetColumn.DoctoralSchool] = "Doctoral school",
        [SheetColumn.ResearchUnit] = "Laboratory",
        [SheetColumn.City] = "Town",
        [SheetColumn.Hdr] = "Holds the HDR",
        [SheetColumn.StartOn] = "First registration",
        [SheetColumn.ContractEndsOn] = "End of contract",
        [SheetColumn.Status] = "Status",
        [SheetColumn.TrainingHours] = "Training (hours)",
    };

    [Fact]
    public async Task Handle_OtherWordsOrderEncodingAndSeparator_GivesTheSameDatabase()
    {
        await using var asTheyAre = await TestDatabase.SqliteAsync();
        await using var rewritten = await TestDatabase.SqliteAsync();
        await asTheyAre.ImportAsync(new SheetFile("uk.csv", OfficeSheets.Uk), new SheetFile("fr.csv", OfficeSheets.Fr));

        var report = await rewritten.ImportAsync(
            Rewrite(SheetReader.Read("uk.csv", OfficeSheets.Uk), FrenchWords, '\t', new UnicodeEncoding(false, true)),
            Rewrite(SheetReader.Read("fr.csv", OfficeSheets.Fr), EnglishWords, '|', new UTF8Encoding(false)));

        Assert.Equal([31, 30], report.Files.Select(file => file.RowsRead));
        Assert.All(report.Files, file => Assert.Equal(["Remarks"], file.OtherColumns));
        Assert.Equal(await asTheyAre.ContentAsync(), await rewritten.ContentAsync());
    }

    /// <summary>The sheet under two titles, with a column that means nothing, its columns in the order of <paramref name="words"/>.</summary>
    private static SheetFile Rewrite(Sheet sheet, Dictionary<SheetColumn, string> words, char separator, Encoding encoding)
    {
        Assert.Equal(sheet.Columns.Keys.Order(), words.Keys.Order());
        var text = new StringBuilder("Our joint cohort\n\nas of 12/11/2026\n");
        text.Append(string.Join(separator, words.Values.Prepend("Remarks"))).Append('\n');
        foreach (var row in sheet.Rows)
            text.Append(string.Join(separator, words.Keys.Select(column => $"\"{row[column]}\"").Prepend("-"))).Append('\n');
        return new SheetFile("x.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(text.ToString())]);
    }
}
