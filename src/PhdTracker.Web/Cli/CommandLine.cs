using System.CommandLine;
using PhdTracker.Core;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Configuration;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Web.Cli;

/// <summary>What a verb ends with.</summary>
public static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int SomeRowsRejected = 3;
}

/// <summary>The verbs of the executable. Standard output holds results only; everything else goes to standard error.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            // Without a verb the app is served, and what follows is configuration, as any ASP.NET app takes it.
            if (IsServe(args, out var configuration))
                return await ServeVerb.RunAsync(configuration);
            // No response files: --input takes @file itself.
            var parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count > 0)
            {
                foreach (var error in parsed.Errors)
                    await Console.Error.WriteLineAsync(error.Message);
                await Console.Error.WriteLineAsync("Run with --help to see what is possible.");
                return ExitCode.WrongUsage;
            }
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (Sentence(e) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return ExitCode.Failed;
        }
    }

    private static bool IsServe(string[] args, out string[] configuration)
    {
        configuration = args is ["serve", .. var rest] ? rest : args;
        if (configuration.Any(a => a is "--help" or "-h" or "-?" or "/?" or "--version"))
            return false;
        return args.Length == 0 || args[0] == "serve" || IsConfiguration(args);
    }

    /// <summary><c>--key=value</c> and <c>--key value</c> only.</summary>
    private static bool IsConfiguration(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                return false;
            if (!args[i].Contains('=') && (++i >= args.Length || args[i].StartsWith("--", StringComparison.Ordinal)))
                return false;
        }
        return true;
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("PhdTracker follows joint PhD projects between institutions. Without a verb, it serves the web application.")
        {
            ServeVerb.Describe(),
            MigrateVerb.Describe(),
            ImportVerb.Describe(),
            CreateAdminVerb.Describe(),
            VerifyAuditVerb.Describe(),
            WorkflowVerb.Describe(),
            DatesVerb.Describe(),
            GenerateVerb.Describe(),
        };
        root.SetAction(_ => ExitCode.WrongUsage);
        return root;
    }

    private static string? Sentence(Exception e) => e switch
    {
        SettingException or StartException => e.Message,
        DomainRuleException rule => rule.In(Texts.English),
        IOException when e.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase) || e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException =>
            $"The address is taken by another program; choose another one with the setting ASPNETCORE_URLS or --urls ({e.Message})",
        _ => null,
    };
}
