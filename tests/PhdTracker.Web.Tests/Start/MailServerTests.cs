using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PhdTracker.Core.Notifications;
using PhdTracker.Testing;

namespace PhdTracker.Web.Tests.Start;

/// <summary>A test with a real SMTP server; skipped, by name, where npm could not fetch it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WithMailServerAttribute : FactAttribute
{
    public WithMailServerAttribute() => Skip = File.Exists(Program) ? null : "maildev is not here: run 'npm ci' in tests/PhdTracker.Web.Tests.";

    public static string Program => Path.Combine(Checkout.Root, "tests", "PhdTracker.Web.Tests", "node_modules", "maildev", "dist", "bin", "maildev.js");
}

/// <summary>Mail goes out by SMTP and is read back from the server that took it.</summary>
public sealed partial class MailServerTests
{
    [WithMailServer]
    public async Task Reset_AskedFor_ArrivesWithALinkThatWorks()
    {
        var (smtp, web) = (FreePort(), FreePort());
        await using var server = RunningProgram.Of("node", WithMailServerAttribute.Program, "--smtp", Text(smtp), "--web", Text(web), "--ip", "127.0.0.1", "--web-ip", "127.0.0.1");
        await server.SaysAsync("Press Ctrl+C", TimeSpan.FromMinutes(1));
        await using var app = await App.StartAsync(builder =>
        {
            builder.UseSetting("Mail:Host", "127.0.0.1");
            builder.UseSetting("Mail:Port", Text(smtp));
            builder.UseSetting("Mail:From", "PhdTracker <phd@programme.example>");
        });

        var visitor = app.Visitor();
        var form = await AppPage.OpenAsync(visitor, "/account/forgot-password");
        await form.SubmitAsync("main form", new Dictionary<string, string> { ["Email"] = "student.fr@test.example" });
        var sent = await app.InScopeAsync(services => services.GetRequiredService<MailQueue>().SendDueAsync(default));

        Assert.Equal(1, sent);
        using var reader = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{web}") };
        var mail = JsonDocument.Parse(await reader.GetStringAsync("/api/email")).RootElement;
        if (mail.ValueKind == JsonValueKind.Object)
            mail = mail.EnumerateObject().First(p => p.Value.ValueKind == JsonValueKind.Array).Value;
        var only = Assert.Single(mail.EnumerateArray().ToList());
        var all = only.GetRawText();
        Assert.Equal("Choisissez un nouveau mot de passe", only.GetProperty("subject").GetString());
        Assert.Contains("student.fr@test.example", all, StringComparison.Ordinal);
        Assert.Contains("phd@programme.example", all, StringComparison.Ordinal);
        Assert.Contains("Bonjour", only.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("<html", only.GetProperty("html").GetString(), StringComparison.Ordinal);
        var link = Link().Match(only.GetProperty("text").GetString()!).Value;
        var page = await AppPage.OpenAsync(visitor, new Uri(link).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotNull(page.Document.QuerySelector("input[type=password]"));
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"https?://\S+/account/reset-password\S+")]
    private static partial Regex Link();
}
