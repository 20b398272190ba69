using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Core.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Proposals;

/// <summary>What a call, a partner and a draft refuse.</summary>
public sealed class ProposalRuleTests : ProposalFixture
{
    [Fact]
    public async Task Start_CallClosedASecondAgo_IsRefused()
    {
        Database.Clock.Set(Applying.Closes.AddSeconds(-1));
        await Applying.StartAsync("lead.uk", "lead.fr");
        Database.Clock.Set(Applying.Closes);

        await RefusedAsync("CallClosed", () => Applying.StartAsync());
    }

    [Fact]
    public async Task Send_CallClosedASecondAgo_IsRefusedAndTheDraftKept()
    {
        var id = await ReadyAsync();
        Database.Clock.Set(Applying.Closes.AddSeconds(1));

        await RefusedAsync("CallClosed", () => Applying.SendAsync("newcomer.uk", id));

        Assert.Equal(ProposalState.Draft, await StateAsync(id));
        Assert.Equal("Ice that flows", (await ProposalAsync(id)).Text(ProposalPart.TitleEn));
        Assert.False(await Database.AskAsync(db => db.Processes.AnyAsync(p => p.ProposalId == id)));
    }

    [Fact]
    public async Task Send_InTheLastSecond_IsTaken()
    {
        var id = await ReadyAsync();
        Database.Clock.Set(Applying.Closes.AddSeconds(-1));

        await Applying.SendAsync("newcomer.uk", id);

        Assert.Equal(ProposalState.Confirming, await StateAsync(id));
    }

    [Theory]
    [InlineData(ProposalPart.Hdr, "HdrMissing")]
    [InlineData(ProposalPart.Themes, "ProposalIncomplete")]
    [InlineData(ProposalPart.PartnerProfile, "ProposalIncomplete")]
    [InlineData(ProposalPart.HomeStipend, "ProposalIncomplete")]
    public async Task Send_FieldMissing_IsRefusedAtTheField(ProposalPart missing, string code)
    {
        var id = await ReadyAsync(missing);

        var refused = await RefusedAsync(code, () => Applying.SendAsync("newcomer.uk", id));

        Assert.Equal(missing.ToString(), refused.Field);
    }

    [Fact]
    public async Task Send_TitleAndAbstractInOneLanguage_IsEnough()
    {
        var id = await ReadyAsync(ProposalPart.TitleEn, ProposalPart.AbstractEn);

        await Applying.SendAsync("newcomer.uk", id);

        Assert.Equal("La glace qui s’écoule", (await ProposalAsync(id)).TitleIn(Core.Localisation.Texts.English));
    }

    [Fact]
    public async Task Send_PartnerNotJoined_IsRefused()
    {
        var id = await Applying.StartAsync();
        await Applying.FillAsync("newcomer.uk", id);

        await RefusedAsync("PartnerNotJoined", () => Applying.SendAsync("newcomer.uk", id));
    }

    [Fact]
    public async Task Send_ByThePartner_IsRefused() => await RefusedAsync("OnlyLeadSends", async () => await Applying.SendAsync("newcomer.fr", await ReadyAsync()));

