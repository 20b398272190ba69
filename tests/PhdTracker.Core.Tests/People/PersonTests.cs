using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Tests.People;

/// <summary>Adding, correcting, inviting and closing.</summary>
public sealed class PersonTests : PeopleFixture
{
    [Fact]
    public async Task AddPerson_ByTheOffice_BelongsToItsSide()
    {
        await AddAsync("office.uk", Details("Ana", "Novák", "ana@imperial.example", "IMPERIAL"));

        var person = await Database.AskAsync(db => db.Users.Include(p => p.Institution).SingleAsync(p => p.Email == "ana@imperial.example"));
        Assert.Equal(("ANA NOVAK", "IMPERIAL"), (person.SearchName, person.Institution!.Code));
        Assert.Equal("AddPerson", (await Database.AskAsync(db => db.AuditEntries.SingleAsync(e => e.CaseKey == $"person:{person.Id}"))).ActName);
    }

    [Fact]
    public async Task AddPerson_InstitutionOfTheOtherSide_IsRefused() =>
        await RefusedAsync("InstitutionMissing", () => AddAsync("office.uk", Details("Ana", "Novák", "ana@cnrs.example", "CNRS")));

    [Fact]
    public async Task AddPerson_KnownAddress_NamesThePerson()
    {
        var refused = await RefusedAsync("EmailTaken", () => AddAsync("office.uk", Details("Ana", "Novák", " Lead.UK@test.example ", "IMPERIAL")));

        Assert.Contains("Prof Niamh Sutcliffe", refused.In(Texts.English), StringComparison.Ordinal);
        Assert.Equal("Email", refused.Field);
    }

    [Theory]
    [InlineData("lead.uk")]
    [InlineData("student.fr")]
    [InlineData("auditor")]
    [InlineData("nobody")]
    public async Task AddPerson_BySomebodyElse_IsNotAllowed(string by) =>
        await RefusedAsync("NotAllowed", () => AddAsync(by, Details("Ana", "Novák", null, "IMPERIAL")));

    [Theory]
    [InlineData("", "Novák", "a@b.example", "GivenNameMissing")]
    [InlineData("Ana", " ", "a@b.example", "FamilyNameMissing")]
    [InlineData("Ana", "Novák", "not an address", "EmailUnreadable")]
    [InlineData("Ana", "Novák", "ana@localhost", "EmailUnreadable")]
    [InlineData("Ana", "Novák", "<b>@x.example", "EmailUnreadable")]
    public async Task AddPerson_BadDetails_AreRefused(string given, string family, string email, string code) =>
        await RefusedAsync(code, () => AddAsync("office.uk", Details(given, family, email, "IMPERIAL")));

    [Fact]
    public async Task EditPerson_NewAddress_EndsSessionsAndKeepsTheRest()
    {
        var before = await PersonAsync("nobody");

        await EditAsync("office.uk", "nobody", before.ConcurrencyStamp, new PersonDetails("Dr", "Mei", "Zhāng", "mei@imperial.example", "fr", before.InstitutionId, null));

        var after = await PersonAsync("nobody");
        Assert.Equal(("Dr Mei Zhāng", "mei@imperial.example", "fr"), (after.DisplayName, after.Email, after.Language));
        Assert.NotEqual(before.SecurityStamp, after.SecurityStamp);
    }

    [Fact]
    public async Task EditPerson_OlderVersion_IsStale()
    {
        var seen = (await PersonAsync("nobody")).ConcurrencyStamp;
        var details = new PersonDetails(null, "Mei", "Zhang", "nobody@test.example", "en", null, null);
        await EditAsync("office.uk", "nobody", seen, details);

        await Assert.ThrowsAsync<StaleVersionException>(() => EditAsync("programme", "nobody", seen, details));
    }

