using System.CommandLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PhdTracker.Web.Configuration;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Web.Cli;

/// <summary>Serves the web application until it is told to stop.</summary>
public static class ServeVerb
{
    public static Command Describe() => new("serve", "Serve the web application (the default). Settings may follow as --Key=value.");

    public static async Task<int> RunAsync(string[] configuration)
    {
        var app = AppBuilder.Build(configuration);
        _ = app.Services.GetRequiredService<Settings>();
        var lines = await StartUp.PrepareAsync(app.Services, app.Lifetime.ApplicationStopping);
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Console.WriteLine($"PhdTracker is ready: {string.Join(", ", addresses)}");
        foreach (var line in lines)
            Console.WriteLine(line);
        await app.WaitForShutdownAsync();
        return ExitCode.Done;
    }
}
