using System.Diagnostics;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Testing;

/// <summary>The app in a process of its own, on a port of its own, as an operator starts it.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private readonly Process _process;

    private AppProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts it over a test's database and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message holds what it said.</exception>
    public static async Task<AppProcess> StartAsync(TestDatabase database)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(WebSetup).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = Path.Combine(Checkout.Root, "src", "PhdTracker.Web"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Database__Provider"] = database.Provider.ToString(),
            ["ConnectionStrings__PhdTracker"] = database.ConnectionString,
            ["Data__Path"] = database.Folder,
            ["Demo__Enabled"] = "false",
            ["Jobs__Enabled"] = "false",
            ["SignIn__AttemptsPerMinute"] = "1000",
            ["Logging__LogLevel__Default"] = nameof(Microsoft.Extensions.Logging.LogLevel.Warning),
        })
            start.Environment[key] = value;
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal) is > -1 and var at)
                return new AppProcess(process, new Uri(line[at..].Split(',')[0]));
        }
        await process.WaitForExitAsync();
        throw new InvalidOperationException($"The app ended with {process.ExitCode}: {await errors}");
    }

    /// <summary>The session of a person of the <see cref="World"/>.</summary>
    public async Task<HttpClient> SignedInAsync(string name)
    {
        var client = new HttpClient(new HttpClientHandler { UseCookies = true }) { BaseAddress = Address };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var form = await AppPage.OpenAsync(client, "/account/sign-in");
        await form.SubmitAsync("form:has([name=Password])", new Dictionary<string, string> { ["Email"] = $"{name}@test.example", ["Password"] = World.Password });
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
