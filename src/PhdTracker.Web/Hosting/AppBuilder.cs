using PhdTracker.Web.Jobs;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Hosting;

/// <summary>Puts the app together; <c>serve</c> runs it, the other verbs only use its services.</summary>
public static class AppBuilder
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot(args) });
        // Standard output is for results.
        builder.Logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        // Also outside Development when run from a checkout; a published app has no manifest, and then this does nothing.
        builder.WebHost.UseStaticWebAssets();
        if (!HasAddress(builder.Configuration))
            builder.WebHost.UseUrls(Configuration.Settings.DefaultUrl);
        builder.Services.AddData();
        builder.Services.AddPhdTrackerIdentity();
        builder.AddPages();
        builder.AddJobs();
        builder.Services.AddHealth();
        var app = builder.Build();
        app.UsePages();
        app.MapHealth();
        return app;
    }

    private static bool HasAddress(ConfigurationManager configuration) =>
        new[] { "urls", "http_ports", "https_ports" }.Any(key => !string.IsNullOrEmpty(configuration[key])) || configuration.GetSection("Kestrel:Endpoints").Exists();

    /// <summary>The project's folder when run from a checkout, the app's own folder when published; never the folder the command was given in.</summary>
    private static string? ContentRoot(string[] args)
    {
        if (args.Any(a => a.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase)) || Environment.GetEnvironmentVariable("ASPNETCORE_CONTENTROOT") is not null)
            return null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PhdTracker.Web.csproj")))
                return folder.FullName;
        }
        return AppContext.BaseDirectory;
    }
}
