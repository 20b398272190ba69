using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Account;
using PhdTracker.Testing;

namespace PhdTracker.Browser.Tests;

/// <summary>A passkey on a device that the browser pretends to have.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PasskeyTests(Browser browser)
{
    [InBrowser]
    public async Task Passkey_Added_SignsInWithoutAPassword()
    {
        await using var app = await App.StartAsync(listen: true);
        await using var visit = await browser.VisitAsync(app);
        var device = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        // A passkey belongs to a name; a number is none.
        var site = new UriBuilder(app.Address) { Host = "localhost" }.Uri;
        await visit.Page.GotoAsync(new Uri(site, "/account/sign-in?returnUrl=/account/security/add-passkey").ToString());
        await visit.Page.FillAsync("input[name=Email]", "lead.uk@test.example");
        await visit.Page.FillAsync("input[name=Password]", World.Password);
        await visit.Page.PressAsync("input[name=Password]", "Enter");
        await visit.Page.FillAsync("#Name", "Kitchen tablet");
        await visit.Page.ClickAsync("form[data-passkey] button[type=submit]");
        await visit.Page.WaitForURLAsync(url => url.EndsWith("/account/security", StringComparison.Ordinal));
        await visit.SeesAsync("Kitchen tablet");

        await visit.Page.Context.ClearCookiesAsync();
        await visit.Page.GotoAsync(new Uri(site, "/account/sign-in?returnUrl=/account/sessions").ToString());
        await visit.Page.ClickAsync("form[data-passkey] button[type=submit]");
        await visit.Page.WaitForURLAsync(url => url.EndsWith("/account/sessions", StringComparison.Ordinal) && !url.Contains('?', StringComparison.Ordinal));

        await visit.SeesAsync(".rows li:has(.state-now)", "with a passkey");
        Assert.True(await app.AskAsync(db => db.Sessions.AnyAsync(s => s.Way == SignInWay.Passkey && s.PersonId == app.World.People["lead.uk"])));
    }
}
