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

public sealed class NextStepTests
{
    [Fact]
    public async Task Of_AProposalOnItsWay_TellsTheOneWhoseStepItIs()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var applying = await Applying.ToAsync(database, world);
        var acts = new Acts(database, world);

        var id = await applying.StartAsync();
        Assert.Equal(NextStepKind.AnswerInvitation, (await OfAsync(acts, "newcomer.fr"))!.Value.Kind);
        Assert.Null(await OfAsync(acts, "newcomer.uk"));
        Assert.Null(await OfAsync(acts, "office.uk"));

        await applying.JoinAsync("newcomer.fr", (await OfAsync(acts, "newcomer.fr"))!.Value.Path.Split('/')[^1]);
        Assert.Null(await OfAsync(acts, "newcomer.fr"));
        Assert.Equal((NextStepKind.SendProposal, $"/proposals/{id}/edit"), await OfAsync(acts, "newcomer.uk"));

        await applying.FillAsync("newcomer.uk", id);
        await applying.SendAsync("newcomer.uk", id);
        Assert.Null(await OfAsync(acts, "newcomer.uk"));
    }

    [Fact]
    public async Task Accept_ByNumber_OnlyForThePersonItWasSentTo()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var applying = await Applying.ToAsync(database, world);
        await applying.StartAsync();
        var number = (await OfAsync(new Acts(database, world), "newcomer.fr"))!.Value.Path.Split('/')[^1];

        await Assert.ThrowsAsync<NotFoundException>(() => applying.JoinAsync("lead.fr", number));
        await Assert.ThrowsAsync<NotFoundException>(() => applying.AsAsync<AcceptInvitationHandler, int>("newcomer.uk", async (handler, _) =>
            (await handler.HandleAsync(new AcceptInvitation(number, applying.LaboratoryId, new NewAccount(null, "A", "B", "en", World.Password)), null, default)).ProposalId));
    }

    [Fact]
    public async Task Of_ACallWithEveryDecision_TellsTheOfficesOnceItIsClosed()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var applying = await Applying.ToAsync(database, world);
        var acts = new Acts(database, world);
        var id = await applying.AtDecisionAsync();
        await applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved);
        database.Clock.Set(new DateTimeOffset(Applying.Closes, TimeSpan.Zero));
        Assert.Null(await OfAsync(acts, "office.uk"));

        await applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved);
        database.Clock.Set(new DateTimeOffset(Applying.Closes.AddSeconds(-1), TimeSpan.Zero));
        Assert.Null(await OfAsync(acts, "office.uk"));
        database.Clock.Set(new DateTimeOffset(Applying.Closes, TimeSpan.Zero));
        var publish = (NextStepKind.PublishDecisions, $"/calls/{applying.CallId}/decisions");
        Assert.Equal(publish, await OfAsync(acts, "office.uk"));
        Assert.Equal(publish, await OfAsync(acts, "office.fr"));
        Assert.Null(await OfAsync(acts, "lead.uk"));
    }

    [Fact]
    public async Task Of_AProjectThatWasAccepted_LeadsFromTheAgreementToTheStart()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var world = await World.CreateAsync(database);
        var applying = await Applying.ToAsync(database, world);
        var acts = new Acts(database, world);
        var id = await applying.AtDecisionAsync();
        await applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved);
        await applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved);
        database.Clock.Set(new DateTimeOffset(Applying.Closes, TimeSpan.Zero));
        await applying.PublishAsync();

        // The agreement is drafted, and either office can begin its round.
        var step = await OfAsync(acts, "office.uk");
        Assert.Equal(NextStepKind.SendAgreement, step!.Value.Kind);
        Assert.Equal(step, await OfAsync(acts, "office.fr"));
        var agreement = int.Parse(step.Value.Path.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var agreeing = new Agreeing(acts, world);
        await agreeing.SendAsync(agreement);
        Assert.Null(await OfAsync(acts, "office.uk"));
        await agreeing.ReviewAsync(agreement, "legal.uk");
        await agreeing.ReviewAsync(agreement, "legal.fr");
        foreach (var signer in new[] { "newcomer.uk", "newcomer.fr", "signatory.uk", "signatory.fr" })
            await agreeing.SignAsync(agreement, signer);

        // Now each office registers the student of its own place, and says on the first day that they began.
        Assert.Equal(NextStepKind.RegisterStudent, (await OfAsync(acts, "office.uk"))!.Value.Kind);
        Assert.Equal(NextStepKind.RegisterStudent, (await OfAsync(acts, "office.fr"))!.Value.Kind);
        Assert.NotEqual((await OfAsync(acts, "office.uk"))!.Value.Path, (await OfAsync(acts, "office.fr"))!.Value.Path);
        var startsOn = await acts.AsAsync("office.uk", (services, _) => services.GetRequiredService<PhdTrackerDb>().Agreements.Where(a => a.Id == agreement).Select(a => a.StartsOn!.Value).SingleAsync());
        var candidature = await RegisterAsync(acts, world, (await OfAsync(acts, "office.uk"))!.Value.Path, startsOn);
        Assert.Null(await OfAsync(acts, "office.uk"));
        Assert.Equal(MilestoneState.Passed, await acts.AsAsync("office.uk", (services, _) => services.GetRequiredService<PhdTrackerDb>().Milestones
            .Where(m => m.CandidatureId == candidature && m.RuleCode == "agreement-in-force").Select(m => m.State).SingleAsync()));
        database.Clock.Set(new DateTimeOffset(startsOn.ToDateTime(new TimeOnly(8, 0)), TimeSpan.Zero));
        Assert.Equal((NextStepKind.BeginCandidature, $"/candidatures/{candidature}/begin"), await OfAsync(acts, "office.uk"));
    }

    private static Task<int> RegisterAsync(Acts acts, World world, string path, DateOnly startsOn) => acts.AsAsync("office.uk", async (services, by) =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        var home = await db.Programmes.SelectMany(p => p.Parties).Where(p => p.Id == world.UkPartyId).Select(p => p.InstitutionId).SingleAsync();
        var unit = await db.Units.Where(u => u.Name == "Physics").Select(u => u.Id).SingleAsync();
        var facts = new RegistrationFacts(home, null, unit, null, startsOn, 1, null, null, null);
        return (await services.GetRequiredService<RegisterStudentHandler>().HandleAsync(new RegisterStudent(
            int.Parse(path.Split('/')[^2], System.Globalization.CultureInfo.InvariantCulture), CandidatureState.Registered, new StudentDetails("nobody@test.example", null, null, null), facts,
            [new SupervisorRow("newcomer.uk@test.example", SupervisorKind.Lead, world.UkPartyId, 60, false), new SupervisorRow("newcomer.fr@test.example", SupervisorKind.PartnerSupervisor, world.FrPartyId, 40, true)]), by, default)).Id;
    });

    /// <summary>The one next step of a person; null if they have none.</summary>
    private static Task<(NextStepKind Kind, string Path)?> OfAsync(Acts acts, string name) => acts.AsAsync(name, async (services, person) =>
    {
        var steps = await services.GetRequiredService<NextStepReader>().OfAsync(await services.GetRequiredService<AccessReader>().ForAsync(person.Id, default), default);
        return steps.Count == 0 ? ((NextStepKind, string)?)null : (Assert.Single(steps).Kind, steps[0].Path);
    });
}
