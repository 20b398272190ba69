using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Proposals;

/// <summary>A side's decision is taken back: before publication both sides agree anew, after it what is decided then counts at once.</summary>
public sealed class ProposalReversalTests : ProposalFixture
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Reverse_AcceptedThenRejected_IsRejectedAtOnceAndTheProjectStays(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var id = await PublishedAsync(DecisionKind.Approved, DecisionKind.Approved);
        var project = (await ProposalAsync(id)).ProjectId!.Value;

        await ReverseAsync(id, "office.uk", "decide-home");
        Assert.Equal(ProposalState.Deciding, await StateAsync(id));
        Assert.Equal(["decide-home"], await OpenAsync(id));
        await Applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Rejected, "The money is gone.");

        Assert.Equal(ProposalState.Rejected, await StateAsync(id));
        Assert.Equal(project, (await ProposalAsync(id)).ProjectId);
        Assert.Equal([project], await ProjectsAsync());
        Assert.Equal(2, await MailsAsync("ProposalRejected"));
        await IsOverAsync(id);
    }

    [Fact]
    public async Task Reverse_Accepted_TheProjectIsListedAsFollowing()
    {
        var id = await PublishedAsync(DecisionKind.Approved, DecisionKind.Approved);
        var project = (await ProposalAsync(id)).ProjectId!.Value;

        var decided = await Database.AskAsync(db => db.Tasks.Where(t => t.Process.ProposalId == id && t.ActivityId == "decide-home").Select(t => t.ClosedAt).SingleAsync());
        var (key, started) = (CaseKey.Proposal(id), CaseKey.Project(project));
        Assert.Equal(project, await Database.AskAsync(db => db.AuditEntries.Where(e => e.CaseKey == key && e.ActName == "StartProject" && e.At >= decided).Select(e => e.SubjectId).SingleAsync()));
        Assert.Equal(1, await Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.CaseKey == started && e.ActName == "StartProject")));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Reverse_RejectedThenAccepted_MakesTheProjectAtOnceAndTellsTheOffices(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var id = await PublishedAsync(DecisionKind.Approved, DecisionKind.Rejected);
        Assert.Empty(await ProjectsAsync());

        await ReverseAsync(id, "office.fr", "decide-partner");
        await Applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved);

        Assert.Equal(ProposalState.Accepted, await StateAsync(id));
        Assert.Equal([(await ProposalAsync(id)).ProjectId!.Value], await ProjectsAsync());
        Assert.Equal(["newcomer.fr", "newcomer.uk", "office.fr", "office.uk"], await ToldAsync("ProposalAccepted"));
        await IsOverAsync(id);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Reverse_ReservedThenAccepted_MakesTheProjectAtOnce(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var id = await PublishedAsync(DecisionKind.Reserved, DecisionKind.Approved);
        Assert.Equal(ProposalState.Reserved, await StateAsync(id));

        await ReverseAsync(id, "office.uk", "decide-home");
        await Applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved);

        Assert.Equal(ProposalState.Accepted, await StateAsync(id));
        Assert.Single(await ProjectsAsync());
        await IsOverAsync(id);
    }

    [Fact]
    public async Task Reverse_AcceptedRejectedAndAcceptedAgain_KeepsTheOneProject()
    {
        var id = await PublishedAsync(DecisionKind.Approved, DecisionKind.Approved);
        var project = (await ProposalAsync(id)).ProjectId!.Value;
        await ReverseAsync(id, "office.fr", "decide-partner");
        await Applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Rejected, "The laboratory closes.");

        await ReverseAsync(id, "office.fr", "decide-partner");
        await Applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved);

        Assert.Equal((ProposalState.Accepted, (int?)project), (await StateAsync(id), (await ProposalAsync(id)).ProjectId));
        Assert.Equal([project], await ProjectsAsync());
        Assert.Equal(2, await Database.AskAsync(db => db.Studentships.CountAsync(s => s.ProjectId == project)));
        Assert.Equal(1, await Database.AskAsync(db => db.Agreements.CountAsync(a => a.ProjectId == project)));
        Assert.Equal(8, await MailsAsync("ProposalAccepted"));
        await IsOverAsync(id);
    }

    [Fact]
    public async Task Reverse_BothSides_NothingCountsUntilBothHaveDecidedAgain()
    {
        var id = await PublishedAsync(DecisionKind.Rejected, DecisionKind.Rejected);
        await ReverseAsync(id, "office.uk", "decide-home");
        await ReverseAsync(id, "office.fr", "decide-partner");
        Assert.Equal(["decide-home", "decide-partner"], await OpenAsync(id));

        await Applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved);
        Assert.Equal(ProposalState.Deciding, await StateAsync(id));
        await Applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved);

        Assert.Equal(ProposalState.Accepted, await StateAsync(id));
        await IsOverAsync(id);
    }

    [Fact]
    public async Task Reverse_TheCheckOfEligibility_BothSidesDecideAgainAndItCountsAtOnce()
    {
        var id = await PublishedAsync(DecisionKind.Approved, DecisionKind.Approved);
        await ReverseAsync(id, "office.uk", "eligibility");
        await Applying.AnswerAsync("office.uk", id, "eligibility", DecisionKind.Approved);
        Assert.Equal(["decide-home", "decide-partner"], await OpenAsync(id));

        await Applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved);
        await Applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Reserved, "One place only.");

        Assert.Equal(ProposalState.Reserved, await StateAsync(id));
        await IsOverAsync(id);
    }

    [Fact]
    public async Task Reverse_OneProposal_LeavesTheOthersOfTheCall()
    {
        var id = await Applying.AtDecisionAsync();
        var other = await OtherAtDecisionAsync();
        await DecideAsync(id, DecisionKind.Approved, DecisionKind.Approved);
        await Applying.AnswerAsync("office.fr", other, "decide-home", DecisionKind.Approved);
        await Applying.AnswerAsync("office.uk", other, "decide-partner", DecisionKind.Approved);
        Database.Clock.Set(Applying.Closes);
        await Applying.PublishAsync();

        await ReverseAsync(id, "office.uk", "decide-home");
        await Applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Rejected, "No money.");

        Assert.Equal((ProposalState.Rejected, ProposalState.Accepted), (await StateAsync(id), await StateAsync(other)));
        Assert.Equal(2, (await ProjectsAsync()).Count);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Reverse_BeforePublication_AsksWhoeverHadAgreedAgain(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var id = await Applying.AtDecisionAsync();
        await DecideAsync(id, DecisionKind.Approved, DecisionKind.Approved);
        Database.Clock.Set(Applying.Closes);
        await AgreeAsync("office.uk", World.UkPartyId);

        await ReverseAsync(id, "office.fr", "decide-partner");

        Assert.NotNull(await Database.AskAsync(db => db.PublicationConsents.Select(c => c.EndedAt).SingleAsync()));
        await RefusedAsync("DecisionsMissing", () => AgreeAsync("office.uk", World.UkPartyId));
        await Applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Reserved, "One place only.");
        Assert.Equal(ProposalState.Deciding, await StateAsync(id));
        await Applying.PublishAsync();
        Assert.Equal(ProposalState.Reserved, await StateAsync(id));
    }

    [Fact]
    public async Task Reverse_AfterPublication_TheInvestigatorsReadNothingUntilBothHaveDecidedAgain()
    {
        var id = await PublishedAsync(DecisionKind.Rejected, DecisionKind.Rejected);
        Assert.Equal(2, (await ReadAsync(id, "newcomer.uk")).Decisions.Count);
        await ReverseAsync(id, "office.uk", "decide-home");
        await ReverseAsync(id, "office.fr", "decide-partner");
        await Applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Approved, "The money is there after all.");

        Assert.Empty((await ReadAsync(id, "newcomer.uk")).Decisions);

        await Applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved);
        Assert.Equal([SideDecisionKind.Accept, SideDecisionKind.Accept], (await ReadAsync(id, "newcomer.uk")).Decisions.Select(d => d.Kind));
    }

    private Task<ProposalView> ReadAsync(int id, string who) => Database.InScopeAsync(async services =>
        await services.GetRequiredService<ProposalReader>().ReadAsync(id, await services.GetRequiredService<AccessReader>().ForAsync(World.People[who], default), default));

    private Task<bool> AgreeAsync(string name, int party) => Applying.AsAsync<AgreeToPublishHandler, bool>(name, async (handler, by) =>
    {
        var round = await Database.AskAsync(db => db.Calls.Where(c => c.Id == Applying.CallId).Select(c => c.DecisionsRound).SingleAsync());
        return await handler.HandleAsync(new AgreeToPublish(Applying.CallId, party, round, false), by, default);
    });

    private async Task<int> PublishedAsync(DecisionKind home, DecisionKind partner)
    {
        var id = await Applying.AtDecisionAsync();
        await DecideAsync(id, home, partner);
        Database.Clock.Set(Applying.Closes);
        await Applying.PublishAsync();
        return id;
    }

    private async Task DecideAsync(int id, DecisionKind home, DecisionKind partner)
    {
        await Applying.AnswerAsync("office.uk", id, "decide-home", home);
        await Applying.AnswerAsync("office.fr", id, "decide-partner", partner);
    }

    private async Task<int> OtherAtDecisionAsync()
    {
        var id = await Applying.SentAsync("lead.fr", "lead.uk");
        await Applying.AnswerAsync("lead.uk", id, "confirm", DecisionKind.Approved);
        await Applying.AnswerAsync("unit.fr", id, "unit-home", DecisionKind.Approved);
        await Applying.AnswerAsync("unit.uk", id, "unit-partner", DecisionKind.Approved);
        await Applying.AnswerAsync("office.fr", id, "eligibility", DecisionKind.Approved);
        return id;
    }

    private async Task ReverseAsync(int id, string name, string activity)
    {
        var task = await Database.AskAsync(db => db.Tasks.Where(t => t.Process.ProposalId == id && t.ActivityId == activity && t.State == TaskState.Done).MaxAsync(t => t.Id));
        await Applying.AsAsync<ReverseDecisionHandler, int>(name, async (handler, by) =>
        {
            await handler.HandleAsync(new ReverseDecision(task, "It was decided on a wrong figure."), by, default);
            return 0;
        });
    }

    private Task<List<int>> ProjectsAsync() => Database.AskAsync(db => db.Projects.Where(p => p.CallId == Applying.CallId).Select(p => p.Id).ToListAsync());

    /// <summary>Short names of those who got mails of a kind.</summary>
    private async Task<IEnumerable<string>> ToldAsync(string kind)
    {
        var ids = await Database.AskAsync(db => db.Notifications.Where(n => n.Kind == kind).Select(n => n.RecipientId).ToListAsync());
        return ids.Select(told => World.People.Single(p => p.Value == told).Key).Order(StringComparer.Ordinal);
    }

    /// <summary>Nothing of the route is left over: no question, no place where it waits, no failed step.</summary>
    private async Task IsOverAsync(int id)
    {
        Assert.Empty(await OpenAsync(id));
        Assert.Equal("Finished", await Database.AskAsync(db => db.Processes.Where(p => p.ProposalId == id).Select(p => p.Status).SingleAsync()));
        Assert.Equal((0, 0), await Database.AskAsync(async db => (await db.Bookmarks.CountAsync(), await db.Incidents.CountAsync())));
    }
}
