using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Proposals;
using PhdTracker.Core.Tests.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Calls;

/// <summary>The decisions of a call go out together, once both sides agree, and nothing of them before.</summary>
public sealed class PublishTests : ProposalFixture
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Agree_ADecisionMissing_IsRefusedAndNamesTheSide(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var id = await AtDecisionAsync("newcomer.uk", "newcomer.fr");
        await Applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved);
        Database.Clock.Set(Applying.Closes);

        var refused = await RefusedAsync("DecisionsMissing", () => AgreeAsync("office.uk", World.UkPartyId));

        Assert.Contains("Ice that flows", refused.In(Texts.For("en")), StringComparison.Ordinal);
        Assert.Contains("FR", refused.In(Texts.For("en")), StringComparison.Ordinal);
        Assert.Empty(await ConsentsAsync());
    }

    [Fact]
    public async Task Agree_NotClosedOrNothingSent_IsRefused()
    {
        Database.Clock.Set(Applying.Closes.AddSeconds(-1));
        await RefusedAsync("CallNotClosed", () => AgreeAsync("office.uk", World.UkPartyId));
        Database.Clock.Set(Applying.Closes);
        await RefusedAsync("NothingToPublish", () => AgreeAsync("office.uk", World.UkPartyId));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Agree_BothSides_PublishesAllTogether(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var ids = await ThreeDecidedAsync();
        Database.Clock.Set(Applying.Closes);

        Assert.False(await AgreeAsync("office.uk", World.UkPartyId));
        Assert.All(await StatesAsync(ids), s => Assert.Equal(ProposalState.Deciding, s));
        Assert.Equal(0, await OutcomeMailsAsync());
        await RefusedAsync("SideAgreedAlready", () => AgreeAsync("office.uk", World.UkPartyId));
        Assert.Equal(1, await MailsAsync("PublicationAgreed"));

        Assert.True(await AgreeAsync("office.fr", World.FrPartyId));
        Assert.Equal([ProposalState.Accepted, ProposalState.Rejected, ProposalState.Reserved], await StatesAsync(ids));
        var project = await Database.AskAsync(db => db.Projects.Include(p => p.Studentships).SingleAsync(p => p.CallId == Applying.CallId));
        Assert.Equal(new[] { World.UkPartyId, World.FrPartyId }.Order(), project.Studentships.Select(s => s.PartyId).Order());
        Assert.Equal((2, 2), (await MailsAsync("ProposalRejected"), await MailsAsync("ProposalReserved")));
        await RefusedAsync("DecisionsAlreadyPublished", () => AgreeAsync("office.uk", World.UkPartyId));
        await RefusedAsync("DecisionsAlreadyPublished", () => ChangeAsync("office.uk", ids[0], World.UkPartyId, SideDecisionKind.Reject, "Too late."));
        Assert.Equal(0, await Database.AskAsync(db => db.Incidents.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Agree_BothSidesAtOnce_PublishesOnce(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var id = await DecidedAsync("newcomer.uk", "newcomer.fr", DecisionKind.Approved, DecisionKind.Approved);
        Database.Clock.Set(Applying.Closes);

        var published = await Task.WhenAll(Task.Run(() => AgreeAsync("office.uk", World.UkPartyId)), Task.Run(() => AgreeAsync("office.fr", World.FrPartyId)));

        Assert.Single(published, p => p);
        Assert.Equal(ProposalState.Accepted, await StateAsync(id));
        Assert.Equal([World.UkPartyId, World.FrPartyId], (await ConsentsAsync()).Select(c => c.PartyId).Order());
        Assert.Equal(1, await Database.AskAsync(db => db.Projects.CountAsync(p => p.CallId == Applying.CallId)));
        Assert.Equal((4, 1), (await MailsAsync("ProposalAccepted"), await MailsAsync("DecisionsPublished")));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Agree_OneSideTwiceAtOnce_CountsOnce(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await DecidedAsync("newcomer.uk", "newcomer.fr", DecisionKind.Approved, DecisionKind.Approved);
        Database.Clock.Set(Applying.Closes);

        var failed = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Record.ExceptionAsync(() => AgreeAsync("office.uk", World.UkPartyId)))));

        Assert.Equal("SideAgreedAlready", Assert.IsType<DomainRuleException>(Assert.Single(failed, e => e is not null)).Code);
        Assert.Single(await ConsentsAsync());
        Assert.Equal(1, await MailsAsync("PublicationAgreed"));
    }

    [Theory]
    [InlineData("lead.uk")]
    [InlineData("newcomer.uk")]
    [InlineData("student.uk")]
    public async Task Agree_ByWhoSeesNoProposals_FindsNoCall(string name) => await Assert.ThrowsAsync<NotFoundException>(() => AgreeAsync(name, World.UkPartyId));

    [Fact]
    public async Task Agree_ForAnotherSideOrByWhoOnlyLooks_IsRefused()
    {
        await RefusedAsync("NotAllowed", () => AgreeAsync("office.fr", World.UkPartyId));
        await RefusedAsync("NotAllowed", () => AgreeAsync("auditor", World.UkPartyId));
        await RefusedAsync("NotAllowed", () => AgreeAsync("programme", World.UkPartyId));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Change_AfterAConsent_AsksAgainAndTellsTheOtherOffice(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var id = await DecidedAsync("newcomer.uk", "newcomer.fr", DecisionKind.Approved, DecisionKind.Approved);
        Database.Clock.Set(Applying.Closes);
        await AgreeAsync("office.uk", World.UkPartyId);

        await ChangeAsync("office.fr", id, World.FrPartyId, SideDecisionKind.Reserve, "The laboratory has one place.");

        Assert.All(await ConsentsAsync(), c => Assert.NotNull(c.EndedAt));
        var told = await Database.AskAsync(db => db.Notifications.SingleAsync(n => n.Kind == "SideDecisionChanged"));
        Assert.Equal(World.People["office.uk"], told.RecipientId);
        Assert.Contains("The laboratory has one place.", told.Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StaleVersionException>(() => AgreeAsync("office.fr", World.FrPartyId, round: 0));
        Assert.False(await AgreeAsync("office.fr", World.FrPartyId));
        Assert.True(await AgreeAsync("office.uk", World.UkPartyId));
        Assert.Equal(ProposalState.Reserved, await StateAsync(id));
    }

    [Fact]
    public async Task Change_BadInput_IsRefused()
    {
        var id = await DecidedAsync("newcomer.uk", "newcomer.fr", DecisionKind.Approved, DecisionKind.Approved);

        await RefusedAsync("DecisionReasonsMissing", () => ChangeAsync("office.uk", id, World.UkPartyId, SideDecisionKind.Reject, " "));
        await RefusedAsync("DecisionUnchanged", () => ChangeAsync("office.uk", id, World.UkPartyId, SideDecisionKind.Accept, "Because."));
        await RefusedAsync("NotAllowed", () => ChangeAsync("office.fr", id, World.UkPartyId, SideDecisionKind.Reject, "Not ours to say."));
        await Assert.ThrowsAsync<NotFoundException>(() => ChangeAsync("newcomer.uk", id, World.UkPartyId, SideDecisionKind.Accept, "Please."));
        await Assert.ThrowsAsync<StaleVersionException>(() => ChangeAsync("office.uk", id, World.UkPartyId, SideDecisionKind.Reject, "No money.", seen: 9999));
    }

    [Fact]
    public async Task Agree_MoreAcceptedThanAwards_NeedsTheTick()
    {
        await DecidedAsync("newcomer.uk", "newcomer.fr", DecisionKind.Approved, DecisionKind.Approved);
        await DecidedAsync("lead.fr", "lead.uk", DecisionKind.Approved, DecisionKind.Approved);
        await Database.AskAsync(db => db.Calls.Where(c => c.Id == Applying.CallId).ExecuteUpdateAsync(s => s.SetProperty(c => c.Awards, 1)));
        Database.Clock.Set(Applying.Closes);

        var refused = await RefusedAsync("MoreAcceptedThanAwards", () => AgreeAsync("office.uk", World.UkPartyId));
        Assert.Equal("DespiteAwards", refused.Field);

        Assert.False(await AgreeAsync("office.uk", World.UkPartyId, despiteAwards: true));
        Assert.True(await AgreeAsync("office.fr", World.FrPartyId, despiteAwards: true));
        Assert.Equal(2, await Database.AskAsync(db => db.Projects.CountAsync(p => p.CallId == Applying.CallId)));
    }

    [Fact]
    public async Task Decide_BeforePublication_NothingReachesTheInvestigators()
    {
        var id = await AtDecisionAsync("newcomer.uk", "newcomer.fr");
        int[] investigators = [World.People["newcomer.uk"], World.People["newcomer.fr"]];
        var before = await Database.AskAsync(db => db.Notifications.CountAsync(n => investigators.Contains(n.RecipientId!.Value)));

        await Applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Rejected, "Secret reasons.");
        await Applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved);
        Database.Clock.Set(Applying.Closes);
        await ChangeAsync("office.fr", id, World.FrPartyId, SideDecisionKind.Reserve, "Secret doubts.");
        await AgreeAsync("office.uk", World.UkPartyId);

        Assert.Equal(before, await Database.AskAsync(db => db.Notifications.CountAsync(n => investigators.Contains(n.RecipientId!.Value))));
        await AgreeAsync("office.fr", World.FrPartyId);
        Assert.Equal(before + 2, await Database.AskAsync(db => db.Notifications.CountAsync(n => investigators.Contains(n.RecipientId!.Value))));
    }

    private async Task<int[]> ThreeDecidedAsync() =>
    [
        await DecidedAsync("newcomer.uk", "newcomer.fr", DecisionKind.Approved, DecisionKind.Approved),
        await DecidedAsync("lead.fr", "lead.uk", DecisionKind.Rejected, DecisionKind.Approved),
        await DecidedAsync("other.lead.uk", "other.lead.fr", DecisionKind.Approved, DecisionKind.Reserved),
    ];

    private async Task<int> DecidedAsync(string lead, string partner, DecisionKind home, DecisionKind other)
    {
        var id = await AtDecisionAsync(lead, partner);
        await Applying.AnswerAsync($"office.{SideOf(lead)}", id, "decide-home", home);
        await Applying.AnswerAsync($"office.{SideOf(partner)}", id, "decide-partner", other);
        return id;
    }

    private async Task<int> AtDecisionAsync(string lead, string partner)
    {
        var id = await Applying.SentAsync(lead, partner);
        await Applying.AnswerAsync(partner, id, "confirm", DecisionKind.Approved);
        await Applying.AnswerAsync($"unit.{SideOf(lead)}", id, "unit-home", DecisionKind.Approved);
        await Applying.AnswerAsync($"unit.{SideOf(partner)}", id, "unit-partner", DecisionKind.Approved);
        await Applying.AnswerAsync($"office.{SideOf(lead)}", id, "eligibility", DecisionKind.Approved);
        return id;
    }

    private static string SideOf(string name) => name[^2..];

    private async Task<IReadOnlyList<ProposalState>> StatesAsync(int[] ids) =>
        await Database.AskAsync(db => db.Proposals.Where(p => ids.Contains(p.Id)).OrderBy(p => p.Id).Select(p => p.State).ToListAsync());

    private async Task<int> OutcomeMailsAsync() => await MailsAsync("ProposalAccepted") + await MailsAsync("ProposalRejected") + await MailsAsync("ProposalReserved");

    private Task<List<PublicationConsent>> ConsentsAsync() => Database.AskAsync(db => db.Calls.Where(c => c.Id == Applying.CallId).SelectMany(c => c.Consents).ToListAsync());

    private async Task<bool> AgreeAsync(string name, int party, int? round = null, bool despiteAwards = false)
    {
        var seen = round ?? await Database.AskAsync(db => db.Calls.Where(c => c.Id == Applying.CallId).Select(c => c.DecisionsRound).SingleAsync());
        return await Applying.AsAsync<AgreeToPublishHandler, bool>(name, (handler, by) => handler.HandleAsync(new AgreeToPublish(Applying.CallId, party, seen, despiteAwards), by, default));
    }

    private async Task ChangeAsync(string name, int id, int party, SideDecisionKind kind, string reasons, int? seen = null)
    {
        var latest = seen ?? (await Database.AskAsync(db => db.Proposals.Include(p => p.Decisions).SingleAsync(p => p.Id == id))).DecisionOf(party)!.Id;
        await Applying.AsAsync<ChangeSideDecisionHandler, int>(name, async (handler, by) =>
        {
            await handler.HandleAsync(new ChangeSideDecision(Applying.CallId, id, party, latest, kind, reasons), by, default);
            return id;
        });
    }
}
