using System.CommandLine;
using PhdTracker.Core.Account;
using PhdTracker.Web.Configuration;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Web.Cli;

/// <summary>Makes the first system administrator of an installation, or lets one in again when nobody can.</summary>
public static class CreateAdminVerb
{
    public static Command Describe()
    {
        var email = new Argument<string>("email") { Description = "E-mail address to sign in with." };
        var given = new Option<string>("--given-name") { Description = "Given name.", DefaultValueFactory = _ => "System" };
        var family = new Option<string>("--family-name") { Description = "Family name.", DefaultValueFactory = _ => "Administrator" };
        var command = new Command("create-admin", "Make a system administrator. Prints a link by which they set their password; whoever has it has the account.")
        {
            email, given, family,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = AppBuilder.Build([]);
            await StartUp.MigrateAsync(app.Services, cancellation);
            await using var scope = app.Services.CreateAsyncScope();
            var created = await scope.ServiceProvider.GetRequiredService<CreateAdministratorHandler>()
                .HandleAsync(new CreateAdministrator(parsed.GetValue(email)!, parsed.GetValue(given)!, parsed.GetValue(family)!), cancellation);
            Console.WriteLine(new Uri(scope.ServiceProvider.GetRequiredService<Settings>().SiteUrl, created.LinkPath));
            return ExitCode.Done;
        });
        return command;
    }
}
