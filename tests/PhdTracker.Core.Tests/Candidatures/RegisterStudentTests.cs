using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Candidatures;

/// <summary>An office registers a student in the vacant place of its side.</summary>
public sealed class RegisterStudentTests : RecruitingFixture
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Register_SomebodyNew_FillsThePlaceAndInvitesThem(DatabaseProvider provider)
    {
        await RecruitAsync(provider);

        var candidature = await CandidatureAsync(await RegisterAsync());

        Assert.Equal((CandidatureState.Registered, Start, "02-1234"), (candidature.State, candidature.StartOn, candidature.StudentNumber));
        Assert.Equal(ProjectState.Recruiting, candidature.Studentship.Project.State);
        Assert.Equal([60, 40], candidature.Supervisors.OrderBy(s => s.Id).Select(s => s.SharePercent));
        Assert.Contains(candidature.Milestones, m => m.RuleCode == "esa" && m.DueOn == new DateOnly(2028, 10, 1));
        Assert.Equal(("Amina Diallo", "fr", null), (candidature.Student.DisplayName, candidature.Student.Language, candidature.Student.PasswordHash));
        var mail = await Database.AskAsync(db => db.Notifications.SingleAsync(n => n.Kind == "StudentInvited"));
        Assert.Equal((candidature.StudentId, "fr"), (mail.RecipientId!.Value, mail.Language));
        Assert.Equal(["newcomer.fr", "newcomer.uk"], await ToldAsync("SupervisionBegins"));
        Assert.Equal(2, await Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "RegisterStudent")));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Register_GivesARoleThatACaseWaitsFor_AsksInTheSameTransaction(DatabaseProvider provider)
    {
        await RecruitAsync(provider);
        var agreement = await Acts.AsAsync("office.uk", async (services, _) =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var drafted = await db.Agreements.Include(a => a.Project).SingleAsync(a => a.ProjectId == ProjectId);
            await services.GetRequiredService<ProcessRunner>().StartAsync("cotutelle", drafted, null, default);
            await db.SaveChangesAsync();
            return drafted.Id;
        });
        Task<List<int>> AskedAsync() => Database.AskAsync(db => db.TaskAssignees.Where(a => a.Task.Process.AgreementId == agreement && a.Task.AskedOf == "director:partner" && a.State == SeatState.Asked).Select(a => a.PersonId).ToListAsync());
        Assert.Empty(await AskedAsync());

        await RegisterAsync("office.fr", french: true, school: await Database.AskAsync(db => db.Units.Where(u => u.Code == "ED 52").Select(u => u.Id).SingleAsync()));

        Assert.Equal([World.People["school.fr"]], await AskedAsync());
    }

    [Theory]
    [InlineData("nobody@test.example")]
    [InlineData("  NoBody@Test.Example ")]
    public async Task Register_KnownAddress_TakesThatPerson(string email)
    {
        await RecruitAsync();
        var before = await Database.AskAsync(db => db.Users.CountAsync());

        var candidature = await CandidatureAsync(await RegisterAsync(student: new StudentDetails(email, "Another", "Name", null)));

        Assert.Equal((World.People["nobody"], "Mei Zhang"), (candidature.StudentId, candidature.Student.DisplayName));
        Assert.Equal(before, await Database.AskAsync(db => db.Users.CountAsync()));
        Assert.Equal(["nobody"], await ToldAsync("StudentRegistered"));
        Assert.Empty(await ToldAsync("StudentInvited"));
    }

    [Fact]
    public async Task Register_ClosedAccount_IsRefused()
    {
        await RecruitAsync();
        await Acts.AsAsync("admin", async (services, by) =>
        {
            await services.GetRequiredService<CloseAccountHandler>().HandleAsync(new CloseAccount(World.People["nobody"], true), by, default);
            return 0;
        });

        var refused = await RefusedAsync("AccountClosed", () => RegisterAsync(student: new StudentDetails("nobody@test.example", null, null, null)));

        Assert.Equal("Email", refused.Field);
    }

    [Fact]
    public async Task Register_WhoHoldsAPlaceElsewhere_IsRefusedUntilTheyHaveLeftIt()
    {
        await RecruitAsync();
        var known = new StudentDetails("student.uk@test.example", null, null, null);

        var refused = await RefusedAsync("StudentHasPlace", () => RegisterAsync(student: known));
        Assert.Contains("IC-CNRS-2025-01", refused.Arguments);
        await Acts.AsAsync("office.uk", async (services, by) =>
        {
            var version = await services.GetRequiredService<PhdTrackerDb>().Candidatures.Where(c => c.Id == World.UkCandidatureId).Select(c => c.Version).SingleAsync();
            await services.GetRequiredService<LeaveCandidatureHandler>()
                .HandleAsync(new LeaveCandidature(World.UkCandidatureId, version, CandidatureState.Withdrawn, new DateOnly(2026, 12, 1), "Begins anew.", null), by, default);
            return 0;
        });

        Assert.Equal(World.People["student.uk"], (await CandidatureAsync(await RegisterAsync(student: known))).StudentId);
    }

    [Fact]
    public async Task Register_SameStudentOnBothSides_IsRefused()
    {
        await RecruitAsync();
        await RegisterAsync();

        await RefusedAsync("StudentHasPlace", () => RegisterAsync("office.fr", french: true));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Register_SameStudentOnBothSidesAtOnce_TakesOne(DatabaseProvider provider)
    {
        await RecruitAsync(provider);
        var known = new StudentDetails("nobody@test.example", null, null, null);

        var failed = await Task.WhenAll(
            Task.Run(() => Record.ExceptionAsync(() => RegisterAsync(student: known))),
            Task.Run(() => Record.ExceptionAsync(() => RegisterAsync("office.fr", known, french: true))));

        Assert.Single(failed, e => e is null);
        Assert.Equal(1, await Database.AskAsync(db => db.Candidatures.CountAsync(c => c.StudentId == World.People["nobody"])));
    }

    [Fact]
    public async Task Register_PlaceTaken_IsRefused()
    {
        await RecruitAsync();
        await RegisterAsync();

        var refused = await RefusedAsync("PlaceTaken", () => RegisterAsync(student: new StudentDetails("other@test.example", "Other", "Student", "en")));

        Assert.Contains("Amina Diallo", refused.Arguments);
    }

    [Fact]
    public async Task Register_FrenchSide_NeedsALeadWithTheHdr()
    {
        await RecruitAsync();
        var without = Supervisors(french: true).Select(s => s with { HoldsHdr = false }).ToList();

        await RefusedAsync("LeadHdrMissing", () => RegisterAsync("office.fr", supervisors: without, french: true));

        Assert.Equal(CandidatureState.Registered, (await CandidatureAsync(await RegisterAsync("office.fr", french: true))).State);
    }

    [Theory]
    [InlineData(60, 30, "SharesDoNotAddUp")]
    [InlineData(60, 60, "SharesDoNotAddUp")]
    [InlineData(60, null, "ShareMissing")]
    [InlineData(100, 0, "ShareOutOfRange")]
    [InlineData(140, -40, "ShareOutOfRange")]
    public async Task Register_SharesThatAreNotAHundred_AreRefused(int? home, int? partner, string code)
    {
        await RecruitAsync();

        var refused = await RefusedAsync(code, () => RegisterAsync(supervisors: Supervisors(home, partner)));

        Assert.NotNull(refused.Field);
        Assert.False(await Database.AskAsync(db => db.Users.AnyAsync(p => p.Email == "amina.diallo@test.example")));
    }

    [Fact]
    public async Task Register_SupervisorsWhoDoNotFit_AreRefused()
    {
        await RecruitAsync();
        var (lead, partner) = (Supervisors()[0], Supervisors()[1]);

        await RefusedAsync("PartnerSupervisorMissing", () => RegisterAsync(supervisors: [lead with { SharePercent = 100 }]));
        await RefusedAsync("LeadMissing", () => RegisterAsync(supervisors: [partner with { SharePercent = 100 }]));
        await RefusedAsync("SupervisorTwice", () => RegisterAsync(supervisors: [lead, partner with { Email = lead.Email }]));
        await RefusedAsync("SupervisorUnknown", () => RegisterAsync(supervisors: [lead, partner with { Email = "stranger@test.example" }]));
        await RefusedAsync("SupervisorKindMissing", () => RegisterAsync(supervisors: [lead, partner with { Kind = null }]));
        await RefusedAsync("SupervisorIsStudent", () => RegisterAsync(student: new StudentDetails("newcomer.fr@test.example", null, null, null)));
        Assert.Equal("Row_1", (await RefusedAsync("PartnerOfHomeSide", () => RegisterAsync(supervisors: [lead, partner with { PartyId = World.UkPartyId }]))).Field);
    }

    [Theory]
    [InlineData(null, "Amina", "Diallo", "fr", "EmailMissing")]
    [InlineData("not an address", "Amina", "Diallo", "fr", "EmailUnreadable")]
    [InlineData("amina@test.example", " ", "Diallo", "fr", "GivenNameMissing")]
    public async Task Register_NobodyInParticular_IsRefused(string? email, string? given, string? family, string? language, string code)
    {
        await RecruitAsync();

        await RefusedAsync(code, () => RegisterAsync(student: new StudentDetails(email, given, family, language)));
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("newcomer.uk")]
    [InlineData("student.uk")]
    [InlineData("auditor")]
    public async Task Register_ByAnybodyElse_FindsNoPlace(string who)
    {
        await RecruitAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => RegisterAsync(who));
    }
}
