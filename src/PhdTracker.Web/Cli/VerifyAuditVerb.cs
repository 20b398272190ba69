using System.CommandLine;
using System.Globalization;
using PhdTracker.Core.Audit;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Web.Cli;

/// <summary>Proves that the audit trail was not altered, or names where it was.</summary>
public static class VerifyAuditVerb
{
    public static Command Describe()
    {
        var command = new Command("verify-audit", "Prove that the audit trail was not altered. Ends with 1 and names the first break if it was.");
        command.SetAction(async (_, cancellation) =>
        {
            await using var app = AppBuilder.Build([]);
            await StartUp.RequireMigratedAsync(app.Services, cancellation);
            await using var scope = app.Services.CreateAsyncScope();
            var found = await scope.ServiceProvider.GetRequiredService<VerifyAudit>().VerifyAsync(null, cancellation);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Entries} entries in {found.Chains} chains, {found.Seals} seals"));
            Console.WriteLine(found.FirstBreak is null ? "The audit trail is unbroken." : $"The audit trail is broken: {found.FirstBreak}.");
            return found.FirstBreak is null ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
