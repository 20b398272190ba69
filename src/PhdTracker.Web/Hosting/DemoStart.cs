using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Demo;

namespace PhdTracker.Web.Hosting;

/// <summary>Loads the demo programme with services of its own, whose clock it turns.</summary>
public static class DemoStart
{
    /// <summary>Lines for the console: the accounts to try.</summary>
    public static readonly IReadOnlyList<string> Accounts =
    [
        $"Demo accounts, password {DemoAccounts.Password}:",
        .. DemoAccounts.Addresses.Select(address => "  " + address),
    ];

    /// <summary>Fills an empty database; leaves any other alone.</summary>
    public static async Task LoadAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var db = services.GetRequiredService<PhdTrackerDb>();
        if (await LoadDemo.IsBrokenOffAsync(db, cancellation))
            throw new StartException("The demo programme was not loaded to its end: delete the database (by default the folder App_Data) and start again.");
        if (await db.Users.AnyAsync(cancellation))
            return;
        await Console.Error.WriteLineAsync("Loading the demo programme: about half a minute, only this once.");
        var clock = new DemoClock(services.GetRequiredService<TimeProvider>().UtcNow());
        await using var provider = ServicesOver(services, clock);
        await new LoadDemo(provider, clock).RunAsync(cancellation);
    }

    /// <summary>The app's services over the same database and a clock that can be turned.</summary>
    public static ServiceProvider ServicesOver(IServiceProvider services, DemoClock clock)
    {
        var own = new ServiceCollection();
        own.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        own.AddDataProtection();
        own.AddSingleton(services.GetRequiredService<IConfiguration>());
        own.AddSingleton<IHostEnvironment>(services.GetRequiredService<IWebHostEnvironment>());
        own.AddHttpContextAccessor();
        own.AddData();
        own.AddSingleton<TimeProvider>(clock);
        return own.BuildServiceProvider();
    }
}
