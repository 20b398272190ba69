using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Import;
using PhdTracker.Core.Import.Sheets;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.Projects;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;
using static PhdTracker.Core.Tests.Import.Importing;

namespace PhdTracker.Core.Tests.Import;

/// <summary>Sheets that change, contradict each other, or name people in several ways.</summary>
public sealed class ImportChangesTests
{
    internal const string Ada = "IC-CNRS-2024-01,Strings,0001,\"Lovelace, Ada\",ada@ic.example,Computing,Dr Kwame Brennan,kwame@ic.example,Kévin Cœurdevey,01/10/2024,FT,Registered,,,,\"9, 13\",";
    private const string Luc = "IC-CNRS-2024-01;Strings;Luc MOREL;luc@lab.example;Université de Lille;ED 104;UMR 8523 Laboratoire de Physique;Lille;Kévin CŒURDEVEY;kevin@cnrs.example;Oui;Kwame Brennan;01.10.2024;30/09/2027;Inscrit(e);;;";

    private static readonly string Grace = Ada.Replace("Lovelace, Ada", "Hopper, Grace").Replace("ada@", "grace@").Replace("0001", "0002");

    [Fact]
    public async Task Handle_NewValuesOfAKnownStudent_ChangeIt()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.ImportAsync(UkSheet(Ada));

        var report = await database.ImportAsync(UkSheet(Ada.Replace("Registered,,,,", "Writing up,01/10/2025,,,")));

