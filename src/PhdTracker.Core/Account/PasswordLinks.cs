using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PhdTracker.Core.People;

namespace PhdTracker.Core.Account;

/// <summary>Links by which somebody sets a password: after forgetting it, or for the first time. Each works once, as a new password makes all of them worthless.</summary>
public sealed class PasswordLinks(UserManager<Person> people)
{
    public const int ResetHours = 2;
    private const string ResetPurpose = "ResetPassword";
    private const string InvitationPurpose = "Invitation";

    /// <summary>Path and query of a link that works for <see cref="ResetHours"/> hours. It names the person by id: an address has no place in a URL.</summary>
    public async Task<string> ForResetAsync(Person person) =>
        Path(person, await people.GenerateUserTokenAsync(person, TokenOptions.DefaultProvider, ResetPurpose));

    /// <summary>Path and query of a link that works for <see cref="InvitationTokens.Days"/> days.</summary>
    public async Task<string> ForInvitationAsync(Person person) =>
        Path(person, await people.GenerateUserTokenAsync(person, InvitationTokens.Provider, InvitationPurpose));

    /// <summary>The same once a new person has been saved and before the act is: making a token asks nothing but the person, so it is there at once.</summary>
    public string ForNewPerson(Person person) => ForInvitationAsync(person).GetAwaiter().GetResult();

    /// <summary>Whether the token is one of the person's that still works.</summary>
    public async Task<bool> WorksAsync(Person person, string? token)
    {
        if (string.IsNullOrEmpty(token) || Decode(token) is not { } plain)
            return false;
        return await people.VerifyUserTokenAsync(person, TokenOptions.DefaultProvider, ResetPurpose, plain)
            || await people.VerifyUserTokenAsync(person, InvitationTokens.Provider, InvitationPurpose, plain);
    }

    private static string Path(Person person, string token) =>
        string.Create(CultureInfo.InvariantCulture, $"/account/reset-password?person={person.Id}&token={WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token))}");

    private static string? Decode(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>Tokens of invitations: they live longer than those of a forgotten password.</summary>
public sealed class InvitationTokens(IDataProtectionProvider protection, IOptions<InvitationTokens.Settings> settings, ILogger<InvitationTokens> log)
    : DataProtectorTokenProvider<Person>(protection, settings, log)
{
    public const string Provider = "Invitation";
    public const int Days = 14;

    public sealed class Settings : DataProtectionTokenProviderOptions
    {
        public Settings() => (Name, TokenLifespan) = ("PhdTrackerInvitation", TimeSpan.FromDays(Days));
    }
}
