using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PhdTracker.Core.Localisation;
using PhdTracker.Core.Processes;
using PhdTracker.Testing;

namespace PhdTracker.Browser.Tests;

/// <summary>A joint project on its way from a call to the alumni: its people, each in a window of their own, in one language, led by one side.</summary>
internal sealed partial class Journey : IAsyncDisposable
{
    private readonly Dictionary<string, Visit> _visits = new(StringComparer.Ordinal);
    private readonly Browser _browser;
    private readonly App _app;

    private Journey(Browser browser, App app, string language, string lead) => (_browser, _app, Texts, Lead, Partner) = (browser, app, Texts.For(language), lead, lead == "uk" ? "fr" : "uk");

    public Texts Texts { get; }

    /// <summary>The side that leads, <c>uk</c> or <c>fr</c>.</summary>
    public string Lead { get; }
    public string Partner { get; }
    public App App => _app;

    public static async Task<Journey> BeginAsync(Browser browser, App app, string language, string lead)
    {
        await app.SpeakAsync(language);
        return new Journey(browser, app, language, lead);
    }

    /// <summary>The window of a person, who signs in when they are first needed.</summary>
    public async Task<Visit> AsAsync(string name)
    {
        if (!_visits.TryGetValue(name, out var visit))
            _visits[name] = visit = await (await _browser.VisitAsync(_app, Texts.Language)).SignInAsync(name);
        return visit;
    }

    /// <summary>A window of somebody who has not signed in, kept under a name.</summary>
    public async Task<Visit> ArriveAsync(string name) => _visits[name] = await _browser.VisitAsync(_app, Texts.Language);

    /// <summary>The clock moves on; whoever comes back signs in again.</summary>
    public async Task TurnToAsync(DateTime at)
    {
        foreach (var visit in _visits.Values)
            await visit.DisposeAsync();
        _visits.Clear();
        _app.Clock.Set(new DateTimeOffset(at, TimeSpan.Zero));
    }

    /// <summary>What a person is called on pages.</summary>
    public Task<string> NameOfAsync(string name) =>
        _app.AskAsync(async db => (await db.Users.SingleAsync(p => p.Email == name + "@test.example")).DisplayName);

    /// <summary>The path of the link in the newest mail of a kind to an address.</summary>
    public Task<string> LinkOfMailAsync(string kind, string email) => _app.AskAsync(async db =>
    {
        var text = await db.Notifications.Where(n => n.Kind == kind && (n.Address == email || n.Recipient!.Email == email)).OrderByDescending(n => n.Id).Select(n => n.Text).FirstAsync();
        return new Uri(Link().Match(text).Value).PathAndQuery;
    });

    /// <summary>Opens what waits for a person in their queue, by what is asked.</summary>
    public async Task<Visit> OpenTaskAsync(string name, string asked)
    {
        var visit = await AsAsync(name);
        await visit.Page.GotoAsync("/tasks");
        await visit.Page.Locator("[data-queue] li", new() { HasText = asked }).First.Locator("a.row-title").ClickAsync();
        await visit.Page.WaitForLoadStateAsync();
        return visit;
    }

    /// <summary>A person approves what is asked of them, after they have seen what it is about; the page then says whose turn it is.</summary>
    public async Task ApproveAsync(string name, string asked, string sees, string? next)
    {
        var visit = await OpenTaskAsync(name, asked);
        await visit.SeesAsync("h1", asked);
        await visit.SeesAsync(sees);
        await visit.ChooseAsync("Approved");
        await PressAsync(visit, Texts["Tasks.SendDecision"]);
        await visit.Page.WaitForURLAsync("**/tasks");
        await visit.SeesAsync(".notice[role=status]", Texts.Enum(DecisionKind.Approved));
        if (next is not null)
            await visit.SeesAsync(".notice[role=status]", await NameOfAsync(next));
    }

    /// <summary>Fills fields by their names.</summary>
    public static async Task FillAsync(Visit visit, params (string Field, string Value)[] values)
    {
        foreach (var (field, value) in values)
            await visit.Page.Locator($"main [name='{field}']").First.FillAsync(value);
    }

    public static Task ChooseOptionAsync(Visit visit, string field, string value) => visit.Page.Locator($"main select[name='{field}']").SelectOptionAsync(value);

    public static Task ChooseLabelAsync(Visit visit, string field, string label) => visit.Page.Locator($"main select[name='{field}']").SelectOptionAsync(new SelectOptionValue { Label = label });

    public static async Task PressAsync(Visit visit, string button)
    {
        await visit.Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();
        await visit.Page.WaitForLoadStateAsync();
    }

    public static Task SeesNoticeAsync(Visit visit, string text) => visit.SeesAsync(".notice[role=status]", text);

    public async ValueTask DisposeAsync()
    {
        foreach (var visit in _visits.Values)
            await visit.DisposeAsync();
    }

    [GeneratedRegex(@"http\S+")]
    private static partial Regex Link();
}
