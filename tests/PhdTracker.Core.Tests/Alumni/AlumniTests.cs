using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Alumni;
using PhdTracker.Core.Candidatures;
using PhdTracker.Core.Data;
using PhdTracker.Testing;

namespace PhdTracker.Core.Tests.Alumni;

public sealed class AlumniTests
{
    private static readonly AlumnusDetails Shown = new(true, true, true, true, true, true, AlumnusContact.Form, "Glacier melt", "About me.", "Sur moi.", "https://example.org/me");
    private static readonly DestinationDetails Post = new("Été & Fils", "Thaw modeller", Sector.Industry, Country.FR, new DateOnly(2026, 1, 1), null);

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Consent_GivenAndWithdrawn_KeepsTheWordingAndForgetsTheRest(DatabaseProvider provider)
    {
        await using var stage = await Stage.CreateAsync(provider);
        var id = await stage.ConsentAsync("alumnus.uk");
        await stage.AsAsync<SaveDestinationHandler>("alumnus.uk", (h, by) => h.HandleAsync(new SaveDestination(null, 0, Post), by, default));
        var version = await stage.Database.AskAsync(db => db.Alumni.Where(a => a.Id == id).Select(a => a.Version).SingleAsync());
        await stage.AsAsync<EditAlumnusHandler>("alumnus.uk", (h, by) => h.HandleAsync(new EditAlumnus(version, Shown), by, default));
        Assert.Equal((1, CandidatureState.Alumnus), (await stage.ListedAsync("lead.uk"), await stage.StateAsync(id)));

        await stage.AsAsync<WithdrawAlumniConsentHandler>("alumnus.uk", (h, by) => h.HandleAsync(new WithdrawAlumniConsent(), by, default));

        Assert.Equal((0, CandidatureState.Awarded), (await stage.ListedAsync("lead.uk"), await stage.StateAsync(id)));
        var left = await stage.Database.AskAsync(db => db.Alumni.Include(a => a.Consents).Include(a => a.Destinations).SingleAsync(a => a.Id == id));
        Assert.Equal((null, null, null, false), (left.ThesisTitle, left.AboutEn, left.WebPage, left.ShowsName));
        Assert.Empty(left.Destinations);
        var consent = Assert.Single(left.Consents);
        Assert.Equal((stage.World.People["alumnus.uk"], ConsentWording.Today.English, ConsentWording.Today.French), (consent.GivenById, consent.WordingEn, consent.WordingFr));
        Assert.NotNull(consent.WithdrawnAt);
        var trail = await stage.TrailAsync();
        foreach (var secret in new[] { "About me.", "Sur moi.", "example.org", "Été", "Thaw modeller" })
            Assert.DoesNotContain(secret, trail, StringComparison.Ordinal);
        await stage.ConsentAsync("alumnus.uk");
        Assert.Equal(1, await stage.ListedAsync("lead.uk"));
    }

    [Theory]
    [InlineData("office.uk")]
    [InlineData("programme")]
    [InlineData("student.uk")]
    [InlineData("admin")]
    public async Task Consent_ByAnybodyElse_IsNotThere(string name)
    {
        await using var stage = await Stage.CreateAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => stage.ConsentAsync(name));

