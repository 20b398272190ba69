using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Import;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Import;

/// <summary>The two offices' sheets, as they are.</summary>
public sealed class ImportSheetsTests
{
    private static readonly SheetFile Uk = new("uk-office.csv", OfficeSheets.Uk);
    private static readonly SheetFile Fr = new("fr-office.csv", OfficeSheets.Fr);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Handle_BothSheets_AccountsForEveryRow(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);

        var report = await database.ImportAsync(Uk, Fr);

        Assert.Equal((29, 113, 57), (report.Projects, report.People, report.Candidatures));
        Assert.Equal([(31, 29, 0, 1, 1), (30, 28, 0, 0, 2)], report.Files.Select(file => (file.RowsRead, file.Created, file.Changed, file.Unchanged, file.Rejected)));
        Assert.All(report.Files, file => Assert.Equal(file.RowsRead, file.Created + file.Changed + file.Unchanged + file.Rejected));
        Assert.Equal([new(1, "title"), new(2, "header"), new IgnoredReport(34, "total")], report.Files[0].Ignored);
        Assert.Equal([new(1, "header"), new IgnoredReport(32, "blank")], report.Files[1].Ignored);
        Assert.Equal(0, await database.AskAsync(db => db.Notifications.CountAsync()));
    }

    [Fact]
    public async Task Handle_BothSheets_TellsEveryFaultWithItsLineAndColumn()
    {
        await using var database = await TestDatabase.SqliteAsync();

        var report = await database.ImportAsync(Uk, Fr);

        Assert.Equal(
            [(12, "Start date", "01/13/2023"), (14, "CID", ""), (28, "E-mail", "daniel.pryce@ic.example"), (29, "ESA passed", "TBC")],
            report.Files[0].Problems.Select(problem => (problem.Line, problem.Column, problem.Value)));
        Assert.Equal(
            [
                (4, "Avis CSI"), (8, "1re inscription"), (8, "Heures de formation"), (9, "Heures de formation"), (10, "Code projet"), (14, "Avis CSI"), (17, "Avis CSI"),
                (19, "Avis CSI"), (21, "Heures de formation"), (22, "Avis CSI"), (23, "Avis CSI"), (26, "Heures de formation"), (27, "Heures de formation"), (30, "Heures de formation"),
            ],
            report.Files[1].Problems.Select(problem => (problem.Line, problem.Column)));
        Assert.All(report.Files.SelectMany(file => file.Problems), problem => Assert.DoesNotContain("Import.", problem.Message, StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Handle_AnyOrderAndAnyNumberOfRuns_GivesTheSameDatabase(DatabaseProvider provider)
    {
        await using var together = await TestDatabase.CreateAsync(provider);
        await using var reversed = await TestDatabase.CreateAsync(provider);
        await using var ukFirst = await TestDatabase.CreateAsync(provider);
        await using var frFirst = await TestDatabase.CreateAsync(provider);

        await together.ImportAsync(Uk, Fr);
        await reversed.ImportAsync(Fr, Uk);
        await ukFirst.ImportAsync(Uk);
        await ukFirst.ImportAsync(Fr);
        await frFirst.ImportAsync(Fr);
        await frFirst.ImportAsync(Uk);

        var expected = await together.ContentAsync();
        Assert.True(expected.Length > 10_000);
        Assert.Equal(expected, await reversed.ContentAsync());
        Assert.Equal(expected, await ukFirst.ContentAsync());
        Assert.Equal(expected, await frFirst.ContentAsync());
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Handle_Again_ChangesNothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var first = await database.ImportAsync(Uk, Fr);
        var before = (await database.ContentAsync(), await database.AskAsync(db => db.AuditEntries.CountAsync()));

        var again = await database.ImportAsync(Fr, Uk);

        Assert.False(again.ChangedAnything);
        Assert.Equal([(28, 2), (30, 1)], again.Files.Select(file => (file.Unchanged, file.Rejected)));
        // That somebody new has no number is told once.
        Assert.Equal(first.Files.SelectMany(file => file.Problems).Where(problem => problem.Column != "CID").ToHashSet(), again.Files.SelectMany(file => file.Problems).ToHashSet());
        Assert.Equal(before, (await database.ContentAsync(), await database.AskAsync(db => db.AuditEntries.CountAsync())));
    }

    [Fact]
    public async Task Handle_UkRow_BecomesACandidatureWithItsMilestones()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.ImportAsync(Uk, Fr);

        var candidature = await CandidatureAsync(database, "niamh.sutcliffe@ic.example", "freya.tanaka@ic.example");

        Assert.Equal(("IC-CNRS-2020-03", "Bacterial chemotaxis in porous media"), (candidature.Studentship.Project.Code, candidature.Studentship.Project.Title));
        Assert.Equal((CandidatureState.Withdrawn, new DateOnly(2020, 1, 1), 1m, "02980384"), (candidature.State, candidature.StartOn, candidature.Fte, candidature.StudentNumber));
        Assert.Equal(("Bioengineering", "3 months Paris spring"), (candidature.Unit!.Name, candidature.MobilityNote));
        Assert.Equal([3, 9], candidature.Studentship.Project.Goals);
        var period = Assert.Single(candidature.StatusPeriods);
        Assert.Equal((new DateOnly(2021, 4, 16), new DateOnly(2021, 6, 15), "maternity"), (period.From, period.To, period.Reason));
        Assert.Equal((MilestoneState.Passed, new DateOnly(2021, 1, 28)), Met(candidature, "esa", 0));
        Assert.Equal((MilestoneState.Passed, new DateOnly(2021, 10, 30)), Met(candidature, "lsr", 0));
        var partner = candidature.Supervisors.Single(supervisor => supervisor.Kind == SupervisorKind.PartnerSupervisor);
        Assert.Equal(("anais.treguier@cnrs.example", "FR"), (partner.Person.Email, partner.Party.Side));
    }

    [Fact]
    public async Task Handle_WritingUp_IsAPeriodFromTheDayOfTheImport_AndOfTheFirstOnly()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.ImportAsync(Uk, Fr);
        database.Clock.Set(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));
        await database.ImportAsync(Uk, Fr);

        var candidature = await CandidatureAsync(database, "kwame.odonnell@ic.example", "chloe.pryce@ic.example");

        var period = Assert.Single(candidature.StatusPeriods, p => p.Kind == StatusKind.WritingUp);
        Assert.Equal((new DateOnly(2026, 11, 23), null), (period.From, period.To));
    }

    [Fact]
    public async Task Handle_FrenchRow_BecomesACandidatureWithItsMilestones()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.ImportAsync(Uk, Fr);

        var candidature = await CandidatureAsync(database, "cedric.herault@cnrs.example", "leonie.dalmeida@lab.example");

        Assert.Equal((CandidatureState.Examined, new DateOnly(2023, 9, 30), new DateOnly(2023, 12, 9), 112), (candidature.State, candidature.ContractEndsOn, candidature.DefenceOn, candidature.TrainingHours));
        Assert.Equal(("ENS de Lyon", "UMR 5672", "ED 52"), (candidature.HomeInstitution!.NameFr, candidature.Unit!.Code, candidature.DoctoralSchool!.Code));
        Assert.Equal(
            [(1, MilestoneState.Passed), (2, MilestoneState.Passed), (3, MilestoneState.PassedWithConditions), (4, MilestoneState.Passed)],
            candidature.Milestones.Where(milestone => milestone.RuleCode == "csi" && milestone.IsClosed).Select(milestone => (milestone.Occurrence, milestone.State)).Order());
        Assert.Equal((MilestoneState.Passed, new DateOnly(2023, 12, 9)), Met(candidature, "defence", 0));
        Assert.True(candidature.Supervisors.Single(supervisor => supervisor.Kind == SupervisorKind.Lead).HoldsHdr);
        Assert.Equal("Dr Amelia Nkemelu", candidature.Supervisors.Single(supervisor => supervisor.Kind == SupervisorKind.PartnerSupervisor).Person.DisplayName);
    }

    [Fact]
    public async Task Handle_WhatIsPastAndNotInTheSheet_IsWaivedAndWhatIsBlankIsOverdue()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.ImportAsync(Uk, Fr);

        var candidature = await CandidatureAsync(database, "ewan.pemberton@ic.example", "arjun.fitzgerald@ic.example");

        Assert.Equal(MilestoneState.Waived, Met(candidature, "research-plan", 0).State);
        Assert.Equal(MilestoneState.Planned, Met(candidature, "lsr", 0).State);
        Assert.True(candidature.Milestones.Single(milestone => milestone.RuleCode == "lsr").DueOn < new DateOnly(2026, 11, 23));
    }

    [Fact]
    public async Task Handle_OneFileIsNoSheet_NothingOfAnyIsTaken()
    {
        await using var database = await TestDatabase.SqliteAsync();

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => database.ImportAsync(Uk, new SheetFile("fr-office.csv", "%PDF-1.7"u8.ToArray())));

        Assert.Equal("ImportNotText", refused.Code);
        Assert.Equal((0, 0), await database.AskAsync(async db => (await db.Programmes.CountAsync(), await db.Users.CountAsync())));
    }

    [Fact]
    public async Task Json_OfAReport_HasTheDocumentedShape()
    {
        await using var database = await TestDatabase.SqliteAsync();

        using var json = JsonDocument.Parse(ImportOutput.Json(await database.ImportAsync(Uk, Fr)));

        Assert.Equal(["files", "projects", "people", "candidatures"], json.RootElement.EnumerateObject().Select(property => property.Name));
        var file = json.RootElement.GetProperty("files")[0];
        Assert.Equal(["file", "rowsRead", "created", "changed", "unchanged", "rejected", "ignored", "problems"], file.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["line", "reason"], file.GetProperty("ignored")[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(["line", "column", "value", "message"], file.GetProperty("problems")[0].EnumerateObject().Select(property => property.Name));
    }

    private static (MilestoneState State, DateOnly? On) Met(Candidature candidature, string rule, int occurrence)
    {
        var milestone = candidature.Milestones.Single(each => each.RuleCode == rule && each.Occurrence == occurrence);
        return (milestone.State, milestone.DoneOn);
    }

    private static async Task<Candidature> CandidatureAsync(TestDatabase database, string lead, string student)
    {
        var candidature = await database.AskAsync(db => PlanMilestones.WithPlan(db.Candidatures)
            .Include(each => each.Student).Include(each => each.Supervisors).ThenInclude(supervisor => supervisor.Person).Include(each => each.Supervisors).ThenInclude(supervisor => supervisor.Party)
            .SingleAsync(each => each.Student.Email == student));
        Assert.Equal(lead, candidature.Supervisors.Single(supervisor => supervisor.Kind == SupervisorKind.Lead).Person.Email);
        return candidature;
    }
}
