using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Calls;
using PhdTracker.Core.Data;
using PhdTracker.Core.Tests.Proposals;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Calls;

/// <summary>Drafting, changing, publishing, putting off and throwing away a call: who may, and what is refused.</summary>
public sealed class CallCommandsTests : ProposalFixture
{
    private static readonly DateTime Later = new(2026, 12, 20, 17, 0, 0);

    [Theory]
    [InlineData("office.uk")]
    [InlineData("office.fr")]
    [InlineData("programme")]
    public async Task Everything_ByThoseWhoRunCalls_IsDone(string name)
    {
        var id = await AddAsync(name);
        Assert.Equal(10, (await CallAsync(id)).Number);

        await EditAsync(name, id, Details() with { Awards = 6 });
        Assert.Equal(6, (await CallAsync(id)).Awards);
        await AnnounceAsync(name, id);
        Assert.Equal(CallState.Announced, (await CallAsync(id)).StateAt(Now));
        await ExtendAsync(name, Applying.CallId, Later);
        Assert.Equal(DateTime.SpecifyKind(Later, DateTimeKind.Utc), (await CallAsync(Applying.CallId)).ClosesAt);
        var draft = await AddAsync(name);
        await DiscardAsync(name, draft);

        Assert.False(await Database.AskAsync(db => db.Calls.AnyAsync(c => c.Id == draft)));
        var acts = await Database.AskAsync(db => db.AuditEntries.Where(e => e.ById == World.People[name]).Select(e => e.ActName).Distinct().ToListAsync());
        Assert.Superset(new HashSet<string> { "AddCall", "EditCall", "AnnounceCall", "ExtendCall", "DiscardCall" }, acts.ToHashSet());
    }

    [Theory]
    [InlineData("lead.uk")]
    [InlineData("student.fr")]
    [InlineData("auditor")]
    [InlineData("nobody")]
    public async Task Everything_ByOthers_IsRefused(string name)
    {
        var draft = await AddAsync("office.uk");

        await RefusedAsync("NotAllowed", () => AddAsync(name));
        await Assert.ThrowsAsync<NotFoundException>(() => EditAsync(name, draft, Details()));
        await Assert.ThrowsAsync<NotFoundException>(() => AnnounceAsync(name, draft));
        await Assert.ThrowsAsync<NotFoundException>(() => DiscardAsync(name, draft));
        await RefusedAsync("NotAllowed", () => ExtendAsync(name, Applying.CallId, Later));
        Assert.Equal(CallState.Draft, (await CallAsync(draft)).StateAt(Now));
    }

    [Fact]
    public async Task Everything_OnAStaleVersion_IsRefused()
    {
        var draft = await AddAsync("office.uk");
        var seen = (await CallAsync(draft)).Version;
        await EditAsync("office.fr", draft, Details() with { Awards = 7 });

        await Assert.ThrowsAsync<StaleVersionException>(() => EditAsync("office.uk", draft, Details(), seen));
        await Assert.ThrowsAsync<StaleVersionException>(() => AnnounceAsync("office.uk", draft, seen));
        await Assert.ThrowsAsync<StaleVersionException>(() => DiscardAsync("office.uk", draft, seen));
        await Assert.ThrowsAsync<StaleVersionException>(() => ExtendAsync("office.uk", Applying.CallId, Later, version: 9999));
        Assert.Equal(7, (await CallAsync(draft)).Awards);
    }

    [Fact]
    public async Task Add_BadInput_SavesNothing()
    {
        var before = await Database.AskAsync(db => db.Calls.CountAsync());

        await RefusedAsync("CallThemeMissing", () => AddAsync("office.uk", Details() with { ThemeFr = " " }));
        await RefusedAsync("CallTextTooLong", () => AddAsync("office.uk", Details() with { ThemeEn = new string('x', CallDetails.LongestTheme + 1) }));
        await RefusedAsync("CallAwardsOutOfRange", () => AddAsync("office.uk", Details() with { Awards = CallDetails.MostAwards + 1 }));
        await RefusedAsync("TimeDoesNotExist", () => AddAsync("office.uk", Details() with { Closes = new DateTime(2027, 3, 28, 2, 30, 0) }));

        Assert.Equal(before, await Database.AskAsync(db => db.Calls.CountAsync()));
    }

    [Fact]
    public async Task Add_EverySideOrAStrangeOneMayLead_NamesNone()
    {
        var every = await AddAsync("office.uk", Details() with { LeadPartyIds = [World.UkPartyId, World.FrPartyId] });
        var one = await AddAsync("office.uk", Details() with { LeadPartyIds = [World.FrPartyId, 999_999] });

        Assert.Empty((await CallAsync(every)).LeadPartyIds);
        Assert.Equal([World.FrPartyId], (await CallAsync(one)).LeadPartyIds);
    }

    [Fact]
    public async Task Edit_OpenOrFromBefore_IsRefused()
    {
        var before = await Database.AskAsync(db => db.Calls.Where(c => c.OpensAt == null).Select(c => c.Id).FirstAsync());

        await RefusedAsync("CallAlreadyOpen", () => EditAsync("office.uk", Applying.CallId, Details()));
        await RefusedAsync("CallFromBefore", () => EditAsync("office.uk", before, Details()));
    }

