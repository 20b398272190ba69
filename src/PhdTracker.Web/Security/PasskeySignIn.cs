using Microsoft.AspNetCore.Identity;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Web.Security;

/// <summary>Asks for a passkey and checks what it answers, by the framework's rules.</summary>
public sealed class PasskeySignIn(SignInManager<Person> signIn, IUserStore<Person> store, PhdTrackerDb db)
{
    /// <summary>The question for the browser, as JSON.</summary>
    /// <param name="person">Whose passkey it must be; null: anybody's, which the device finds.</param>
    public Task<string> AskAsync(Person? person) => signIn.MakePasskeyRequestOptionsAsync(person!);

    /// <summary>Whose passkey has answered; null if it is nobody's, or they may not come in.</summary>
    /// <param name="credential">The answer, as JSON.</param>
    public async Task<Person?> CheckAsync(string? credential, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(credential) || await AnswerAsync(() => signIn.PerformPasskeyAssertionAsync(credential)) is not { Succeeded: true } result)
            return null;
        if (await signIn.UserManager.IsLockedOutAsync(result.User))
            return null;
        // The passkey counts its uses: a copy would show.
        await ((IUserPasskeyStore<Person>)store).AddOrUpdatePasskeyAsync(result.User, result.Passkey, ct);
        await db.SaveChangesAsync(ct);
        return result.User;
    }

    /// <summary>The question for a new passkey of this person, as JSON.</summary>
    public Task<string> AskForNewAsync(Person person) => signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
    {
        Id = person.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Name = person.Email ?? "",
        DisplayName = person.DisplayName,
    });

    /// <summary>The new passkey of this person; null if it was not made by the rules, or for somebody else.</summary>
    public async Task<UserPasskeyInfo?> CheckNewAsync(string? credential, Person person) =>
        !string.IsNullOrEmpty(credential) && await AnswerAsync(() => signIn.PerformPasskeyAttestationAsync(credential)) is { Succeeded: true } result
            && result.UserEntity.Id == person.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)
            ? result.Passkey
            : null;

    /// <summary>An answer to a question that was never asked, or is too old, is no answer.</summary>
    private static async Task<T?> AnswerAsync<T>(Func<Task<T>> check) where T : class
    {
        try
        {
            return await check();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
