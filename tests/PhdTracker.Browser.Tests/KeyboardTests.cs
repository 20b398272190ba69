using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Browser.Tests;

/// <summary>From sign-in to a decision without a mouse: only Tab, arrows, Enter, blank and letters.</summary>
[Collection(BrowserCollection.Name)]
public sealed class KeyboardTests(Browser browser)
{
    [InBrowser]
    public async Task Decision_ByKeyboardAlone_IsSent()
    {
        await using var app = await App.StartAsync(listen: true);
        var acts = new Acts(app);
        await acts.HandInAsync("student.uk", app.World.EsaId);
        var taskId = await acts.TaskAsync(app.World.EsaId, "lead:home");
        await using var visit = await browser.VisitAsync(app);
        var keys = visit.Page.Keyboard;

        await visit.Page.GotoAsync("/tasks");
        await TabToAsync(visit, "input[name=Email]");
        await keys.TypeAsync("lead.uk@test.example");
        await TabToAsync(visit, "input[name=Password]");
        await keys.TypeAsync(World.Password);
        await keys.PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/tasks");
        await TabToAsync(visit, "a.row-title");
        await keys.PressAsync("Enter");
        await visit.Page.WaitForURLAsync($"**/tasks/{taskId}");
        await TabToAsync(visit, "input[name=Decision]");
        await keys.PressAsync("Space");
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(visit.Page.Locator("input[name=Decision][value=ApprovedWithConditions]")).ToBeCheckedAsync();
        await TabToAsync(visit, "textarea[name=Comment]");
        await keys.TypeAsync("Add the error bars.");
        await TabToAsync(visit, "button[type=submit].btn-primary");
        await keys.PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/tasks");

        var decision = await app.AskAsync(db => db.Decisions.SingleAsync(d => d.TaskId == taskId));
        Assert.Equal((DecisionKind.ApprovedWithConditions, "Add the error bars."), (decision.Kind, decision.Comment));
    }

    [InBrowser]
    public async Task SkipLink_FirstTab_LeadsToTheContent()
    {
        await using var app = await App.StartAsync(listen: true);
        await using var visit = await (await browser.VisitAsync(app)).SignInAsync("office.uk");
        await visit.Page.GotoAsync("/cohort");

        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Page.Locator("a.skip")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator("#content")).ToBeFocusedAsync();
    }

    /// <summary>Presses Tab until the element has the focus, which must be seen.</summary>
    private static async Task TabToAsync(Visit visit, string selector)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            if (await visit.Page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector))
            {
                Assert.True(
                    await visit.Page.EvaluateAsync<bool>("() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' && s.outlineWidth !== '0px' || s.boxShadow !== 'none'; }"),
                    $"{selector} does not show that it has the focus");
                return;
            }
        }
        Assert.Fail($"{selector} is not reached with Tab on {visit.Page.Url}");
    }
}