        await stage.Database.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PhdTrackerDb>();
            var former = await db.FormerCandidatureAsync(stage.World.People["alumnus.uk"], default);
            var by = await db.Users.SingleAsync(p => p.Id == stage.World.People[name]);
            Assert.Equal("ConsentIsPersonal", Assert.Throws<DomainRuleException>(() => new Alumnus(former!).Consent(by, ConsentWording.Today, "x", DateTime.UnixEpoch)).Code);
        });
        Assert.False(await stage.Database.AskAsync(db => db.Alumni.AnyAsync()));
    }

    [Theory]
    [InlineData(1, false, "ConsentNotTicked")]
    [InlineData(0, true, "ConsentTextChanged")]
    public async Task Consent_NotReadOrNotTicked_IsRefused(int edition, bool understood, string code)
    {
        await using var stage = await Stage.CreateAsync();

        await RefusedAsync(code, () => stage.AsAsync<GiveAlumniConsentHandler>("alumnus.uk", (h, by) => h.HandleAsync(new GiveAlumniConsent(edition, understood), by, default)));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task PrivateEmail_RightLinkOnceByItsOwner_IsConfirmedAndSignsIn(DatabaseProvider provider)
    {
        await using var stage = await Stage.CreateAsync(provider);
        await stage.ConsentAsync("alumnus.uk");
        await stage.ConsentAsync("alumnus.fr");
        var token = await stage.AskAsync("alumnus.uk", "Iona@Home.Example");

        await RefusedAsync("LinkExpired", () => stage.ConfirmAsync("alumnus.fr", token));
        await Assert.ThrowsAsync<NotFoundException>(() => stage.ConfirmAsync("student.uk", token));
        await RefusedAsync("LinkExpired", () => stage.ConfirmAsync("alumnus.uk", token + "0"));
        await stage.ConfirmAsync("alumnus.uk", token);
        await RefusedAsync("LinkExpired", () => stage.ConfirmAsync("alumnus.uk", token));
        await RefusedAsync("PasswordWrong", () => stage.AsAsync<SignInWithPrivateEmailHandler>("alumnus.uk", (h, by) => h.HandleAsync(new SignInWithPrivateEmail("no"), by, default)));
        await stage.AsAsync<SignInWithPrivateEmailHandler>("alumnus.uk", (h, by) => h.HandleAsync(new SignInWithPrivateEmail(World.Password), by, default));

        var person = await stage.Database.AskAsync(db => db.Users.SingleAsync(p => p.Id == stage.World.People["alumnus.uk"]));
        Assert.Equal(("iona@home.example", true), (person.Email, person.EmailIsPrivate));
        Assert.Equal("alumnus.uk@test.example", await stage.Database.AskAsync(db => db.Notifications.Where(n => n.Kind == "SignInAddressMoved").Select(n => n.Address).SingleAsync()));
        Assert.DoesNotContain("home.example", await stage.TrailAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("PrivateEmail", await stage.TrailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrivateEmail_AfterSevenDays_IsRefused()
    {
        await using var stage = await Stage.CreateAsync();
        await stage.ConsentAsync("alumnus.uk");
        var token = await stage.AskAsync("alumnus.uk", "iona@home.example");
        await RefusedAsync("LinkSentJustNow", () => stage.AskAsync("alumnus.uk", "iona@home.example"));

        stage.Database.Clock.Advance(TimeSpan.FromDays(Alumnus.LinkDays));

        await RefusedAsync("LinkExpired", () => stage.ConfirmAsync("alumnus.uk", token));
    }

    [Fact]
    public async Task PrivateEmail_OfSomebodyElse_IsRefusedWhenItIsConfirmed()
    {
        await using var stage = await Stage.CreateAsync();
        await stage.ConsentAsync("alumnus.uk");
        var token = await stage.AskAsync("alumnus.uk", "lead.fr@test.example");

        await RefusedAsync("EmailTakenElsewhere", () => stage.ConfirmAsync("alumnus.uk", token));
    }

    [Fact]
    public async Task Directory_HiddenFields_AreNeitherReadNorFound()
    {
        await using var stage = await Stage.CreateAsync();
        var id = await stage.ConsentAsync("alumnus.uk");
        await stage.AsAsync<SaveDestinationHandler>("alumnus.uk", (h, by) => h.HandleAsync(new SaveDestination(null, 0, Post), by, default));
        async Task<AlumnusProfile> ShowAsync(AlumnusDetails details)
        {
            var version = await stage.Database.AskAsync(db => db.Alumni.Where(a => a.Id == id).Select(a => a.Version).SingleAsync());
            await stage.AsAsync<EditAlumnusHandler>("alumnus.uk", (h, by) => h.HandleAsync(new EditAlumnus(version, details), by, default));
            return await stage.Database.AskAsync(db => db.Alumni.Select(AlumnusProfile.On(Stage.Today)).SingleAsync());
        }

        var all = await ShowAsync(Shown);
        Assert.Equal(("Iona Cœurdelion", "UK", "Glacier melt", "About me.", "https://example.org/me", "Été & Fils"), (all.Name, all.Side, all.Thesis, all.AboutEn, all.WebPage, all.Destinations[0].Employer));
        foreach (var filter in Stage.Filters)
            Assert.Equal(1, await stage.ListedAsync("student.fr", filter));
        var none = await ShowAsync(Shown with { ShowsName = false, ShowsAward = false, ShowsThesis = false, ShowsDestination = false, ShowsAbout = false, ShowsWebPage = false, Contact = AlumnusContact.None });
        Assert.Equal((null, null, null, null, null, null, null), (none.Name, none.Side, none.InstitutionEn, none.AwardedOn, none.Thesis, none.AboutEn, none.WebPage));
        Assert.Empty(none.Destinations);
        foreach (var filter in Stage.Filters)
            Assert.Equal(0, await stage.ListedAsync("student.fr", filter));
        Assert.Equal(1, await stage.ListedAsync("student.fr"));
        Assert.Equal(0, await stage.ListedAsync("nobody"));
    }

    [Theory]
    [InlineData("http://example.org")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://me:secret@example.org")]
    [InlineData("example.org")]
    public void Details_UnsafeLink_IsRefused(string page) =>
        Assert.Equal("WebPageNotSafe", Assert.Single((Shown with { WebPage = page }).Problems()).Code);

    [Fact]
    public void Details_TooLongOrImpossible_AreRefused()
    {
        Assert.Equal("WordsTooLong", Assert.Single((Shown with { AboutFr = new string('é', AlumnusDetails.LongestAbout + 1) }).Problems()).Code);
        Assert.Equal("PeriodEndsBeforeItBegins", Assert.Single((Post with { To = Post.From!.Value.AddDays(-1) }).Problems()).Code);
        Assert.Empty((Post with { From = new DateOnly(2027, 9, 1) }).Problems());
    }

    [Fact]
    public async Task Invite_Office_OnceInThirtyDaysAndNotAfterAWithdrawal()
    {
        await using var stage = await Stage.CreateAsync();
        var id = await stage.Database.AskAsync(db => db.Candidatures.Where(c => c.StudentId == stage.World.People["alumnus.fr"]).Select(c => c.Id).SingleAsync());
        Task InviteAsync(string name) => stage.AsAsync<InviteAlumnusHandler>(name, (h, by) => h.HandleAsync(new InviteAlumnus(id), by, default));
        await Assert.ThrowsAsync<NotFoundException>(() => InviteAsync("lead.fr"));
        await Assert.ThrowsAsync<NotFoundException>(() => InviteAsync("auditor"));

        await InviteAsync("office.uk");
        await RefusedAsync("InvitedLately", () => InviteAsync("office.fr"));
        stage.Database.Clock.Advance(TimeSpan.FromDays(AlumniInvitations.DaysBetween));
        await InviteAsync("office.fr");
        await stage.ConsentAsync("alumnus.fr");
        await RefusedAsync("ConsentAlreadyGiven", () => InviteAsync("office.fr"));
        await stage.AsAsync<WithdrawAlumniConsentHandler>("alumnus.fr", (h, by) => h.HandleAsync(new WithdrawAlumniConsent(), by, default));
        await RefusedAsync("ConsentWithdrawn", () => InviteAsync("office.fr"));
    }

    private static async Task RefusedAsync(string code, Func<Task> act) => Assert.Equal(code, (await Assert.ThrowsAnyAsync<DomainRuleException>(act)).Code);
}
