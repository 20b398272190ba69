using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Projects;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Candidatures;

/// <summary>From the offer to the first day: nobody begins before their day, nor before the project's agreement is in force.</summary>
public sealed class StartCandidatureTests : RecruitingFixture
{
    private static readonly DateTimeOffset FirstDay = new(2027, 10, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Confirm_Offered_IsRegisteredAndOnlyOnce()
    {
        await RecruitAsync();
        var id = await RegisterAsync(state: CandidatureState.Offered);
        Assert.Equal(CandidatureState.Offered, (await CandidatureAsync(id)).State);
        var seen = (await CandidatureAsync(id)).Version;

        await ConfirmAsync("office.uk", id);

        Assert.Equal(CandidatureState.Registered, (await CandidatureAsync(id)).State);
        await Assert.ThrowsAsync<StaleVersionException>(() => ConfirmAsync("office.uk", id, seen));
        await RefusedAsync("NotOffered", () => ConfirmAsync("office.uk", id));
    }

    [Theory]
    [InlineData("office.fr")]
    [InlineData("newcomer.uk")]
    [InlineData("auditor")]
    public async Task ConfirmAndStart_ByAnybodyElse_AreNotFound(string who)
    {
        await RecruitAsync();
        var id = await RegisterAsync(state: CandidatureState.Offered);

        await Assert.ThrowsAsync<NotFoundException>(() => ConfirmAsync(who, id));
        await Assert.ThrowsAsync<NotFoundException>(() => StartAsync(who, id));
    }

    [Fact]
    public async Task Start_OfferedOnly_IsRefused()
    {
        await RecruitAsync();
        var id = await RegisterAsync(state: CandidatureState.Offered);
        await SignAsync();
        Database.Clock.Set(FirstDay);

        await RefusedAsync("NotRegistered", () => StartAsync("office.uk", id));
    }

    [Fact]
    public async Task Start_AgreementNotInForce_IsRefused()
    {
        await RecruitAsync();
        var id = await RegisterAsync();
        Database.Clock.Set(FirstDay);

        await RefusedAsync("StartNeedsAgreement", () => StartAsync("office.uk", id));

        Assert.Equal(CandidatureState.Registered, (await CandidatureAsync(id)).State);
    }

    [Fact]
    public async Task Start_SignedButBeforeTheAgreementsFirstDay_IsRefused()
    {
        await RecruitAsync();
        var id = await RegisterAsync(startOn: new DateOnly(2027, 9, 1));
        await SignAsync();
        Database.Clock.Set(new DateTimeOffset(2027, 9, 30, 9, 0, 0, TimeSpan.Zero));

        await RefusedAsync("StartNeedsAgreement", () => StartAsync("office.uk", id));
    }

    [Fact]
    public async Task Start_BeforeTheDay_IsRefused()
    {
        await RecruitAsync();
        var id = await RegisterAsync(startOn: new DateOnly(2027, 10, 2));
        await SignAsync();
        Database.Clock.Set(FirstDay);

        await RefusedAsync("StartsLater", () => StartAsync("office.uk", id));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Start_OnTheDay_RunsTheProjectAndTellsOnce(DatabaseProvider provider)
    {
        await RecruitAsync(provider);
        var id = await RegisterAsync();
        await SignAsync();
        Database.Clock.Set(FirstDay);
        var seen = (await CandidatureAsync(id)).Version;

        await StartAsync("office.uk", id);

        var started = await CandidatureAsync(id);
        Assert.Equal((CandidatureState.Active, ProjectState.Running), (started.State, started.Studentship.Project.State));
        Assert.Equal(["newcomer.fr", "newcomer.uk", "somebody new"], await ToldAsync("CandidatureStarted"));
        await Assert.ThrowsAsync<StaleVersionException>(() => StartAsync("office.uk", id, seen));
        await RefusedAsync("NotRegistered", () => StartAsync("office.uk", id));
        Assert.Equal(3, await MailsAsync("CandidatureStarted"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task StartDue_OnceEverythingIsThere_StartsEachOnce(DatabaseProvider provider)
    {
        await RecruitAsync(provider);
        var (uk, fr) = (await RegisterAsync(), await RegisterAsync("office.fr", new StudentDetails("nobody@test.example", null, null, null), startOn: new DateOnly(2027, 11, 1), french: true));
        Database.Clock.Set(FirstDay);
        Assert.Equal(0, await StartDueAsync());
        await SignAsync();

        Assert.Equal((1, 0), (await StartDueAsync(), await StartDueAsync()));

        Assert.Equal((CandidatureState.Active, CandidatureState.Registered), ((await CandidatureAsync(uk)).State, (await CandidatureAsync(fr)).State));
        Assert.Null(await Database.AskAsync(db => db.AuditEntries.Where(e => e.ActName == "StartCandidature").Select(e => e.ById).SingleAsync()));
        Database.Clock.Set(FirstDay.AddDays(31));
        Assert.Equal((1, 0), (await StartDueAsync(), await StartDueAsync()));
        Assert.Equal(CandidatureState.Active, (await CandidatureAsync(fr)).State);
    }

    [Fact]
    public async Task StartDue_OfferedOnly_IsLeftToTheOffice()
    {
        await RecruitAsync();
        await RegisterAsync(state: CandidatureState.Offered);
        await SignAsync();
        Database.Clock.Set(FirstDay);

        Assert.Equal(0, await StartDueAsync());
    }

    private Task<int> StartDueAsync() => Database.InScopeAsync(services => services.GetRequiredService<StartDueCandidatures>().StartAsync(default));

    private Task<int> ConfirmAsync(string who, int id, int? version = null) => Acts.AsAsync(who, async (services, by) =>
    {
        await services.GetRequiredService<ConfirmRegistrationHandler>().HandleAsync(new ConfirmRegistration(id, version ?? await VersionAsync(services, id)), by, default);
        return id;
    });

    private Task<int> StartAsync(string who, int id, int? version = null) => Acts.AsAsync(who, async (services, by) =>
    {
        await services.GetRequiredService<StartCandidatureHandler>().HandleAsync(new StartCandidature(id, version ?? await VersionAsync(services, id)), by, default);
        return id;
    });

    private static Task<int> VersionAsync(IServiceProvider services, int id) =>
        services.GetRequiredService<PhdTrackerDb>().Candidatures.Where(c => c.Id == id).Select(c => c.Version).SingleAsync();
}
