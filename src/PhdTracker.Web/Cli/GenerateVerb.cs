using System.CommandLine;
using System.Globalization;
using PhdTracker.Core;
using PhdTracker.Core.Demo;
using PhdTracker.Core.Generation;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Web.Cli;

/// <summary>Fills an empty database with a plausible programme, to try the app out and to measure it at any size.</summary>
public static class GenerateVerb
{
    private const int PerReport = 10_000;

    public static Command Describe()
    {
        var candidatures = new Option<int>("--candidatures") { Description = "How many students.", Required = true };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same programme on the same day.", DefaultValueFactory = _ => 1 };
        var command = new Command("generate", "Fill an empty database with a made-up programme: people, projects, histories, tasks, audit trail; its accounts are those of the demo.") { candidatures, seed };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = AppBuilder.Build([]);
            await StartUp.DefineAsync(app.Services, cancellation);
            await using var scope = app.Services.CreateAsyncScope();
            var clock = new DemoClock(scope.ServiceProvider.GetRequiredService<TimeProvider>().UtcNow());
            await using var services = DemoStart.ServicesOver(scope.ServiceProvider, clock);
            var made = await new GenerateProgramme(services, clock).RunAsync(parsed.GetValue(candidatures), parsed.GetValue(seed), Report, cancellation);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{made.Projects} projects, {made.Candidatures} candidatures, {made.Milestones} milestones, {made.Tasks} tasks, {made.AuditEntries} audit entries"));
            foreach (var line in DemoStart.Accounts)
                await Console.Error.WriteLineAsync(line);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Report(int made)
    {
        if (made % PerReport == 0)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{made} candidatures"));
    }
}
