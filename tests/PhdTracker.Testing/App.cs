using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PhdTracker.Core.Data;
using Xunit;

namespace PhdTracker.Testing;

/// <summary>
/// The app as it is started, in this process, over a database of its own with a <see cref="World"/> in it. As a class fixture
/// (<c>IClassFixture&lt;App&gt;</c>) one serves all tests of a class; a test that changes what others read asks for its own:
/// <c>await using var app = await App.StartAsync();</c>.
/// </summary>
public sealed class App : IAsyncLifetime, IAsyncDisposable
{
    private readonly Dictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Factory _factory = null!;

    public TestDatabase Database { get; private set; } = null!;
    public World World { get; private set; } = null!;

    /// <summary>The app's clock. It stands still until a test moves it.</summary>
    public TestClock Clock => Database.Clock;
    public IServiceProvider Services => _factory.Services;

    /// <summary>Where the app answers: its real address where it listens on a port.</summary>
    public Uri Address => _factory.ClientOptions.BaseAddress;

    /// <summary>Starts an app of the test's own.</summary>
    /// <param name="configure">Changes services or settings before the start.</param>
    /// <param name="provider">SQLite unless said otherwise.</param>
    /// <param name="listen">Whether it also answers on a real port, for browsers.</param>
    public static async Task<App> StartAsync(Action<IWebHostBuilder>? configure = null, DatabaseProvider provider = DatabaseProvider.Sqlite, bool listen = false)
    {
        var app = new App();
        await app.StartAsync(provider, configure, listen);
        return app;
    }

    /// <summary>Starts an app over a database that is filled otherwise than with a <see cref="World"/>; people sign in with <see cref="SignInAsync"/>.</summary>
    public static App Over(TestDatabase database, Action<IWebHostBuilder>? configure = null)
    {
        var app = new App { Database = database, _factory = new Factory(database, configure) };
        _ = app._factory.Services;
        return app;
    }

    Task IAsyncLifetime.InitializeAsync() => StartAsync(DatabaseProvider.Sqlite, null, false);

    /// <summary>A new visitor, who follows redirects and keeps cookies.</summary>
    /// <param name="followRedirects">False to see a redirect itself.</param>
    /// <param name="language">What the visitor's browser asks for.</param>
    public HttpClient Visitor(bool followRedirects = true, string language = "en")
    {
        var client = _factory.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = Address, AllowAutoRedirect = followRedirects, HandleCookies = true });
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return client;
    }

    /// <summary>The session of a person of the <see cref="World"/>, made by signing in as anybody does; one a person.</summary>
    /// <param name="name">Short name, such as <c>lead.uk</c>.</param>
    public async Task<HttpClient> SignedInAsync(string name)
    {
        await _gate.WaitAsync();
        try
        {
            if (!_clients.TryGetValue(name, out var client))
                _clients[name] = client = await NewSessionAsync(name);
            return client;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A second session of a person, for a test that ends one or needs two.</summary>
    /// <exception cref="InvalidOperationException">The sign-in was refused.</exception>
    public Task<HttpClient> NewSessionAsync(string name, bool followRedirects = true) => SignInAsync($"{name}@test.example", World.Password, followRedirects);

    /// <summary>A session of anybody who has an account.</summary>
    /// <exception cref="InvalidOperationException">The sign-in was refused.</exception>
    public async Task<HttpClient> SignInAsync(string email, string password, bool followRedirects = true)
    {
        var client = Visitor(followRedirects);
        using var form = await client.GetAsync("/account/sign-in");
        var page = await AppPage.ReadAsync(client, form);
        using var answer = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Email"] = email,
            ["Password"] = password,
            ["__RequestVerificationToken"] = page.Token,
            // A page that every signed-in person may open.
            ["ReturnUrl"] = "/account/sign-in",
        }));
        using var check = await client.GetAsync("/account/profile");
        return check.RequestMessage!.RequestUri!.AbsolutePath == "/account/sign-in" || check.Headers.Location is not null
            ? throw new InvalidOperationException($"{email} could not sign in: {(int)answer.StatusCode} {(await AppPage.ReadAsync(client, answer)).Text}")
            : client;
    }

    /// <summary>Opens a page as a person of the world, or as nobody if <paramref name="name"/> is null.</summary>
    public async Task<AppPage> OpenAsync(string? name, string url) =>
        await AppPage.OpenAsync(name is null ? Visitor() : await SignedInAsync(name), url);

    /// <summary>Asks a fresh context of the app.</summary>
    public Task<T> AskAsync<T>(Func<PhdTrackerDb, Task<T>> question) => InScopeAsync(services => question(services.GetRequiredService<PhdTrackerDb>()));

    /// <summary>Runs something in a scope of the app's services, as one request would.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    /// <summary>Everybody of the world reads in this language.</summary>
    public Task SpeakAsync(string language) => InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        foreach (var person in await db.Users.ToListAsync())
            person.Prefer(language, "auto");
        return await db.SaveChangesAsync();
    });

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
        await _factory.DisposeAsync();
        await Database.DisposeAsync();
        _gate.Dispose();
    }

    private async Task StartAsync(DatabaseProvider provider, Action<IWebHostBuilder>? configure, bool listen)
    {
        Database = await TestDatabase.CreateAsync(provider);
        World = await World.CreateAsync(Database);
        _factory = new Factory(Database, configure);
        if (listen)
        {
            _factory.UseKestrel(0);
            _factory.StartServer();
        }
        else
        {
            _ = _factory.Services;
        }
    }

    private sealed class Factory(TestDatabase database, Action<IWebHostBuilder>? configure) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseContentRoot(Path.Combine(Checkout.Root, "src", "PhdTracker.Web"));
            builder.UseEnvironment("Production");
            builder.UseSetting("Database:Provider", database.Provider.ToString());
            builder.UseSetting("ConnectionStrings:PhdTracker", database.ConnectionString);
            builder.UseSetting("Data:Path", database.Folder);
            builder.UseSetting("Demo:Enabled", "false");
            builder.UseSetting("Jobs:Enabled", "false");
            builder.UseSetting("SignIn:AttemptsPerMinute", "100000");
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
            builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(database.Clock)));
            configure?.Invoke(builder);
        }
    }
}
