using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Proposals;

/// <summary>The partner's invitation: bound to an address, used once, for fourteen days.</summary>
public sealed class InvitationTests : ProposalFixture
{
    private const string Stranger = "zoe.kerviel@lab.example";
    private static readonly NewAccount Zoe = new("Dr", "Zoé", "Kerviel", "fr", "a long enough password");

    [Fact]
    public async Task Accept_StrangerWithoutAccount_BecomesAPersonOnlyThen()
    {
        var id = await Applying.StartAsync(partner: Stranger);
        var mail = await Database.AskAsync(db => db.Notifications.SingleAsync(n => n.Kind == "ProposalInvitation"));
        Assert.Equal((Stranger, (int?)null, "fr"), (mail.Address, mail.RecipientId, mail.Language));
        Assert.False(await Database.AskAsync(db => db.Users.AnyAsync(p => p.Email == Stranger)));

        var (_, person) = await AcceptAsync(await Applying.TokenAsync(), Zoe);

        Assert.Equal((Stranger, "Zoé", true, "fr"), (person.Email, person.GivenName, person.EmailConfirmed, person.Language));
        var proposal = await ProposalAsync(id);
        Assert.Equal((person.Id, Applying.LaboratoryId), (proposal.Partner.InvestigatorId!.Value, proposal.Partner.UnitId!.Value));
        Assert.Equal(1, await MailsAsync("PartnerJoined"));
        Assert.DoesNotContain("Invitation", await Database.AskAsync(db => db.AuditEntries.Where(e => e.ActName == "StartProposal").Select(e => e.After).SingleAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_Twice_IsRefusedTheSecondTime()
    {
        await Applying.StartAsync();
        var token = await Applying.TokenAsync();
        await Applying.JoinAsync("newcomer.fr", token);

        await RefusedAsync("InvitationUsed", () => Applying.JoinAsync("newcomer.fr", token));
        await RefusedAsync("InvitationUsed", () => Applying.JoinAsync("lead.fr", token));
    }

    [Fact]
    public async Task Accept_AfterFourteenDays_IsRefused()
    {
        await Applying.StartAsync();
        var token = await Applying.TokenAsync();
        Database.Clock.Set(Database.Clock.GetUtcNow().UtcDateTime.AddDays(14));

        await RefusedAsync("InvitationExpired", () => Applying.JoinAsync("newcomer.fr", token));
    }

    [Fact]
    public async Task Accept_BySomebodyElse_IsRefused()
    {
        await Applying.StartAsync();
        var token = await Applying.TokenAsync();

        await RefusedAsync("InvitationForAnother", () => Applying.JoinAsync("lead.fr", token));
    }

    [Fact]
    public async Task Accept_WithoutSigningInByOneWhoHasAnAccount_IsRefused()
    {
        await Applying.StartAsync();
        var token = await Applying.TokenAsync();

        await RefusedAsync("HasAccount", () => AcceptAsync(token, Zoe));
        await Assert.ThrowsAsync<NotFoundException>(() => AcceptAsync(token + "x", Zoe));
    }

    [Theory]
    [InlineData("short", "PasswordTooShort")]
    [InlineData("aaaaaaaaaaaaaaaa", "PasswordTooPlain")]
    public async Task Accept_BadPassword_LeavesTheInvitationUsable(string password, string code)
    {
        await Applying.StartAsync(partner: Stranger);
        var token = await Applying.TokenAsync();

        await RefusedAsync(code, () => AcceptAsync(token, Zoe with { Password = password }));
        await AcceptAsync(token, Zoe);
    }

    [Fact]
    public async Task Invite_Another_EndsTheEarlierLink()
    {
        var id = await Applying.StartAsync();
        var first = await Applying.TokenAsync();
        await InviteAsync(id, "lead.fr");

        await RefusedAsync("InvitationWithdrawn", () => Applying.JoinAsync("newcomer.fr", first));
        await Applying.JoinAsync("lead.fr", await Applying.TokenAsync());
        await RefusedAsync("PartnerHasJoined", () => InviteAsync(id, "newcomer.fr"));
    }

    [Fact]
    public async Task Invite_SameAddressAtOnce_SendsNoSecondMail()
    {
        var id = await Applying.StartAsync();

        await RefusedAsync("PartnerInvitedJustNow", () => InviteAsync(id, "newcomer.fr"));

        Database.Clock.Set(Database.Clock.GetUtcNow().UtcDateTime.AddMinutes(3));
        await InviteAsync(id, "newcomer.fr");
        Assert.Equal(2, await MailsAsync("ProposalInvitation"));
    }

    [Theory]
    [InlineData("newcomer.uk", "PartnerIsYou")]
    [InlineData("lead.uk", "PartnerOnYourSide")]
    [InlineData("no address@", "EmailUnreadable")]
    public async Task Start_PartnerWhoCannotBe_IsRefused(string partner, string code) => await RefusedAsync(code, () => Applying.StartAsync(partner: partner));

    [Fact]
    public async Task Decline_TellsTheLeadAndKeepsTheDraft()
    {
        var id = await Applying.StartAsync(partner: Stranger);
        var token = await Applying.TokenAsync();
        await Database.InScopeAsync(services => ((DeclineInvitationHandler)services.GetService(typeof(DeclineInvitationHandler))!).HandleAsync(new DeclineInvitation(token), null, default));

        Assert.Equal(1, await MailsAsync("InvitationDeclined"));
        Assert.Equal(ProposalState.Draft, await StateAsync(id));
        await RefusedAsync("InvitationDeclined", () => AcceptAsync(token, Zoe));
    }

    [Fact]
    public async Task Database_KeepsTheTokensHashOnly()
    {
        await Applying.StartAsync();
        var token = await Applying.TokenAsync();

        var kept = await Database.AskAsync(db => db.ProposalInvitations.Select(i => i.TokenHash).SingleAsync());
        Assert.Equal(InvitationLinks.HashOf(token), kept);
        Assert.NotEqual(token, kept);
    }

    private Task<(int ProposalId, Core.People.Person Partner)> AcceptAsync(string token, NewAccount account) => Database.InScopeAsync(services =>
        ((AcceptInvitationHandler)services.GetService(typeof(AcceptInvitationHandler))!).HandleAsync(new AcceptInvitation(token, Applying.LaboratoryId, account), null, default));

    private Task<int> InviteAsync(int id, string partner) => Applying.AsAsync<InvitePartnerHandler, int>("newcomer.uk", async (handler, by) =>
    {
        await handler.HandleAsync(new InvitePartner(id, Applying.Named(partner)), by, default);
        return id;
    });
}
