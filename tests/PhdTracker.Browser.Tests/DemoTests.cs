using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using PhdTracker.Testing;
using PhdTracker.Web.Configuration;

namespace PhdTracker.Browser.Tests;

/// <summary>What a demonstration adds to the pages: examples to fill in, and a clock that is turned.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DemoTests(Browser browser)
{
    [InBrowser]
    public async Task Foot_OfADemonstration_FillsFormsAndTurnsTheClock()
    {
        var folder = Directory.CreateTempSubdirectory("phdtracker-demo-");
        try
        {
            // The world begins on a day of its own, from which this clock runs.
            var clock = new ShiftedClock(new TestClock().GetUtcNow() - TimeProvider.System.GetUtcNow(), Path.Combine(folder.FullName, "clock"));
            await using var app = await App.StartAsync(builder => builder.UseEnvironment("Development").UseSetting("Demo:Enabled", "true")
                .ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock))), listen: true);
            await using var visit = await (await browser.VisitAsync(app)).SignInAsync("newcomer.uk");
            var page = visit.Page;
            await page.GotoAsync($"/proposals/add?call={app.World.OpenCallId}");
            await page.SelectOptionAsync("select[name=UnitId]", new SelectOptionValue { Label = "Physics" });
            await page.FillAsync("input[name=PartnerGivenName]", "Zoé");
            await page.ClickAsync("[data-examples]");
            await Assertions.Expect(page.Locator("input[name=PartnerEmail]")).ToHaveValueAsync("newcomer.fr@demo.example");
            // What was typed or chosen is left alone.
            await Assertions.Expect(page.Locator("input[name=PartnerGivenName]")).ToHaveValueAsync("Zoé");
            await Assertions.Expect(page.Locator("select[name=UnitId] option:checked")).ToHaveTextAsync("Physics");
            Assert.Empty((await page.RunAxe()).Violations.Select(v => v.Id));

            await page.ClickAsync(".demo-next a[href='/demo/clock']");
            Assert.Empty((await page.RunAxe()).Violations.Select(v => v.Id));
            await page.FillAsync("input[name=On]", "2027-03-01");
            await page.PressAsync("input[name=On]", "Enter");
            await visit.SeesAsync(".demo-next", "1 Mar 2027");
            Assert.Equal(2027, clock.GetUtcNow().Year);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
