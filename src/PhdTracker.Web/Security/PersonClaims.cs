using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;
using PhdTracker.Web.Layout;

namespace PhdTracker.Web.Security;

/// <summary>
/// Who a session belongs to. The cookie holds the person's id and their security stamp, nothing else; name, language and look
/// are read with every request, and a session whose stamp is no longer the person's is over at once. Roles are never in it.
/// </summary>
public sealed class PersonClaims : IUserClaimsPrincipalFactory<Person>
{
    public const string NameClaim = "name";
    private const string StampClaim = "stamp";

    public Task<ClaimsPrincipal> CreateAsync(Person user) => Task.FromResult(Session(user));

    /// <summary>What is kept in the cookie.</summary>
    public static ClaimsPrincipal Session(Person person) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, person.Id.ToString(CultureInfo.InvariantCulture)),
            new Claim(StampClaim, person.SecurityStamp ?? ""),
        ],
        IdentityConstants.ApplicationScheme, NameClaim, ClaimTypes.Role));

    /// <summary>Compares the session with the person as they are now, and adds what pages show of them.</summary>
    public static async Task RefreshAsync(CookieValidatePrincipalContext context)
    {
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return;
        var session = context.Principal;
        var person = int.TryParse(session?.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id)
            ? await context.HttpContext.RequestServices.GetRequiredService<PhdTrackerDb>().Users.AsNoTracking()
                .Where(p => p.Id == id)
                .Select(p => new { p.SecurityStamp, p.Title, p.GivenName, p.FamilyName, p.Language, p.Theme })
                .SingleOrDefaultAsync(context.HttpContext.RequestAborted)
            : null;
        if (person is null || session is null || person.SecurityStamp != session.FindFirstValue(StampClaim))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }
        var shown = new ClaimsIdentity(session.Identity, [
            new Claim(NameClaim, person.Title is null ? $"{person.GivenName} {person.FamilyName}" : $"{person.Title} {person.GivenName} {person.FamilyName}"),
            new Claim(Reader.LanguageClaim, person.Language),
            new Claim(Reader.ThemeClaim, person.Theme),
        ]);
        context.ReplacePrincipal(new ClaimsPrincipal(shown));
    }
}
