using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Collaboration;
using PhdTracker.Core.Data;
using PhdTracker.Core.Milestones.Rules.Calendars;
using PhdTracker.Core.Milestones.Rules.Reading;
using PhdTracker.Core.Milestones.Rules.Versions;
using PhdTracker.Core.Notifications;
using PhdTracker.Core.Processes.Running;
using PhdTracker.Core.Search;
using PhdTracker.Web.Configuration;

namespace PhdTracker.Web.Hosting;

/// <summary>The start cannot go on; the message is one sentence for whoever operates the app.</summary>
public sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What happens before the first request: settings checked, database migrated, demo programme loaded where wanted.</summary>
public static class StartUp
{
    /// <summary>Creates the database or brings it up to date.</summary>
    /// <returns>The migrations that were applied.</returns>
    /// <exception cref="StartException">The database cannot be reached or is newer than the app.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var settings = scope.ServiceProvider.GetRequiredService<Settings>();
        var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>();
        try
        {
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellation)).ToList();
            if (pending.Count > 0)
            {
                await db.Database.MigrateAsync(cancellation);
                await LearnAsync(scope.ServiceProvider, db, cancellation);
            }
            await scope.ServiceProvider.GetRequiredService<FoldTitles>().RunAsync(cancellation);
            return pending;
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new StartException($"The {settings.Provider} database of ConnectionStrings__PhdTracker cannot be used: {FirstLine(e)}", e);
        }
    }

    /// <summary>Where a migration makes a table anew, what the database knew of it is lost. It starts without; a job looks once a day.</summary>
    private static async Task LearnAsync(IServiceProvider services, PhdTrackerDb db, CancellationToken cancellation)
    {
        try
        {
            await db.RefreshStatisticsOfManyAsync(cancellation);
        }
        catch (System.Data.Common.DbException e)
        {
            services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(StartUp)).LogWarning(e, "The statistics of the database were not refreshed");
        }
    }

    /// <summary>For verbs that only read: never creates or changes a database.</summary>
    /// <exception cref="StartException">The database cannot be reached or waits for migrations.</exception>
    public static async Task RequireMigratedAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PhdTrackerDb>().Database;
        if (!await db.CanConnectAsync(cancellation) || (await db.GetPendingMigrationsAsync(cancellation)).Any())
            throw new StartException("The database is not there or not up to date: run the verb migrate first.");
    }

    /// <summary>Everything that <c>serve</c> needs before it answers.</summary>
    /// <returns>Lines for the console.</returns>
    public static async Task<IReadOnlyList<string>> PrepareAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await DefineAsync(services, cancellation);
        await using var scope = services.CreateAsyncScope();
        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        var demo = scope.ServiceProvider.GetRequiredService<Settings>().Demo;
        if (demo)
            await DemoStart.LoadAsync(scope.ServiceProvider, cancellation);
        await scope.ServiceProvider.GetRequiredService<SeedCollaborationHandler>().HandleAsync(clock.Today(), cancellation);
        return demo ? DemoStart.Accounts : [];
    }

    /// <summary>Creates the database or brings it up to date, with the routes and rule sets that the app brings along.</summary>
    /// <exception cref="StartException">The database cannot be used, or a file is broken.</exception>
    public static async Task DefineAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await MigrateAsync(services, cancellation);
        await using var scope = services.CreateAsyncScope();
        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        LoadRules(scope.ServiceProvider);
        await StoreRoutesAsync(scope.ServiceProvider, clock, cancellation);
        await StoreRuleSetsAsync(scope.ServiceProvider, clock, cancellation);
    }

    /// <summary>Reads rule sets, calendars and reminders now, so that a broken file stops the start and not the first page that needs it.</summary>
    /// <exception cref="StartException">A file is broken.</exception>
    private static void LoadRules(IServiceProvider services)
    {
        try
        {
            _ = services.GetRequiredService<RuleSetStore>();
            _ = services.GetRequiredService<WorkingDays>();
            _ = services.GetRequiredService<ReminderRules>();
            _ = services.GetRequiredService<Core.Examinations.ExaminationRulebook>();
            _ = services.GetRequiredService<Core.Agreements.AgreementReminderRules>();
        }
        catch (Exception e) when (e is InvalidRuleSetException or System.Text.Json.JsonException or IOException or FormatException)
        {
            throw new StartException($"workflows: {e.Message}", e);
        }
    }

    /// <summary>Checks the approval routes and stores the versions that are new.</summary>
    /// <exception cref="StartException">A route is broken, or was changed without a new version.</exception>
    private static async Task StoreRoutesAsync(IServiceProvider services, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            await services.GetRequiredService<DefinitionLibrary>().StoreAsync(services.GetRequiredService<PhdTrackerDb>(), clock.UtcNow(), cancellation);
        }
        catch (InvalidRouteException e)
        {
            throw new StartException($"workflows/approvals: {e.Message}", e);
        }
    }

    /// <summary>Stores the versions of rule sets that are new, and reads all that are stored.</summary>
    /// <exception cref="StartException">A rule set was changed without a new version, or a stored one cannot be read any more.</exception>
    private static async Task StoreRuleSetsAsync(IServiceProvider services, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            await services.GetRequiredService<RuleSetStore>().StoreAsync(services.GetRequiredService<PhdTrackerDb>(), clock.UtcNow(), cancellation);
        }
        catch (InvalidRuleSetException e)
        {
            throw new StartException($"workflows/milestones: {e.Message}", e);
        }
    }

    private static string FirstLine(Exception e) => (e.InnerException ?? e).Message.Split('\n')[0].Trim();
}