    [Theory]
    [InlineData("office.uk", "admin")]
    [InlineData("office.uk", "programme")]
    [InlineData("office.uk", "auditor")]
    [InlineData("office.uk", "office.fr")]
    [InlineData("office.uk", "lead.fr")]
    [InlineData("office.fr", "student.uk")]
    [InlineData("programme", "admin")]
    [InlineData("auditor", "nobody")]
    public async Task EditPerson_WhoMayDoMoreOrIsOfTheOtherSide_IsRefused(string by, string whom)
    {
        var person = await PersonAsync(whom);

        await Assert.ThrowsAnyAsync<Exception>(() => EditAsync(by, whom, person.ConcurrencyStamp, new PersonDetails(null, "Taken", "Over", "taken@over.example", "en", null, null)));

        Assert.Equal($"{whom}@test.example", (await PersonAsync(whom)).Email);
    }

    [Fact]
    public async Task InvitePerson_WithoutPassword_WritesOneMailInTheirLanguage()
    {
        await AddAsync("office.fr", new PersonDetails(null, "Inès", "Morel", "ines@cnrs.example", "fr", await InstitutionAsync("CNRS"), null));
        var id = await Database.AskAsync(db => db.Users.Where(p => p.Email == "ines@cnrs.example").Select(p => p.Id).SingleAsync());

        await AsAsync<InvitePersonHandler>("office.fr", (handler, by) => handler.HandleAsync(new InvitePerson(id), by, default));
        await RefusedAsync("InvitedJustNow", () => AsAsync<InvitePersonHandler>("office.fr", (handler, by) => handler.HandleAsync(new InvitePerson(id), by, default)));

        var mail = await Database.AskAsync(db => db.Notifications.SingleAsync(n => n.RecipientId == id));
        Assert.Equal(("Invitation", "fr", "Votre accès à PhdTracker"), (mail.Kind, mail.Language, mail.Subject));
        Assert.Contains("/account/reset-password?person=", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvitePerson_WithAnAccount_IsRefused() =>
        await RefusedAsync("HasAccount", () => AsAsync<InvitePersonHandler>("office.uk", (handler, by) => handler.HandleAsync(new InvitePerson(World.People["nobody"]), by, default)));

    [Fact]
    public async Task CloseAccount_ByTheOffice_EndsSessionsAndCanBeUndone()
    {
        var before = await PersonAsync("nobody");
        await CloseAsync("office.uk", "nobody", true);
        var closed = await PersonAsync("nobody");
        await CloseAsync("office.uk", "nobody", false);

        Assert.True(closed.IsClosed);
        Assert.NotEqual(before.SecurityStamp, closed.SecurityStamp);
        Assert.False((await PersonAsync("nobody")).IsClosed);
    }

    [Theory]
    [InlineData("office.uk", "office.uk", "OwnAccount")]
    [InlineData("office.uk", "admin", "NotAllowed")]
    [InlineData("office.uk", "office.fr", "NotAllowed")]
    public async Task CloseAccount_OwnOrBeyondReach_IsRefused(string by, string whose, string code) =>
        await RefusedAsync(code, () => CloseAsync(by, whose, true));

    private Task AddAsync(string by, (string Given, string Family, string? Email, string Institution) typed) => AsAsync<AddPersonHandler>(by, async (handler, person) =>
        await handler.HandleAsync(new AddPerson(new PersonDetails(null, typed.Given, typed.Family, typed.Email, "en", await InstitutionAsync(typed.Institution), null)), person, default));

    private Task AddAsync(string by, PersonDetails details) => AsAsync<AddPersonHandler>(by, (handler, person) => handler.HandleAsync(new AddPerson(details), person, default));

    private Task EditAsync(string by, string whom, string? stamp, PersonDetails details) =>
        AsAsync<EditPersonHandler>(by, (handler, person) => handler.HandleAsync(new EditPerson(World.People[whom], stamp, details), person, default));

    private Task CloseAsync(string by, string whose, bool close) =>
        AsAsync<CloseAccountHandler>(by, (handler, person) => handler.HandleAsync(new CloseAccount(World.People[whose], close), person, default));

    private Task<int> InstitutionAsync(string code) => Database.AskAsync(db => db.Institutions.Where(i => i.Code == code).Select(i => i.Id).SingleAsync());

    private static (string, string, string?, string) Details(string given, string family, string? email, string institution) => (given, family, email, institution);
}
