using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using PhdTracker.Core;
using PhdTracker.Core.Audit;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Web.Cli;

/// <summary>Makes the first system administrator of an installation without demo data.</summary>
public static class CreateAdminVerb
{
    public static Command Describe()
    {
        var email = new Argument<string>("email") { Description = "E-mail address, which is also the name to sign in with." };
        var given = new Option<string>("--given-name") { Description = "Given name.", DefaultValueFactory = _ => "System" };
        var family = new Option<string>("--family-name") { Description = "Family name.", DefaultValueFactory = _ => "Administrator" };
        var language = new Option<string>("--language") { Description = "en or fr.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "fr");
        var command = new Command("create-admin", "Make a system administrator. The password is read from the variable PHDTRACKER_PASSWORD, or else from standard input.")
        {
            email, given, family, language,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = AppBuilder.Build([]);
            await StartUp.MigrateAsync(app.Services, cancellation);
            await using var scope = app.Services.CreateAsyncScope();
            var person = new Person(parsed.GetValue(given)!, parsed.GetValue(family)!, parsed.GetValue(email)!, parsed.GetValue(language)!);
            return await RunAsync(scope.ServiceProvider, person, await PasswordAsync(), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, Person newcomer, string password, CancellationToken cancellation)
    {
        var people = services.GetRequiredService<UserManager<Person>>();
        var db = services.GetRequiredService<PhdTrackerDb>();
        var clock = services.GetRequiredService<TimeProvider>();
        if (!System.Net.Mail.MailAddress.TryCreate(newcomer.Email, out _))
            return await FailAsync($"'{newcomer.Email}' is not an e-mail address.", ExitCode.WrongUsage);
        var known = await people.FindByEmailAsync(newcomer.Email!);
        if (known is { PasswordHash: not null })
            return await FailAsync($"Somebody with the address {newcomer.Email} has an account already; roles are given on the page of that person.", ExitCode.Failed);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var person = known ?? newcomer;
        var result = known is null ? await people.CreateAsync(person, password) : await people.AddPasswordAsync(person, password);
        if (!result.Succeeded)
            return await FailAsync(string.Join(" ", result.Errors.Select(e => e.Description)), ExitCode.Failed);
        db.RoleAssignments.Add(new RoleAssignment(person, Role.SystemAdministrator, null, null, null, clock.Today(), null));
        db.Record(CaseKey.Person(person.Id), new Act("CreateAdministrator", null, null, nameof(Person), person.Id));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        Console.WriteLine($"{person.Email} can sign in as a system administrator.");
        return ExitCode.Done;
    }

    private static async Task<string> PasswordAsync()
    {
        if (Environment.GetEnvironmentVariable("PHDTRACKER_PASSWORD") is { Length: > 0 } set)
            return set;
        if (!Console.IsInputRedirected)
            await Console.Error.WriteAsync("Password (it is shown as you type): ");
        return await Console.In.ReadLineAsync() ?? "";
    }

    private static async Task<int> FailAsync(string sentence, int code)
    {
        await Console.Error.WriteLineAsync(sentence);
        return code;
    }
}
