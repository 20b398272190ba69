using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import;
using PhdTracker.Core.Tests.Import;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Projects.Merging;

/// <summary>Two offices' sheets that name one project by two codes: what they say after the two records were merged.</summary>
public sealed class ImportAfterMergeTests : MergingFixture
{
    private const string Uk = "IC-CNRS-2024-31,Strings,0001,\"Lovelace, Ada\",ada.lovelace@ic.example,Computing,Dr Kwame Brennan,kwame.brennan@ic.example,,01/10/2024,FT,Registered,,\"9, 13\"";
    private const string French = "IC-CNRS-2024-61;Strings;Luc MOREL;luc@lab.example;Université de Lille;ED 104;UMR 8523 Laboratoire de Physique;Lille;Kévin CŒURDEVEY;kevin@cnrs.example;Oui;;01.10.2024;30/09/2027;Inscrit(e);;;";

    private static SheetFile[] Sheets => [ImportActs.Sheet(Uk), Importing.FrSheet(French)];

    /// <summary>The records come from the sheets.</summary>
    protected override Task PrepareAsync() => Task.CompletedTask;

    [Theory, OnSqlite(true), OnSqlite(false), OnPostgreSql(true), OnPostgreSql(false)]
    public async Task Import_TheSameSheetsAgain_ChangesNothing(DatabaseProvider provider, bool keepsUk)
    {
        await OnAsync(provider);
        await Database.ImportAsync(Sheets);
        var (kept, closed) = await RecordsAsync(keepsUk);
        await MergeAsync("office.uk", kept, closed);
        var before = await Database.ContentAsync();

        var report = await Database.ImportAsync(Sheets);

        Assert.Equal((0, 0, 2, 0), (report.Files.Sum(f => f.Created), report.Files.Sum(f => f.Changed), report.Files.Sum(f => f.Unchanged), report.Files.Sum(f => f.Rejected)));
        Assert.Equal(before, await Database.ContentAsync());
        Assert.Equal(["ada.lovelace@ic.example", "luc@lab.example"], await Database.AskAsync(db => db.Candidatures.Where(c => c.Studentship.ProjectId == kept).Select(c => c.Student.Email).Order().ToListAsync()));
    }

    [Fact]
    public async Task Import_NewStudentUnderTheOldCode_ComesToTheKeptProject()
    {
        await Database.ImportAsync(Sheets);
        var (kept, closed) = await RecordsAsync(keepsUk: true);
        await MergeAsync("office.uk", kept, closed);

        var left = French.Replace("Inscrit(e)", "Abandon");
        var report = await Database.ImportAsync(Importing.FrSheet(left, left.Replace("Luc MOREL;luc@", "Zoé BLIN;zoe@").Replace("Abandon", "Inscrit(e)").Replace("01.10.2024", "01.10.2025")));

        Assert.Equal((1, 1), (report.Files.Single().Created, report.Files.Single().Changed));
        var students = await Database.AskAsync(db => db.Candidatures.Where(c => c.Studentship.ProjectId == kept).OrderBy(c => c.Student.Email).Select(c => new { c.Student.Email, c.State }).ToListAsync());
        Assert.Equal(["ada.lovelace@ic.example", "luc@lab.example", "zoe@lab.example"], students.Select(s => s.Email));
        Assert.Equal("luc@lab.example", students.Single(s => s.State == CandidatureState.Withdrawn).Email);
        Assert.Equal(0, await Database.AskAsync(db => db.Studentships.CountAsync(s => s.ProjectId == closed)));
    }

    /// <summary>Each sheet named the other side's supervisor without an address: apart they were strangers, in one project they are known to be the same.</summary>
    [Fact]
    public async Task Import_SupervisorsKnownByNameInTheOtherRecord_BecomeOneAndThenNothingChanges()
    {
        SheetFile[] sheets = [ImportActs.Sheet(Uk.Replace("kwame.brennan@ic.example,,", "kwame.brennan@ic.example,Kévin Cœurdevey,")), Importing.FrSheet(French.Replace("Oui;;", "Oui;Kwame Brennan;"))];
        await Database.ImportAsync(sheets);
        var (kept, closed) = await RecordsAsync(keepsUk: true);
        await MergeAsync("office.uk", kept, closed);

        var first = await Database.ImportAsync(sheets);
        var before = await Database.ContentAsync();
        var second = await Database.ImportAsync(sheets);

        Assert.Equal(0, first.Files.Sum(f => f.Created + f.Rejected));
        Assert.Equal((0, 2), (second.Files.Sum(f => f.Created + f.Changed + f.Rejected), second.Files.Sum(f => f.Unchanged)));
        Assert.Equal(before, await Database.ContentAsync());
        Assert.Equal(2, await Database.AskAsync(db => db.SupervisorAssignments.Where(s => s.To == null && s.Candidature.Studentship.ProjectId == kept).Select(s => s.PersonId).Distinct().CountAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Undo_OfAnImportWhoseProjectWasMerged_IsRefused(bool keepsUk)
    {
        var imports = new ImportActs(Acts);
        var id = await imports.UploadFilesAsync("programme", Sheets);
        await imports.ApplyAsync("programme", id);
        var (kept, closed) = await RecordsAsync(keepsUk);
        await MergeAsync("office.uk", kept, closed);

        Assert.Equal("ImportTouched", (await Assert.ThrowsAsync<DomainRuleException>(() => imports.UndoAsync("programme", id))).Code);
    }

    private Task<(int Kept, int Closed)> RecordsAsync(bool keepsUk) => Database.AskAsync(async db =>
    {
        var (uk, french) = (await db.Projects.SingleAsync(p => p.Code == "IC-CNRS-2024-31"), await db.Projects.SingleAsync(p => p.Code == "IC-CNRS-2024-61"));
        return keepsUk ? (uk.Id, french.Id) : (french.Id, uk.Id);
    });
}
