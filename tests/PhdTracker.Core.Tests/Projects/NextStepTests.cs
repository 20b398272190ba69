using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones;
using PhdTracker.Core.NextSteps;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Proposals;
using PhdTracker.Core.Supervision;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Projects;

public sealed class NextStepTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private World _world = null!;
    private Applying _applying = null!;
    private Acts _acts = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.SqliteAsync();
        _world = await World.CreateAsync(_database);
        _applying = await Applying.ToAsync(_database, _world);
        _acts = new Acts(_database, _world);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Of_AProposalOnItsWay_TellsTheOneWhoseStepItIs()
    {

        var id = await _applying.StartAsync();
        Assert.Equal(NextStepKind.AnswerInvitation, (await OfAsync("newcomer.fr"))!.Value.Kind);
        Assert.Null(await OfAsync("newcomer.uk"));
        Assert.Null(await OfAsync("office.uk"));

        await _applying.JoinAsync("newcomer.fr", (await OfAsync("newcomer.fr"))!.Value.Path.Split('/')[^1]);
        Assert.Null(await OfAsync("newcomer.fr"));
        Assert.Equal((NextStepKind.SendProposal, $"/proposals/{id}/edit"), await OfAsync("newcomer.uk"));

        await _applying.FillAsync("newcomer.uk", id);
        await _applying.SendAsync("newcomer.uk", id);
        Assert.Null(await OfAsync("newcomer.uk"));
    }

    [Fact]
    public async Task Accept_ByNumber_OnlyForThePersonItWasSentTo()
    {
        await _applying.StartAsync();
        var number = (await OfAsync("newcomer.fr"))!.Value.Path.Split('/')[^1];

        await Assert.ThrowsAsync<NotFoundException>(() => _applying.JoinAsync("lead.fr", number));
        await Assert.ThrowsAsync<NotFoundException>(() => _applying.AsAsync<AcceptInvitationHandler, int>("newcomer.uk", async (handler, _) =>
            (await handler.HandleAsync(new AcceptInvitation(number, _applying.LaboratoryId, new NewAccount(null, "A", "B", "en", World.Password)), null, default)).ProposalId));
    }

    [Fact]
    public async Task Of_ACallWithEveryDecision_TellsTheOfficesOnceItIsClosed()
    {
        var id = await _applying.AtDecisionAsync();
        await _applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved);
        _database.Clock.Set(new DateTimeOffset(Applying.Closes, TimeSpan.Zero));
        Assert.Null(await OfAsync("office.uk"));

        await _applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved);
        _database.Clock.Set(new DateTimeOffset(Applying.Closes.AddSeconds(-1), TimeSpan.Zero));
        Assert.Null(await OfAsync("office.uk"));
        _database.Clock.Set(new DateTimeOffset(Applying.Closes, TimeSpan.Zero));
        var publish = (NextStepKind.PublishDecisions, $"/calls/{_applying.CallId}/decisions");
        Assert.Equal(publish, await OfAsync("office.uk"));
        Assert.Equal(publish, await OfAsync("office.fr"));
        Assert.Null(await OfAsync("lead.uk"));
    }

    [Fact]
    public async Task Of_AProjectThatWasAccepted_LeadsFromTheAgreementToTheStart()
    {
        var id = await _applying.AtDecisionAsync();
        await _applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved);
        await _applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved);
        _database.Clock.Set(new DateTimeOffset(Applying.Closes, TimeSpan.Zero));
        await _applying.PublishAsync();

        // The agreement is drafted, and either office can begin its round.
        var step = await OfAsync("office.uk");
        Assert.Equal(NextStepKind.SendAgreement, step!.Value.Kind);
        Assert.Equal(step, await OfAsync("office.fr"));
        var agreement = int.Parse(step.Value.Path.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var agreeing = new Agreeing(_acts, _world);
        await agreeing.SendAsync(agreement);
        Assert.Null(await OfAsync("office.uk"));
        await agreeing.ReviewAsync(agreement, "legal.uk");
        await agreeing.ReviewAsync(agreement, "legal.fr");
        foreach (var signer in new[] { "newcomer.uk", "newcomer.fr", "signatory.uk", "signatory.fr" })
            await agreeing.SignAsync(agreement, signer);

        // Now each office registers the student of its own place, and says on the first day that they began.
        Assert.Equal(NextStepKind.RegisterStudent, (await OfAsync("office.uk"))!.Value.Kind);
        Assert.Equal(NextStepKind.RegisterStudent, (await OfAsync("office.fr"))!.Value.Kind);
        Assert.NotEqual((await OfAsync("office.uk"))!.Value.Path, (await OfAsync("office.fr"))!.Value.Path);
        var startsOn = await _acts.AsAsync("office.uk", (services, _) => services.GetRequiredService<PhdTrackerDb>().Agreements.Where(a => a.Id == agreement).Select(a => a.StartsOn!.Value).SingleAsync());
        var candidature = await RegisterAsync((await OfAsync("office.uk"))!.Value.Path, startsOn);
        Assert.Null(await OfAsync("office.uk"));
        Assert.Equal(MilestoneState.Passed, await _acts.AsAsync("office.uk", (services, _) => services.GetRequiredService<PhdTrackerDb>().Milestones
            .Where(m => m.CandidatureId == candidature && m.RuleCode == "agreement-in-force").Select(m => m.State).SingleAsync()));
        _database.Clock.Set(new DateTimeOffset(startsOn.ToDateTime(new TimeOnly(8, 0)), TimeSpan.Zero));
        Assert.Equal((NextStepKind.BeginCandidature, $"/candidatures/{candidature}/begin"), await OfAsync("office.uk"));
    }

    private Task<int> RegisterAsync(string path, DateOnly startsOn) => _acts.AsAsync("office.uk", async (services, by) =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var home = await db.Programmes.SelectMany(p => p.Parties).Where(p => p.Id == _world.UkPartyId).Select(p => p.InstitutionId).SingleAsync();
        var unit = await db.Units.Where(u => u.Name == "Physics").Select(u => u.Id).SingleAsync();
        var facts = new RegistrationFacts(home, null, unit, null, startsOn, 1, null, null, null);
        return (await services.GetRequiredService<RegisterStudentHandler>().HandleAsync(new RegisterStudent(
            int.Parse(path.Split('/')[^2], System.Globalization.CultureInfo.InvariantCulture), CandidatureState.Registered, new StudentDetails("nobody@test.example", null, null, null), facts,
            [new SupervisorRow("newcomer.uk@test.example", SupervisorKind.Lead, _world.UkPartyId, 60, false), new SupervisorRow("newcomer.fr@test.example", SupervisorKind.PartnerSupervisor, _world.FrPartyId, 40, true)]), by, default)).Id;
    });

    /// <summary>The one next step of a person; null if they have none.</summary>
    private Task<(NextStepKind Kind, string Path)?> OfAsync(string name) => _acts.AsAsync(name, async (services, person) =>
    {
        var steps = await services.GetRequiredService<NextStepReader>().OfAsync(await services.GetRequiredService<AccessReader>().ForAsync(person.Id, default), default);
        return steps.Count == 0 ? ((NextStepKind, string)?)null : (Assert.Single(steps).Kind, steps[0].Path);
    });
}
