using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using PhdTracker.Core.People;

namespace PhdTracker.Web.Security;

/// <summary>Somebody whose password was right and who has yet to show a second factor. They are not signed in.</summary>
/// <param name="Stamp">Their security stamp at that moment.</param>
public sealed record PendingSignIn(int PersonId, string Stamp);

/// <summary>The time between the password and the second factor: a protected cookie that lives for minutes.</summary>
public static class SecondStep
{
    public const string Scheme = "SecondStep";
    public const string Path = "/account/second-step";
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private const string StampClaim = "stamp";

    public static Task BeginAsync(HttpContext http, Person person) => http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, person.Id.ToString(CultureInfo.InvariantCulture)),
            new Claim(StampClaim, person.SecurityStamp ?? ""),
        ],
        Scheme)));

    /// <summary>Null if no password was given in these minutes.</summary>
    public static async Task<PendingSignIn?> PendingAsync(HttpContext http)
    {
        var principal = (await http.AuthenticateAsync(Scheme)).Principal;
        return int.TryParse(principal?.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id)
            ? new PendingSignIn(id, principal!.FindFirstValue(StampClaim) ?? "")
            : null;
    }

    public static Task EndAsync(HttpContext http) => http.SignOutAsync(Scheme);
}