    [Fact]
    public async Task Send_ByAStranger_IsNotFound()
    {
        var id = await ReadyAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => Applying.SendAsync("lead.uk", id));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Send_TwiceAtOnce_StartsOneProcess(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var id = await ReadyAsync();

        var outcomes = await AtOnceAsync(() => Applying.SendAsync("newcomer.uk", id), () => Applying.SendAsync("newcomer.uk", id));

        Assert.Equal([null, "ProposalAlreadySent"], outcomes);
        Assert.Equal(1, await Database.AskAsync(db => db.Processes.CountAsync(p => p.ProposalId == id)));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Start_TwiceAtOnce_MakesOneApplication(DatabaseProvider provider)
    {
        await OnAsync(provider);

        var outcomes = await AtOnceAsync(() => Applying.StartAsync(partner: "newcomer.fr"), () => Applying.StartAsync(partner: "lead.fr"));

        Assert.Equal([null, "AlreadyApplied"], outcomes);
        Assert.Equal(1, await Database.AskAsync(db => db.Proposals.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Join_TwoProposalsAtOnce_TakesOne(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await Applying.StartAsync("newcomer.uk", "newcomer.fr");
        var first = await Applying.TokenAsync();
        await Applying.StartAsync("lead.uk", "newcomer.fr");
        var second = await Applying.TokenAsync();

        var outcomes = await AtOnceAsync(() => Applying.JoinAsync("newcomer.fr", first), () => Applying.JoinAsync("newcomer.fr", second));

        Assert.Equal([null, "AlreadyApplied"], outcomes);
    }

    [Fact]
    public async Task Join_WhileLeadingAnotherOfTheCall_IsRefused()
    {
        await Applying.StartAsync("newcomer.uk", "newcomer.fr");
        var token = await Applying.TokenAsync();
        await Applying.StartAsync("newcomer.fr", "lead.uk");

        await RefusedAsync("AlreadyApplied", () => Applying.JoinAsync("newcomer.fr", token));
    }

    [Fact]
    public async Task Withdraw_FreesBothForAnotherApplication()
    {
        var id = await Applying.SentAsync();
        await Applying.AnswerAsync("newcomer.fr", id, "confirm", DecisionKind.Approved);
        await WithdrawAsync("newcomer.fr", id, "We merge with another project.");

        var process = await Database.AskAsync(db => db.Processes.SingleAsync(p => p.ProposalId == id));
        Assert.Equal(("Finished", "Cancelled"), (process.Status, process.SubStatus));
        Assert.Empty(await OpenAsync(id));
        Assert.Equal(
            new[] { "newcomer.uk", "unit.fr", "unit.uk" }.Select(n => World.People[n]).Order(),
            await Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "ProposalWithdrawn").Select(n => n.RecipientId!.Value).OrderBy(i => i).ToListAsync()));
        await Applying.SentAsync();
    }

    [Fact]
    public async Task Withdraw_AfterPublication_IsRefused()
    {
        var id = await Applying.AtDecisionAsync();
        await Applying.AnswerAsync("office.uk", id, "decide-home", DecisionKind.Rejected);
        await Applying.AnswerAsync("office.fr", id, "decide-partner", DecisionKind.Approved);
        Database.Clock.Set(Applying.Closes);
        await Applying.PublishAsync();

        await RefusedAsync("ProposalDecided", () => WithdrawAsync("newcomer.uk", id, "Too late."));
    }

    [Fact]
    public async Task Withdraw_WithoutAReasonOrByAStranger_IsRefused()
    {
        var id = await Applying.StartAsync();

        await RefusedAsync("WithdrawalReasonMissing", () => WithdrawAsync("newcomer.uk", id, "  "));
        await Assert.ThrowsAsync<NotFoundException>(() => WithdrawAsync("newcomer.fr", id, "Not mine yet."));
    }

    [Fact]
    public async Task Save_FieldThatTheOtherChangedMeanwhile_IsRefusedAlone()
    {
        var id = await ReadyAsync();
        var seen = (await ProposalAsync(id)).Field(ProposalPart.Mobility)!.Version;
        await Applying.WriteAsync("newcomer.fr", id, (ProposalPart.Mobility, "Six months in Lyon."));

        var saved = await Applying.AsAsync<SaveProposalDraftHandler, DraftSaved>("newcomer.uk", (handler, by) => handler.HandleAsync(new SaveProposalDraft(id,
        [
            new FieldEdit(ProposalPart.Mobility, "Three months in Lyon.", seen),
            new FieldEdit(ProposalPart.HomeStipend, "many", null),
            new FieldEdit(ProposalPart.Supervision, "Weekly meetings.", (ProposalAsync(id).Result).Field(ProposalPart.Supervision)!.Version),
        ]), by, default));

        var conflict = Assert.Single(saved.Conflicts);
        Assert.Equal((ProposalPart.Mobility, "Six months in Lyon.", "Dr Noémie Lefèvre"), (conflict.Part, conflict.Theirs, conflict.By));
        Assert.Equal("AmountNotANumber", Assert.Single(saved.Refused).Code);
        var proposal = await ProposalAsync(id);
        Assert.Equal(("Six months in Lyon.", "Weekly meetings.", "84000"), (proposal.Text(ProposalPart.Mobility), proposal.Text(ProposalPart.Supervision), proposal.Text(ProposalPart.HomeStipend)));
        Assert.Equal(World.People["newcomer.uk"], proposal.Field(ProposalPart.Supervision)!.ChangedById);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Save_BothWriteTheSameEmptyFieldAtOnce_OneIsToldOfTheOther(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var id = await Applying.StartAsync();
        await Applying.JoinAsync("newcomer.fr", await Applying.TokenAsync());
        Task<DraftSaved> Save(string who) => Applying.AsAsync<SaveProposalDraftHandler, DraftSaved>(who, (handler, by) =>
            handler.HandleAsync(new SaveProposalDraft(id, [new FieldEdit(ProposalPart.Supervision, $"By {who}", null), new FieldEdit(who == "newcomer.uk" ? ProposalPart.HomeProfile : ProposalPart.PartnerProfile, "Mine", null)]), by, default));

        var both = await Task.WhenAll(Task.Run(() => Save("newcomer.uk")), Task.Run(() => Save("newcomer.fr")));

        Assert.Equal(1, both.Sum(s => s.Conflicts.Count));
        var proposal = await ProposalAsync(id);
        Assert.Equal(("Mine", "Mine"), (proposal.Text(ProposalPart.HomeProfile), proposal.Text(ProposalPart.PartnerProfile)));
    }

    [Fact]
    public async Task Save_WhileItIsSent_IsRefused()
    {
        var id = await Applying.SentAsync();

        await RefusedAsync("ProposalNotBeingWritten", () => Applying.WriteAsync("newcomer.uk", id, (ProposalPart.TitleEn, "Other")));
    }

    [Fact]
    public async Task Returned_WhatIsBeingRewritten_IsNotWhatOthersRead()
    {
        var id = await Applying.SentAsync();
        await Applying.AnswerAsync("newcomer.fr", id, "confirm", DecisionKind.Returned);
        await Applying.WriteAsync("newcomer.uk", id, (ProposalPart.Mobility, "New text."));

        var field = (await ProposalAsync(id)).Field(ProposalPart.Mobility)!;
        Assert.Equal(("New text.", "What stands under Mobility."), (field.Value, field.SentValue));
    }

    [Theory]
    [InlineData("84 000", "84000")]
    [InlineData("£84,000", "84000")]
    [InlineData("84.000 €", "84000")]
    [InlineData("", "")]
    public void Clean_Amounts_AsEitherLanguageWritesThem(string typed, string kept) => Assert.Equal(kept, ProposalParts.Clean(ProposalPart.HomeStipend, typed));

    [Theory]
    [InlineData("12.50", "AmountNotANumber")]
    [InlineData("-3", "AmountNotANumber")]
    [InlineData("10000001", "AmountTooLarge")]
    [InlineData("99999999999999999999", "AmountTooLarge")]
    public void Clean_AmountThatIsNone_IsRefused(string typed, string code) =>
        Assert.Equal(code, Assert.Throws<DomainRuleException>(() => ProposalParts.Clean(ProposalPart.HomeStipend, typed)).Code);

    private async Task<int> ReadyAsync(params ProposalPart[] without)
    {
        var id = await Applying.StartAsync();
        await Applying.JoinAsync("newcomer.fr", await Applying.TokenAsync());
        await Applying.FillAsync("newcomer.uk", id, without);
        return id;
    }

    private Task<int> WithdrawAsync(string name, int id, string reason) => Applying.AsAsync<WithdrawProposalHandler, int>(name, async (handler, by) =>
    {
        await handler.HandleAsync(new WithdrawProposal(id, reason), by, default);
        return id;
    });

    /// <summary>Two acts at the same moment: null for the one that counted, the code of the rule for the other.</summary>
    private static async Task<List<string?>> AtOnceAsync(params Func<Task>[] acts)
    {
        static async Task<string?> Try(Func<Task> act)
        {
            try
            {
                await act();
                return null;
            }
            catch (DomainRuleException refused)
            {
                return refused.Code;
            }
        }

        return [.. (await Task.WhenAll(acts.Select(a => Task.Run(() => Try(a))))).OrderBy(o => o is not null)];
    }
}
