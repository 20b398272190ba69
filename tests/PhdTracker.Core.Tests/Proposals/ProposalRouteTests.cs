using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Proposals;

/// <summary>The route of a proposal, branch by branch, by the app's own commands.</summary>
public sealed class ProposalRouteTests : ProposalFixture
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Route_BothAccept_CreatesTheProjectWithTwoStudentships(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var id = await Applying.AtDecisionAsync();
        await Applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved, "");
        await Applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved, "");
        Assert.Equal(ProposalState.Deciding, await StateAsync(id));
        Database.Clock.Set(Applying.Closes);
        await Applying.PublishAsync();

        Assert.Equal(ProposalState.Accepted, await StateAsync(id));
        var project = await Database.AskAsync(db => db.Projects.Include(p => p.Themes).Include(p => p.Studentships).SingleAsync(p => p.CallId == Applying.CallId));
        Assert.Equal(("IC-CNRS-2027-01", "Ice that flows", World.UkPartyId), (project.Code, project.Title, project.LeadPartyId));
        Assert.Equal([4, 13], project.Goals);
        Assert.Single(project.Themes);
        Assert.Equal(
            [(World.People["newcomer.uk"], Applying.PhysicsId), (World.People["newcomer.fr"], Applying.LaboratoryId)],
            project.Studentships.OrderBy(s => s.PartyId).Select(s => (s.InvestigatorId!.Value, s.UnitId!.Value)));
        Assert.Equal(project.Id, (await ProposalAsync(id)).ProjectId);
        Assert.Equal(4, await MailsAsync("ProposalAccepted"));
        Assert.Equal("Finished", await Database.AskAsync(db => db.Processes.Where(p => p.ProposalId == id).Select(p => p.Status).SingleAsync()));
        Assert.Equal(0, await Database.AskAsync(db => db.Incidents.CountAsync()));
        Assert.Equal(1, await Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.CaseKey == $"project:{project.Id}" && e.ActName == "StartProject")));
    }

    [Theory]
    [InlineData(DecisionKind.Approved, DecisionKind.Reserved, ProposalState.Reserved, "ProposalReserved")]
    [InlineData(DecisionKind.Reserved, DecisionKind.Reserved, ProposalState.Reserved, "ProposalReserved")]
    [InlineData(DecisionKind.Approved, DecisionKind.Rejected, ProposalState.Rejected, "ProposalRejected")]
    [InlineData(DecisionKind.Rejected, DecisionKind.Reserved, ProposalState.Rejected, "ProposalRejected")]
    public async Task Route_NotBothAccept_CreatesNoProject(DecisionKind home, DecisionKind partner, ProposalState state, string mail)
    {
        var id = await Applying.AtDecisionAsync();
        await Applying.AnswerAsync("office.fr", id, "decide-partner", partner);
        await Applying.AnswerAsync("office.uk", id, "decide-home", home);
        Database.Clock.Set(Applying.Closes);
        await Applying.PublishAsync();

        Assert.Equal(state, await StateAsync(id));
        Assert.Equal(2, await MailsAsync(mail));
        Assert.False(await Database.AskAsync(db => db.Projects.AnyAsync(p => p.CallId == Applying.CallId)));
    }

    [Fact]
    public async Task Route_TwoAcceptedTogether_HaveCodesOfTheirOwn()
    {
        foreach (var id in new[] { await Applying.AtDecisionAsync(), await SecondAtDecisionAsync() })
        {
            await Applying.AnswerAsync("office.fr", id, await IsHomeAsync(id, World.FrPartyId) ? "decide-home" : "decide-partner", DecisionKind.Approved);
            await Applying.AnswerAsync("office.uk", id, await IsHomeAsync(id, World.UkPartyId) ? "decide-home" : "decide-partner", DecisionKind.Approved);
        }
        Database.Clock.Set(Applying.Closes);
        await Applying.PublishAsync();

        Assert.Equal(["IC-CNRS-2027-01", "IC-CNRS-2027-02"], await Database.AskAsync(db => db.Projects.Where(p => p.CallId == Applying.CallId).OrderBy(p => p.Code).Select(p => p.Code).ToListAsync()));
        Assert.Equal(World.FrPartyId, await Database.AskAsync(db => db.Projects.Where(p => p.Code == "IC-CNRS-2027-02").Select(p => p.LeadPartyId).SingleAsync()));
    }

    [Fact]
    public async Task Project_AskedForTwice_IsMadeOnce()
    {
        var id = await Applying.AtDecisionAsync();
        for (var time = 0; time < 2; time++)
        {
            await Database.InScopeAsync(async services =>
            {
                var db = (PhdTrackerDb)services.GetService(typeof(PhdTrackerDb))!;
                var projects = (AcceptedProjects)services.GetService(typeof(AcceptedProjects))!;
                await projects.OfAsync(await db.Proposals.Include(p => p.LeadParty).SingleAsync(p => p.Id == id), null, default);
                await db.SaveChangesAsync();
            });
        }

        Assert.Equal(1, await Database.AskAsync(db => db.Projects.CountAsync(p => p.CallId == Applying.CallId)));
    }

    [Fact]
    public async Task Confirm_Returned_ComesBackToTheLeadAndIsConfirmedAnew()
    {
        var id = await Applying.SentAsync();
        await Applying.AnswerAsync("newcomer.fr", id, "confirm", DecisionKind.Returned, "The costs are too low.");
        Assert.Equal(ProposalState.Returned, await StateAsync(id));
        Assert.Equal(["revise-for-partner"], await OpenAsync(id));

        await Applying.WriteAsync("newcomer.fr", id, (ProposalPart.PartnerStipend, "90000"));
        await Applying.SendAsync("newcomer.uk", id);

        Assert.Equal(ProposalState.Confirming, await StateAsync(id));
        Assert.Equal(["confirm"], await OpenAsync(id));
        Assert.Equal(1, await Database.AskAsync(db => db.Processes.CountAsync(p => p.ProposalId == id)));
    }

    [Fact]
    public async Task Confirm_Rejected_IsADraftAgainAndFreesThePartner()
    {
        var id = await Applying.SentAsync();
        await Applying.AnswerAsync("newcomer.fr", id, "confirm", DecisionKind.Rejected, "No time.");

        var proposal = await ProposalAsync(id);
        Assert.Equal((ProposalState.Draft, (DateTime?)null), (proposal.State, proposal.FirstSentAt));
        Assert.Null(proposal.Partner.InvestigatorId);
        Assert.Equal([World.People["newcomer.uk"]], proposal.Applicants.Select(a => a.PersonId));
        Assert.Equal("Ice that flows", proposal.Text(ProposalPart.TitleEn));
        Assert.Equal(1, await MailsAsync("PartnerDeclined"));

        await Applying.AsAsync<InvitePartnerHandler, int>("newcomer.uk", async (handler, by) =>
        {
            await handler.HandleAsync(new InvitePartner(id, Applying.Named("lead.fr")), by, default);
            return 0;
        });
        await Applying.JoinAsync("lead.fr", await Applying.TokenAsync());
        await Applying.SendAsync("newcomer.uk", id);
        Assert.Equal(["confirm"], await OpenAsync(id));
    }

    [Fact]
    public async Task Endorse_OneReturnsWhileTheOtherHasNotAnswered_TheOtherIsAskedAnewAfterwards()
    {
        var id = await Applying.SentAsync();
        await Applying.AnswerAsync("newcomer.fr", id, "confirm", DecisionKind.Approved);
        Assert.Equal(["unit-home", "unit-partner"], await OpenAsync(id));
        await Applying.AnswerAsync("unit.uk", id, "unit-home", DecisionKind.Returned, "No office space.");
        Assert.Equal(["revise-for-unit-home", "unit-partner"], await OpenAsync(id));

        // The other head may answer meanwhile; that lets nothing past the one who returned it.
        await Applying.AnswerAsync("unit.fr", id, "unit-partner", DecisionKind.Approved);
        Assert.Equal(["revise-for-unit-home"], await OpenAsync(id));
        Assert.Equal(ProposalState.Returned, await StateAsync(id));

        await Applying.SendAsync("newcomer.uk", id);
        await Applying.AnswerAsync("newcomer.fr", id, "confirm", DecisionKind.Approved);
        Assert.Equal(["unit-home", "unit-partner"], await OpenAsync(id));
    }

    [Fact]
    public async Task Endorse_BothReturn_OneSendingAnswersBoth()
    {
        var id = await Applying.SentAsync();
        await Applying.AnswerAsync("newcomer.fr", id, "confirm", DecisionKind.Approved);
        await Applying.AnswerAsync("unit.uk", id, "unit-home", DecisionKind.Returned);
        await Applying.AnswerAsync("unit.fr", id, "unit-partner", DecisionKind.Returned);
        Assert.Equal(["revise-for-unit-home", "revise-for-unit-partner"], await OpenAsync(id));

        await Applying.SendAsync("newcomer.uk", id);

        Assert.Equal(["confirm"], await OpenAsync(id));
        Assert.Equal(ProposalState.Confirming, await StateAsync(id));
    }

    [Fact]
    public async Task Check_ReturnedAfterTheCallHasClosed_MayBeSentAgain()
    {
        var id = await Applying.SentAsync();
        await Applying.AnswerAsync("newcomer.fr", id, "confirm", DecisionKind.Approved);
        await Applying.AnswerAsync("unit.uk", id, "unit-home", DecisionKind.Approved);
        await Applying.AnswerAsync("unit.fr", id, "unit-partner", DecisionKind.Approved);
        Database.Clock.Set(Applying.Closes.AddDays(3));
        await Applying.AnswerAsync("office.uk", id, "eligibility", DecisionKind.Returned, "Say who pays the stay.");
        await Applying.WriteAsync("newcomer.uk", id, (ProposalPart.Mobility, "The department pays."));

        await Applying.SendAsync("newcomer.uk", id);

        Assert.Equal(["confirm"], await OpenAsync(id));
        Assert.Equal(2, (await ProposalAsync(id)).TimesSent);
    }

    [Fact]
    public async Task Check_Rejected_IsIneligibleAndBothAreTold()
    {
        var id = await Applying.SentAsync();
        await Applying.AnswerAsync("newcomer.fr", id, "confirm", DecisionKind.Approved);
        await Applying.AnswerAsync("unit.uk", id, "unit-home", DecisionKind.Approved);
        await Applying.AnswerAsync("unit.fr", id, "unit-partner", DecisionKind.Approved);
        await Applying.AnswerAsync("office.uk", id, "eligibility", DecisionKind.Rejected, "No HDR.");

        Assert.Equal(ProposalState.Ineligible, await StateAsync(id));
        Assert.Equal(2, await MailsAsync("ProposalIneligible"));
        Assert.Empty(await OpenAsync(id));
    }

    [Fact]
    public async Task Decide_OfficeOfTheOtherSide_IsNotAsked()
    {
        var id = await Applying.AtDecisionAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => Applying.AnswerAsync("office.fr", id, "decide-home", DecisionKind.Approved));
        await RefusedAsync("ReasonsMissing", () => Applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Reserved, " "));
    }

    [Fact]
    public async Task Route_FrenchLead_AsksTheFrenchSideAsHome()
    {
        var id = await Applying.SentAsync("newcomer.fr", "newcomer.uk");
        await Applying.AnswerAsync("newcomer.uk", id, "confirm", DecisionKind.Approved);
        await Applying.AnswerAsync("unit.fr", id, "unit-home", DecisionKind.Approved);
        await Applying.AnswerAsync("unit.uk", id, "unit-partner", DecisionKind.Approved);
        await Applying.AnswerAsync("office.fr", id, "eligibility", DecisionKind.Approved);

        Assert.Equal(["decide-home", "decide-partner"], await OpenAsync(id));
    }

    private async Task<int> SecondAtDecisionAsync()
    {
        var id = await Applying.SentAsync("lead.fr", "lead.uk");
        await Applying.AnswerAsync("lead.uk", id, "confirm", DecisionKind.Approved);
        await Applying.AnswerAsync("unit.fr", id, "unit-home", DecisionKind.Approved);
        await Applying.AnswerAsync("unit.uk", id, "unit-partner", DecisionKind.Approved);
        await Applying.AnswerAsync("office.fr", id, "eligibility", DecisionKind.Approved);
        return id;
    }

    private async Task<bool> IsHomeAsync(int id, int partyId) => (await ProposalAsync(id)).LeadPartyId == partyId;
}
