using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using PhdTracker.Core.Data;
using PhdTracker.Web.Configuration;

namespace PhdTracker.Web.Tests.Configuration;

public sealed class SettingsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("phdtracker-settings").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Read_NothingSet_EmbeddedDefaults()
    {
        var settings = Read("Production");

        Assert.Equal(DatabaseProvider.Sqlite, settings.Provider);
        Assert.Equal(Path.Combine(_root, "App_Data"), settings.DataPath);
        Assert.Equal($"Data Source={Path.Combine(_root, "App_Data", "phdtracker.db")}", settings.ConnectionString);
        Assert.Null(settings.Mail.Host);
        Assert.False(settings.Demo);
        Assert.Equal(TimeSpan.Zero, settings.ClockOffset);
    }

    [Fact]
    public void Read_Development_DemoUnlessSwitchedOff()
    {
        Assert.True(Read("Development").Demo);
        Assert.False(Read("Development", ("Demo:Enabled", "false")).Demo);
    }

    [Theory]
    [InlineData("Database:Provider", "Oracle", "Database__Provider must be one of Sqlite, SqlServer, PostgreSql, not 'Oracle'")]
    [InlineData("Database:Provider", "1", "Database__Provider must be one of")]
    [InlineData("Mail:Port", "0", "Mail__Port must be a whole number from 1 to 65535, not '0'")]
    [InlineData("Mail:Port", "many", "Mail__Port must be a whole number")]
    [InlineData("Mail:Security", "Tls", "Mail__Security must be one of None, StartTls")]
    [InlineData("Mail:From", "nobody", "Mail__From must be an e-mail address")]
    [InlineData("Mail:Host", "smtp.example.org", "Mail__From must be the address that mails come from")]
    [InlineData("Mail:User", "phd", "Mail__Password must be the password of Mail__User")]
    [InlineData("Demo:Enabled", "perhaps", "Demo__Enabled must be true or false, not 'perhaps'")]
    [InlineData("SignIn:SecondFactorRoles", "Office, Dean", "SignIn__SecondFactorRoles must be a list, between commas, of Student")]
    [InlineData("Clock:Offset", "a week", "Clock__Offset must be a time span")]
    [InlineData("Site:Url", "phd.example.org", "Site__Url must be an address")]
    [InlineData("Workflows:Path", "/nowhere", "Workflows__Path must be a folder that holds approvals and milestones, not '/nowhere'")]
    [InlineData("Data:Path", "\0", "Data__Path must be a folder")]
    [InlineData("ConnectionStrings:PhdTracker", "Nonsense=1", "ConnectionStrings__PhdTracker must be a connection string for Sqlite")]
    public void Read_WrongValue_OneSentenceNamesKeyAndWhatWasExpected(string key, string value, string expected)
    {
        var refused = Assert.Throws<SettingException>(() => Read("Development", (key, value)));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SqlServer")]
    [InlineData("PostgreSql")]
    public void Read_ServerDatabaseWithoutConnectionString_Refused(string provider)
    {
        var refused = Assert.Throws<SettingException>(() => Read("Production", ("Database:Provider", provider)));

        Assert.Contains($"because Database__Provider is {provider}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BrokenConnectionString_PasswordIsNotRepeated()
    {
        var refused = Assert.Throws<SettingException>(() =>
            Read("Production", ("Database:Provider", "PostgreSql"), ("ConnectionStrings:PhdTracker", "Host=db;Password=secret;Colour=blue")));

        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ClockMovedOutsideDevelopment_Refused()
    {
        Assert.Equal(TimeSpan.FromDays(30), Read("Development", ("Clock:Offset", "30.00:00:00")).ClockOffset);
        Assert.Throws<SettingException>(() => Read("Production", ("Clock:Offset", "30.00:00:00")));
    }

    private Settings Read(string environment, params (string Key, string Value)[] values) => Settings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))).Build(),
        new Host(_root, environment));

    private sealed class Host(string root, string environment) : IHostEnvironment
    {
        public string ApplicationName { get; set; } = "PhdTracker.Web";
        public string EnvironmentName { get; set; } = environment;
        public string ContentRootPath { get; set; } = root;
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
