using System.CommandLine;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Web.Cli;

/// <summary>Creates the database or brings it up to date, and ends.</summary>
public static class MigrateVerb
{
    public static Command Describe()
    {
        var command = new Command("migrate", "Create the database, or bring it up to date, and end.");
        command.SetAction(async (_, cancellation) =>
        {
            await using var app = AppBuilder.Build([]);
            var applied = await StartUp.MigrateAsync(app.Services, cancellation);
            Console.WriteLine(applied.Count == 0 ? "The database is up to date." : $"Applied: {string.Join(", ", applied)}");
            return ExitCode.Done;
        });
        return command;
    }
}
