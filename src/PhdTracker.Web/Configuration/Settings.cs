using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Web.Configuration;

/// <summary>What an operator can set, read and checked once at the start. README, "Configuration", lists the keys.</summary>
/// <param name="Provider">Which database: <c>Database__Provider</c>.</param>
/// <param name="ConnectionString">Where it is: <c>ConnectionStrings__PhdTracker</c>; for SQLite a file under the data path by default.</param>
/// <param name="DataPath">Full path of the folder for what is not in the database: <c>Data__Path</c>, from the app's folder if relative.</param>
/// <param name="WorkflowsPath">Full path of the folder of routes and rule sets: <c>Workflows__Path</c>.</param>
/// <param name="SiteUrl">The address that links in mails begin with: <c>Site__Url</c>.</param>
/// <param name="Mail">How mails leave: <c>Mail__*</c>.</param>
/// <param name="Jobs">Whether this node runs background jobs by their schedule: <c>Jobs__Enabled</c>.</param>
/// <param name="Demo">Whether the demo programme is loaded and its personas offered: <c>Demo__Enabled</c>.</param>
/// <param name="SecondFactorRoles">Roles whose holders must sign in with a second factor: <c>SignIn__SecondFactorRoles</c>.</param>
/// <param name="ClockOffset">Added to now, in Development only: <c>Clock__Offset</c>.</param>
/// <param name="DemoIsOpen">Whether visitors play all parts and turn the clock: in a demonstration in Development.</param>
public sealed record Settings(
    DatabaseProvider Provider,
    string ConnectionString,
    string DataPath,
    string WorkflowsPath,
    Uri SiteUrl,
    MailSettings Mail,
    bool Jobs,
    bool Demo,
    IReadOnlySet<Role> SecondFactorRoles,
    TimeSpan ClockOffset,
    bool DemoIsOpen)
{
    public const string DefaultUrl = "http://localhost:5080";

    /// <exception cref="SettingException">A key has a value that is not understood.</exception>
    public static Settings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var reader = new SettingReader(configuration);
        var provider = reader.Choice("Database:Provider", DatabaseProvider.Sqlite);
        var data = reader.Folder("Data:Path", "App_Data", environment.ContentRootPath);
        var offset = reader.Duration("Clock:Offset");
        if (offset != TimeSpan.Zero && !environment.IsDevelopment())
            throw new SettingException("Clock:Offset", "nothing outside Development, where alone the clock may be moved", configuration["Clock:Offset"]);
        var demo = reader.Flag("Demo:Enabled", environment.IsDevelopment());
        return new Settings(
            provider,
            ReadConnectionString(reader, provider, data),
            data,
            ReadWorkflowsPath(reader),
            reader.Address("Site:Url", DefaultUrl),
            MailSettings.Read(reader, data),
            reader.Flag("Jobs:Enabled", true),
            demo,
            reader.Choices<Role>("SignIn:SecondFactorRoles"),
            offset,
            demo && environment.IsDevelopment());
    }

    private static string ReadWorkflowsPath(SettingReader reader)
    {
        var text = reader.Text("Workflows:Path");
        var path = Path.GetFullPath(text ?? "workflows", AppContext.BaseDirectory);
        return Directory.Exists(Path.Combine(path, "approvals")) && Directory.Exists(Path.Combine(path, "milestones"))
            ? path
            : throw new SettingException("Workflows:Path", "a folder that holds approvals and milestones", text ?? path);
    }

    private static string ReadConnectionString(SettingReader reader, DatabaseProvider provider, string data)
    {
        const string key = "ConnectionStrings:PhdTracker";
        var text = reader.Text(key);
        if (text is null)
        {
            return provider == DatabaseProvider.Sqlite
                ? $"Data Source={Path.Combine(data, "phdtracker.db")}"
                : throw new SettingException(key, $"a connection string, because Database__Provider is {provider}", null);
        }
        try
        {
            System.Data.Common.DbConnectionStringBuilder builder = provider switch
            {
                DatabaseProvider.SqlServer => new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(text),
                DatabaseProvider.PostgreSql => new Npgsql.NpgsqlConnectionStringBuilder(text),
                _ => new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(text),
            };
            return builder.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The value is not repeated: it may hold a password.
            throw new SettingException(key, $"a connection string for {provider} ({e.Message.TrimEnd('.').Split('\n')[0]})", null);
        }
    }
}
