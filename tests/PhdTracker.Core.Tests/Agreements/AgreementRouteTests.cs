using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Agreements;
using PhdTracker.Core.Data;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Agreements;

/// <summary>An agreement on its way: reviewed by both legal offices, signed in order, returned, refused, amended, ended.</summary>
public sealed class AgreementRouteTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private Acts _acts = null!;
    private Agreeing _agreeing = null!;

    public Task InitializeAsync() => UseAsync(DatabaseProvider.Sqlite);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Sign_EverybodyInOrder_ComesIntoForceAndTellsOfficesAndInvestigators(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var id = await _agreeing.ToForceAsync();

        var agreement = await AgreementAsync(id);
        Assert.Equal(AgreementState.InForce, agreement.State);
        Assert.True(agreement.IsInForceOn(new DateOnly(2026, 11, 23)));
        Assert.False(agreement.IsInForceOn(agreement.EndsOn!.Value.AddDays(1)));
        Assert.Equal([1, 2, 3, 4, 5, 6], agreement.Signatures.Select(s => s.Order).Order());
        Assert.All(agreement.Signatures, s => Assert.Equal((agreement.Hash, (DateTime?)null), (s.Hash, s.VoidedAt)));
        Assert.Equal("Finished", await _database.AskAsync(db => db.Processes.Where(p => p.AgreementId == id).Select(p => p.Status).SingleAsync()));
        Assert.Equal(4, await _database.AskAsync(db => db.Notifications.CountAsync(n => n.Kind == "AgreementInForce")));
        Assert.Equal(4, await _database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "SignAgreement")));
    }

    [Theory]
    [InlineData("lead.fr", "AgreementNotYourTurn")]
    [InlineData("signatory.uk", "AgreementNotYourTurn")]
    [InlineData("office.uk", "AgreementNotYourTurn")]
    [InlineData("student.uk", "AgreementNotYourTurn")]
    public async Task Sign_OutOfOrder_IsRefusedAndSaysWhoseTurnItIs(string who, string code)
    {
        var id = await _agreeing.ToSigningAsync();

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => _agreeing.SignAsync(id, who));

        Assert.Equal(code, refused.Code);
        Assert.Contains("Niamh Sutcliffe", refused.In(Core.Localisation.Texts.English), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other.lead.uk")]
    [InlineData("newcomer.uk")]
    [InlineData("nobody")]
    public async Task Sign_SomebodyElse_IsNotFound(string who)
    {
        var id = await _agreeing.ToSigningAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => _agreeing.SignAsync(id, who));
    }

    [Fact]
    public async Task Sign_Twice_SaysThatItIsDone()
    {
        var id = await _agreeing.ToSigningAsync();
        await _agreeing.SignAsync(id, "lead.uk");

        Assert.Equal("AgreementSignedAlready", (await Assert.ThrowsAsync<DomainRuleException>(() => _agreeing.SignAsync(id, "lead.uk"))).Code);
    }

    [Theory]
    [InlineData("Somebody Else", true, "TypedNameDiffers")]
    [InlineData("", true, "TypedNameDiffers")]
    [InlineData("niamh  SUTCLIFFE", false, "AgreementNotRead")]
    public async Task Sign_WrongNameOrUnread_IsRefused(string name, bool read, string code)
    {
        var id = await _agreeing.ToSigningAsync();

        Assert.Equal(code, (await Assert.ThrowsAsync<DomainRuleException>(() => _agreeing.SignAsync(id, "lead.uk", name: name, read: read))).Code);
    }

    [Fact]
    public async Task Sign_NameWithoutAccents_IsTaken()
    {
        var id = await _agreeing.ToSigningAsync();
        await _agreeing.SignAsync(id, "lead.uk");

        Assert.Equal(AgreementState.Signing, await _agreeing.SignAsync(id, "lead.fr", name: "aicha benoit"));
    }

    [Fact]
    public async Task Sign_TextThatChangedMeanwhile_IsRefused()
    {
        var id = await _agreeing.ToSigningAsync();
        var seen = (await AgreementAsync(id)).Hash;
        await _agreeing.DeclineAsync(id, "lead.uk", "Article 4 names the wrong laboratory.");
        await _agreeing.ChangeAsync(id, "The laboratory is that of the partner.");
        await _agreeing.SendAsync(id);
        await _agreeing.ReviewAsync(id, "legal.uk");
        await _agreeing.ReviewAsync(id, "legal.fr");

        Assert.Equal("AgreementTextChanged", (await Assert.ThrowsAsync<DomainRuleException>(() => _agreeing.SignAsync(id, "lead.uk", seen))).Code);
        Assert.Equal(AgreementState.Signing, await _agreeing.SignAsync(id, "lead.uk"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Decline_AnySigner_VoidsWhatWasSignedAndEverybodySignsAnew(int signer)
    {
        var id = await _agreeing.ToSigningAsync();
        for (var i = 0; i < signer; i++)
            await _agreeing.SignAsync(id, Agreeing.Signers[i]);

        await _agreeing.DeclineAsync(id, Agreeing.Signers[signer], "Not like this.");

        var draft = await AgreementAsync(id);
        Assert.Equal((AgreementState.Draft, (string?)null), (draft.State, draft.Hash));
        Assert.Equal(3 + signer, draft.Signatures.Count);
        Assert.All(draft.Signatures, s => Assert.NotNull(s.VoidedAt));
        Assert.Equal("Not like this.", draft.Signatures.Single(s => s.Kind == SignatureKind.Declined).Reasons);
        Assert.Equal(2 + signer, await _database.AskAsync(db => db.Notifications.CountAsync(n => n.Kind == "AgreementDeclined")));

        await _agreeing.SendAsync(id);
        await _agreeing.ReviewAsync(id, "legal.fr");
        await _agreeing.ReviewAsync(id, "legal.uk");
        foreach (var name in Agreeing.Signers)
            await _agreeing.SignAsync(id, name);
        var signed = await AgreementAsync(id);
        Assert.Equal((AgreementState.InForce, 2), (signed.State, signed.Round));
        Assert.Equal(6, signed.Signatures.Count(s => s.VoidedAt is null));
    }

    [Theory]
    [InlineData("legal.uk", "legal.fr")]
    [InlineData("legal.fr", "legal.uk")]
    public async Task Review_Returned_GoesToTheLeadingOfficeAndBothReviewAnew(string returner, string other)
    {
        var id = await _agreeing.SendAsync(await _agreeing.DraftAsync());
        await _agreeing.ReviewAsync(id, returner, DecisionKind.Returned, "Article 7 is out of date.");
        Assert.Equal(AgreementState.Draft, (await AgreementAsync(id)).State);
        await _agreeing.ReviewAsync(id, other);
        Assert.All((await AgreementAsync(id)).Signatures, s => Assert.NotNull(s.VoidedAt));

        await _agreeing.ChangeAsync(id, "As amended.", "office.fr");
        Assert.Equal("AgreementSentByOthers", (await Assert.ThrowsAsync<DomainRuleException>(() => _agreeing.SendAsync(id, "office.fr"))).Code);
        await _agreeing.SendAsync(id);
        await _agreeing.ReviewAsync(id, "legal.uk");
        await _agreeing.ReviewAsync(id, "legal.fr");

        Assert.Equal(AgreementState.Signing, (await AgreementAsync(id)).State);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Review_BothReturn_OneChangeSendsItRoundAgain(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var id = await _agreeing.SendAsync(await _agreeing.DraftAsync());
        await _agreeing.ReviewAsync(id, "legal.uk", DecisionKind.Returned, "One.");
        await _agreeing.ReviewAsync(id, "legal.fr", DecisionKind.Returned, "Two.");

        await _agreeing.SendAsync(id);

        Assert.Equal(["legal:home", "legal:partner"], await _database.AskAsync(db => db.Tasks.Where(t => t.Process.AgreementId == id && t.State == TaskState.Open).Select(t => t.AskedOf).Order().ToListAsync()));
    }

    [Fact]
    public async Task Write_WhileItGoesRound_IsRefused()
    {
        var id = await _agreeing.SendAsync(await _agreeing.DraftAsync());

        Assert.Equal("AgreementFrozen", (await Assert.ThrowsAsync<DomainRuleException>(() => _agreeing.ChangeAsync(id, "More."))).Code);
    }

    [Theory]
    [InlineData("legal.uk")]
    [InlineData("lead.uk")]
    [InlineData("other.lead.uk")]
    [InlineData("auditor")]
    public async Task Write_ByAnybodyButAnOffice_IsNotFound(string who)
    {
        var id = await _agreeing.DraftAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => _agreeing.ChangeAsync(id, "More.", who));
    }

    [Fact]
    public async Task Reverse_AReview_IsRefused()
    {
        var id = await _agreeing.ToSigningAsync();
        var review = await _database.AskAsync(db => db.Tasks.Where(t => t.Process.AgreementId == id && t.Kind == TaskKind.Decision).OrderBy(t => t.Id).Select(t => t.Id).FirstAsync());

        var refused = await Assert.ThrowsAsync<DomainRuleException>(() => _acts.AsAsync("office.uk", async (services, by) =>
        {
            await services.GetRequiredService<ReverseDecisionHandler>().HandleAsync(new ReverseDecision(review, "We read it again."), by, default);
            return 0;
        }));
        Assert.Equal("DecisionNotReversible", refused.Code);
    }

    [Fact]
    public async Task Draft_ASecondTime_IsRefused()
    {
        await _agreeing.DraftAsync();

        Assert.Equal("AgreementExists", (await Assert.ThrowsAsync<DomainRuleException>(() => _agreeing.DraftAsync())).Code);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Amend_OldOneStaysInForceUntilTheNewOneIs(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var old = await _agreeing.ToForceAsync();
        var id = await _acts.AsAsync("office.fr", async (services, by) => (await services.GetRequiredService<AmendAgreementHandler>().HandleAsync(new AmendAgreement(old), by, default)).Id);
        await _agreeing.SendAsync(id);
        await _agreeing.ReviewAsync(id, "legal.uk");
        await _agreeing.ReviewAsync(id, "legal.fr");
        Assert.Equal(AgreementState.InForce, (await AgreementAsync(old)).State);

        foreach (var signer in Agreeing.Signers)
            await _agreeing.SignAsync(id, signer);

        var today = new DateOnly(2026, 11, 23);
        Assert.Equal((AgreementState.Superseded, false), ((await AgreementAsync(old)).State, (await AgreementAsync(old)).IsInForceOn(today)));
        Assert.Equal((2, true), ((await AgreementAsync(id)).Number, (await AgreementAsync(id)).IsInForceOn(today)));
        Assert.Equal([id], await _database.AskAsync(db => db.Agreements.Where(Agreement.InForceOn(today)).Select(a => a.Id).ToListAsync()));
    }

    [Fact]
    public async Task Terminate_WhileItIsSigned_TakesTheTasksAwayAndTellsAll()
    {
        var id = await _agreeing.ToSigningAsync();

        await _acts.AsAsync("office.uk", async (services, by) =>
        {
            var version = await services.GetRequiredService<PhdTrackerDb>().Agreements.Where(a => a.Id == id).Select(a => a.Version).SingleAsync();
            await services.GetRequiredService<TerminateAgreementHandler>().HandleAsync(new TerminateAgreement(id, version, "The project is given up."), by, default);
            return id;
        });

        Assert.Equal(AgreementState.Terminated, (await AgreementAsync(id)).State);
        Assert.False(await _database.AskAsync(db => db.Tasks.AnyAsync(t => t.Process.AgreementId == id && t.State == TaskState.Open)));
        Assert.Equal(9, await _database.AskAsync(db => db.Notifications.CountAsync(n => n.Kind == "AgreementTerminated")));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Remind_BeforeTheEnd_TellsEachOnceAtEachStage(DatabaseProvider provider)
    {
        await OnAsync(provider);
        var id = await _agreeing.ToForceAsync();
        var ends = (await AgreementAsync(id)).EndsOn!.Value;
        _database.Clock.Set(ends.AddDays(-91).ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc));
        Assert.Equal(0, await RemindAsync());
        _database.Clock.Set(ends.AddDays(-90).ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc));
        Assert.Equal(4, await RemindAsync());
        Assert.Equal(0, await RemindAsync());
        _database.Clock.Set(ends.AddDays(-30).ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc));
        Assert.Equal(4, await RemindAsync());
        _database.Clock.Set(ends.AddDays(1).ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc));
        Assert.Equal(0, await RemindAsync());
        Assert.True((await AgreementAsync(id)).IsExpiredOn(ends.AddDays(1)));
    }

    private Task<int> RemindAsync() => _database.InScopeAsync(services => services.GetRequiredService<AgreementReminders>().WriteAsync(default));

    private Task<Agreement> AgreementAsync(int id) => _database.AskAsync(db => db.Agreements.AsNoTracking().SingleAsync(a => a.Id == id));

    /// <summary>Begins anew on another database.</summary>
    private async Task OnAsync(DatabaseProvider provider)
    {
        if (provider == _database.Provider)
            return;
        await _database.DisposeAsync();
        await UseAsync(provider);
    }

    private async Task UseAsync(DatabaseProvider provider)
    {
        _database = await TestDatabase.CreateAsync(provider);
        var world = await World.CreateAsync(_database);
        _acts = new Acts(_database, world);
        _agreeing = new Agreeing(_acts, world);
    }
}