    [Fact]
    public async Task Announce_TellsTheOtherOfficeOnce()
    {
        var draft = await AddAsync("office.uk");
        await AnnounceAsync("office.uk", draft);

        await RefusedAsync("CallAlreadyAnnounced", () => AnnounceAsync("office.uk", draft));
        await RefusedAsync("CallNotADraft", () => DiscardAsync("office.uk", draft));
        Assert.Equal([World.People["office.fr"]], await ToldAsync("CallAnnounced"));
    }

    [Fact]
    public async Task Extend_TellsThoseWhoHaveBegunAndTheOtherOffice()
    {
        await Applying.StartAsync();

        await ExtendAsync("office.uk", Applying.CallId, Later);

        Assert.Equal(new[] { "newcomer.uk", "office.fr" }.Select(n => World.People[n]).Order(), (await ToldAsync("CallExtended")).Order());
        await RefusedAsync("CallExtensionNotLater", () => ExtendAsync("office.uk", Applying.CallId, Later));
        await RefusedAsync("CallExtensionReasonMissing", () => ExtendAsync("office.uk", Applying.CallId, Later.AddDays(1), reason: ""));
        Database.Clock.Set(new DateTimeOffset(Later, TimeSpan.Zero));
        await RefusedAsync("CallNotOpen", () => ExtendAsync("office.uk", Applying.CallId, Later.AddDays(1)));
    }

    [Fact]
    public async Task CloseCalls_AWeekBefore_RemindsOnceAndAnewAfterAnExtension()
    {
        await Applying.StartAsync();
        Assert.Equal(0, await CloseAsync());

        Database.Clock.Set(Applying.Closes.AddDays(-7));
        Assert.Equal(1, await CloseAsync());
        Assert.Equal(0, await CloseAsync());
        await ExtendAsync("office.uk", Applying.CallId, Later);
        Database.Clock.Set(new DateTimeOffset(Later.AddDays(-6), TimeSpan.Zero));
        Assert.Equal(1, await CloseAsync());

        Assert.Equal(2, await MailsAsync("CallClosesSoon"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task CloseCalls_Closed_TellsEverybodyOnceHoweverOftenItRuns(DatabaseProvider provider)
    {
        await OnAsync(provider);
        await Applying.StartAsync();
        Database.Clock.Set(Applying.Closes);

        Assert.Equal(3, await CloseAsync());
        Assert.Equal(0, await CloseAsync());
        Database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await CloseAsync());

        Assert.Equal((1, 2), (await MailsAsync("CallClosedDraft"), await MailsAsync("CallClosedOffice")));
        Assert.Equal(1, await Database.AskAsync(db => db.AuditEntries.CountAsync(e => e.ActName == "CloseCall")));
    }

    private DateTime Now => Database.Clock.GetUtcNow().UtcDateTime;

    private static CallDetails Details() => new(
        2028, "Ice", "Glace", new DateTime(2027, 2, 1, 9, 0, 0), new DateTime(2027, 4, 1, 17, 0, 0), "Europe/Paris", 4, "Everybody", "Tout le monde", [], true, null, null);

    private Task<Call> CallAsync(int id) => Database.AskAsync(db => db.Calls.SingleAsync(c => c.Id == id));

    private Task<List<int>> ToldAsync(string kind) => Database.AskAsync(db => db.Notifications.Where(n => n.Kind == kind).Select(n => n.RecipientId!.Value).ToListAsync());

    private Task<int> AddAsync(string name, CallDetails? details = null) => Applying.AsAsync<AddCallHandler, int>(name, async (handler, by) =>
        (await handler.HandleAsync(new AddCall(World.ProgrammeId, details ?? Details()), by, default)).Id);

    private async Task EditAsync(string name, int id, CallDetails details, int? version = null)
    {
        var seen = version ?? (await CallAsync(id)).Version;
        await Applying.AsAsync<EditCallHandler, int>(name, async (handler, by) =>
        {
            await handler.HandleAsync(new EditCall(id, seen, details), by, default);
            return id;
        });
    }

    private async Task AnnounceAsync(string name, int id, int? version = null)
    {
        var seen = version ?? (await CallAsync(id)).Version;
        await Applying.AsAsync<AnnounceCallHandler, Call>(name, (handler, by) => handler.HandleAsync(new AnnounceCall(id, seen), by, default));
    }

    private async Task ExtendAsync(string name, int id, DateTime closes, string reason = "More time.", int? version = null)
    {
        var seen = version ?? (await CallAsync(id)).Version;
        await Applying.AsAsync<ExtendCallHandler, Call>(name, (handler, by) => handler.HandleAsync(new ExtendCall(id, seen, closes, reason), by, default));
    }

    private async Task DiscardAsync(string name, int id, int? version = null)
    {
        var seen = version ?? (await CallAsync(id)).Version;
        await Applying.AsAsync<DiscardCallHandler, int>(name, async (handler, by) =>
        {
            await handler.HandleAsync(new DiscardCall(id, seen), by, default);
            return id;
        });
    }

    private Task<int> CloseAsync() => Database.InScopeAsync(services => services.GetRequiredService<CloseCallsHandler>().HandleAsync(default));
}
