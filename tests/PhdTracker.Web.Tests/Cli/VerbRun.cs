using System.Diagnostics;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Web.Tests.Cli;

/// <summary>A verb as somebody at a terminal meets it: a process of its own, its exit code, what it printed.</summary>
internal sealed record VerbRun(int ExitCode, string Output, string Errors)
{
    /// <param name="data">The folder of its database and documents.</param>
    public static async Task<VerbRun> OfAsync(string data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(WebSetup).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Data__Path"] = data;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new VerbRun(process.ExitCode, await output, await errors);
    }
}