        Assert.Equal((0, 1), (report.Files[0].Created, report.Files[0].Changed));
        var candidature = await OnlyAsync(database);
        Assert.Equal(CandidatureState.WritingUp, candidature.State);
        Assert.Equal((MilestoneState.Passed, new DateOnly(2025, 10, 1)), (Esa(candidature).State, Esa(candidature).DoneOn!.Value));
    }

    [Fact]
    public async Task Handle_BlankCellsLater_EraseNothing()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.ImportAsync(UkSheet(Ada.Replace("Registered,,,,", "Registered,01/10/2025,,,")));
        var before = await database.ContentAsync();

        var report = await database.ImportAsync(UkSheet(Ada.Replace("\"9, 13\"", "").Replace("0001", "")));

        Assert.Equal(1, report.Files[0].Unchanged);
        Assert.Equal(before, await database.ContentAsync());
    }

    [Fact]
    public async Task Handle_StatusBehind_IsToldAndLeft()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.ImportAsync(UkSheet(Ada.Replace("Registered", "Writing up")));

        var report = await database.ImportAsync(UkSheet(Ada));

        Assert.Equal("Status", Assert.Single(report.Files[0].Problems).Column);
        Assert.Equal(CandidatureState.WritingUp, (await OnlyAsync(database)).State);
    }

    [Fact]
    public async Task Handle_OtherStart_MovesWhatIsPending()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.ImportAsync(UkSheet(Ada));

        await database.ImportAsync(UkSheet(Ada.Replace("01/10/2024", "01/02/2025")));

        Assert.Equal(new DateOnly(2026, 2, 1), Esa(await OnlyAsync(database)).DueOn);
    }

    [Fact]
    public async Task Handle_SameStudentTwiceAndDifferently_KeepsTheFirst()
    {
        await using var database = await TestDatabase.SqliteAsync();

        var report = await database.ImportAsync(UkSheet(Ada, Ada, Ada.Replace("01/10/2024", "02/10/2024")));

        Assert.Equal((1, 1, 1), (report.Files[0].Created, report.Files[0].Unchanged, report.Files[0].Rejected));
        Assert.Contains("Line 2 of uk.csv", Assert.Single(report.Files[0].Problems).Message, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2024, 10, 1), (await OnlyAsync(database)).StartOn);
    }

    [Theory]
    [InlineData("Registered", 1, 1)]
    [InlineData("Withdrawn", 2, 0)]
    public async Task Handle_SecondStudentOnAPlace_OnlyOnceTheFirstHasLeft(string status, int created, int rejected)
    {
        await using var database = await TestDatabase.SqliteAsync();

        var report = await database.ImportAsync(UkSheet(Ada.Replace("Registered", status), Grace));

        Assert.Equal((created, rejected), (report.Files[0].Created, report.Files[0].Rejected));
        Assert.Equal(created, await database.AskAsync(db => db.Candidatures.CountAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handle_PlaceWhoseStudentLeaves_TakesTheNextInEitherOrder(bool leavesFirst)
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.ImportAsync(UkSheet(Ada));
        string[] rows = [Ada.Replace("Registered", "Withdrawn"), Grace];

        var report = await database.ImportAsync(UkSheet(leavesFirst ? rows : [.. rows.Reverse()]));

        Assert.Equal((1, 1, 0), (report.Files[0].Created, report.Files[0].Changed, report.Files[0].Rejected));
    }

    [Fact]
    public async Task Handle_ManyRows_LetsTheDatabaseKnowHowManyThereAre()
    {
        await using var database = await TestDatabase.SqliteAsync();

        await database.ImportAsync(new SheetFile("uk-office.csv", OfficeSheets.Uk), new SheetFile("fr-office.csv", OfficeSheets.Fr));

        var known = await database.AskAsync(db => db.Database.SqlQuery<string>($"SELECT stat AS \"Value\" FROM sqlite_stat1 WHERE tbl = 'Candidatures' LIMIT 1").SingleAsync());
        Assert.StartsWith("57 ", known, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_StudentOfBefore_IsTakenThoughThePlaceIsHeld()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.ImportAsync(UkSheet(Grace));

        var report = await database.ImportAsync(UkSheet(Grace, Ada.Replace("01/10/2024", "01/10/2023").Replace("Registered", "Withdrawn")));

        Assert.Equal((1, 1), (report.Files[0].Created, report.Files[0].Unchanged));
        Assert.Equal(ProjectState.Running, await StateAsync(database));
    }

    [Fact]
    public async Task Handle_InstitutionsWhoseNamesBeginAlike_StayTwo()
    {
        await using var database = await TestDatabase.SqliteAsync();
        const string Long = "Université de technologie et de sciences appliquées de ";

        var report = await database.ImportAsync(FrSheet(
            Luc.Replace("Université de Lille", Long + "Mâcon"),
            Luc.Replace("Université de Lille", Long + "Vesoul").Replace("2024-01", "2024-02").Replace("Luc MOREL", "Léo BRUN").Replace("luc@", "leo@")));

        Assert.Equal(2, report.Files[0].Created);
        Assert.Equal(
            ["UNIVERSITE-DE-TECHNOLOGIE-ET-DE-SCIENC-2", "UNIVERSITE-DE-TECHNOLOGIE-ET-DE-SCIENCES"],
            await database.AskAsync(db => db.Candidatures.Select(c => c.HomeInstitution!.Code).Order().ToListAsync()));
    }

    [Fact]
    public async Task Handle_NameOnlyDoubleThatSomethingElseNeeds_Stays()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.ImportAsync(FrSheet(Luc.Replace("2024-01", "2024-02").Replace("Luc MOREL", "Léo BRUN").Replace("luc@", "leo@")), UkSheet(Ada));
        await database.AskAsync(async db =>
        {
            var candidature = await db.Candidatures.Include(c => c.Supervisors).ThenInclude(s => s.Person).SingleAsync(c => c.Student.Email == "ada@ic.example");
            var partner = candidature.Supervisors.Single(s => s.Person.Email == null);
            candidature.Supervise(partner.Person, SupervisorKind.Advisor, await db.Parties.SingleAsync(p => p.Id == partner.PartyId), candidature.StartOn).End(candidature.StartOn.AddDays(30));
            return await db.SaveChangesAsync();
        });

        var report = await database.ImportAsync(UkSheet(Ada), FrSheet(Luc));

        Assert.All(report.Files, file => Assert.Equal(0, file.Rejected));
        Assert.Equal(
            [(SupervisorKind.Advisor, null), (SupervisorKind.PartnerSupervisor, "kevin@cnrs.example")],
            await database.AskAsync(async db => (await db.SupervisorAssignments.Where(s => s.Candidature.Student.Email == "ada@ic.example" && s.Kind != SupervisorKind.Lead)
                .OrderBy(s => s.Kind).Select(s => new { s.Kind, s.Person.Email }).ToListAsync()).ConvertAll(s => (s.Kind, s.Email))));
    }

    [Fact]
    public async Task Handle_MoreLinesThanAnImportTakes_AreRefusedThoughNoFileIsTooLong()
    {
        await using var database = await TestDatabase.SqliteAsync();
        SheetFile Half(string name) => new(name, OfficeSheets.Utf8(OfficeSheets.UkHeader + new string('\n', (SheetTables.MostLines / 2) + 5), Ada));

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => database.ImportAsync(Half("one.csv"), Half("two.csv")));

        Assert.Equal("ImportTooManyLinesTogether", refused.Code);
        Assert.Equal(0, await database.AskAsync(db => db.SheetImports.CountAsync()));
    }

    [Fact]
    public async Task Handle_CodeOfNoProgramme_IsRejected()
    {
        await using var database = await TestDatabase.SqliteAsync();

        var report = await database.ImportAsync(UkSheet(Ada.Replace("IC-CNRS", "XY-CNRS"), Ada.Replace("IC-CNRS", "MELB-CNRS")));

        Assert.Equal((2, 0), (report.Files[0].Rejected, report.Projects));
    }

    [Theory]
    [InlineData("Kévin CURDEVEY", 1)]
    [InlineData("Kévin CŒURDEVEY", 0)]
    public async Task Handle_PartnerWithADamagedName_IsTheOnlyOneMeant(string inFrench, int problems)
    {
        await using var database = await TestDatabase.SqliteAsync();

        var report = await database.ImportAsync(UkSheet(Ada), FrSheet(Luc.Replace("Kévin CŒURDEVEY", inFrench)));

        Assert.Equal(4, report.People);
        Assert.Equal(problems, report.Files.Sum(file => file.Problems.Count));
    }

    [Fact]
    public async Task Handle_TwoPeopleOfOneNameOnTwoProjects_StayTwo()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var other = Ada.Replace("2024-01", "2024-02").Replace("Lovelace, Ada", "Hopper, Grace").Replace("ada@", "grace@").Replace("0001", "0002");

        await database.ImportAsync(UkSheet(Ada, other));

        Assert.Equal(2, await database.AskAsync(db => db.Users.CountAsync(person => person.Email == null)));
    }

    [Fact]
    public async Task Handle_AddressOfSomebodyElse_IsNotTaken()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var other = Ada.Replace("2024-01", "2024-02").Replace("Lovelace, Ada", "Hopper, Grace").Replace("0001", "0002");

        var report = await database.ImportAsync(UkSheet(Ada, other));

        Assert.Equal((3, "E-mail"), (Assert.Single(report.Files[0].Problems).Line, report.Files[0].Problems[0].Column));
        Assert.Equal(2, await database.AskAsync(db => db.Candidatures.Select(candidature => candidature.StudentId).Distinct().CountAsync()));
    }

    [Theory]
    [InlineData("Superstrings pour two", "Superstrings for two", 0)]
    [InlineData("Quite another title", "Superstrings for two", 1)]
    public async Task Handle_TitleOfTheOtherSide_CountsOnlyIfItIsReallyAnother(string french, string english, int problems)
    {
        await using var database = await TestDatabase.SqliteAsync();

        var report = await database.ImportAsync(FrSheet(Luc.Replace("Strings", french)), UkSheet(Ada.Replace("Strings", english)));

        Assert.Equal(problems, report.Files[0].Problems.Count);
        Assert.Equal(english, await database.AskAsync(db => db.Projects.Select(project => project.Title).SingleAsync()));
    }

    [Fact]
    public async Task Handle_NewSupervisorInTheSheet_FollowsTheOldOne()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.ImportAsync(UkSheet(Ada));

        await database.ImportAsync(UkSheet(Ada.Replace("Dr Kwame Brennan", "Prof Isla Tanaka").Replace("kwame@", "isla@")));

        var leads = await database.AskAsync(db => db.SupervisorAssignments.Where(each => each.Kind == SupervisorKind.Lead).OrderBy(each => each.Id)
            .Select(each => new { each.Person.DisplayName, each.From, each.To }).ToListAsync());
        Assert.Equal([("Dr Kwame Brennan", new DateOnly(2024, 10, 1), new DateOnly(2026, 11, 22)), ("Prof Isla Tanaka", new DateOnly(2026, 11, 23), (DateOnly?)null)], leads.Select(lead => (lead.DisplayName, lead.From, lead.To)));
    }

    [Fact]
    public async Task Handle_OneStudentHasLeft_WindsTheProjectDown()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await database.ImportAsync(UkSheet(Ada), FrSheet(Luc));
        Assert.Equal(ProjectState.Running, await StateAsync(database));

        await database.ImportAsync(FrSheet(Luc.Replace("Inscrit(e)", "Abandon")));

        Assert.Equal(ProjectState.WindingDown, await StateAsync(database));
    }

    [Fact]
    public async Task Handle_CellsThatBeginWithEquals_AreTextAndNothingElse()
    {
        await using var database = await TestDatabase.SqliteAsync();

        await database.ImportAsync(UkSheet(Ada.Replace("Strings", "=HYPERLINK(\"\"x\"\")").Replace("=HYPERLINK(\"\"x\"\")", "\"=HYPERLINK(\"\"x\"\")\"")));

        Assert.Equal("=HYPERLINK(\"x\")", await database.AskAsync(db => db.Projects.Select(project => project.Title).SingleAsync()));
    }

    private static Task<ProjectState> StateAsync(TestDatabase database) => database.AskAsync(db => db.Projects.Select(project => project.State).SingleAsync());

    private static Task<Candidature> OnlyAsync(TestDatabase database) => database.AskAsync(db => db.Candidatures.Include(candidature => candidature.Milestones).SingleAsync());

    private static Milestone Esa(Candidature candidature) => candidature.Milestones.Single(milestone => milestone.RuleCode == "esa");
}
