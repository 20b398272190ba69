using Microsoft.Playwright;
using PhdTracker.Testing;

namespace PhdTracker.Browser.Tests;

/// <summary>A test in a real browser; skipped, by name, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InBrowserAttribute : FactAttribute
{
    public InBrowserAttribute() => Skip = Browser.WhyNot;
}

/// <inheritdoc cref="InBrowserAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InBrowserWithAttribute : TheoryAttribute
{
    public InBrowserWithAttribute() => Skip = Browser.WhyNot;
}

/// <summary>All tests share one browser, one after the other: the machine has few cores, and a page waits for nobody.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Browser>
{
    public const string Name = "Browser";
}

/// <summary>Chromium, from the path in <see cref="Variable"/>.</summary>
public sealed class Browser : IAsyncLifetime
{
    public const string Variable = "PHDTRACKER_TEST_CHROMIUM";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string? WhyNot => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)) ? $"Chromium is not here: {Variable} is not set." : null;

    public async Task InitializeAsync()
    {
        if (WhyNot is not null)
            return;
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(30_000);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable(Variable),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A new visitor with a window of their own, who has not signed in.</summary>
    public async Task<Visit> VisitAsync(App app, string language = "en", ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 900)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = app.Address.ToString(),
            Locale = language == "fr" ? "fr-FR" : "en-GB",
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        context.SetDefaultTimeout(30_000);
        return new Visit(context, await context.NewPageAsync());
    }
}

/// <summary>One person's window. What the browser complains of, such as a script that the safety headers forbid, fails the test at its end.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    internal Visit(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Add($"{page.Url}: {error}");
        page.Dialog += (_, dialog) => dialog.AcceptAsync();
    }

    public IPage Page { get; }

    /// <summary>What the browser complained of.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Signs in as a person of the <see cref="World"/>, as they would.</summary>
    public async Task<Visit> SignInAsync(string name)
    {
        await Page.GotoAsync("/account/sign-in");
        await Page.FillAsync("input[name=Email]", $"{name}@test.example");
        await Page.FillAsync("input[name=Password]", World.Password);
        await Page.PressAsync("input[name=Password]", "Enter");
        await Page.WaitForURLAsync(url => !url.Contains("/account/sign-in", StringComparison.Ordinal));
        return this;
    }

    /// <summary>Waits until the main part of the page says this.</summary>
    public Task SeesAsync(string text) => Assertions.Expect(Page.Locator("main")).ToContainTextAsync(text);

    /// <summary>Waits until some element says this.</summary>
    public Task SeesAsync(string selector, string text) => Assertions.Expect(Page.Locator(selector).First).ToContainTextAsync(text);

    /// <summary>Chooses an answer by its label, as people do.</summary>
    public Task ChooseAsync(string value) => Page.Locator("label.choice", new() { Has = Page.Locator($"input[value={value}]") }).ClickAsync();

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_complaints);
    }
}
