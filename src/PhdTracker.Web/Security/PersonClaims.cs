using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Account;
using PhdTracker.Core.Data;
using PhdTracker.Web.Layout;

namespace PhdTracker.Web.Security;

/// <summary>
/// Who a session belongs to. The cookie holds the ids of the session and the person, nothing else; name, language and look are read
/// with every request, and a session that was ended, or that the person's new stamp has ended, is over at once. Roles are never in it.
/// </summary>
public static class PersonClaims
{
    public const string NameClaim = "name";
    public const string SessionClaim = "session";

    /// <summary>How the person proved at sign-in who they are: a <see cref="SignInWay"/>.</summary>
    public const string WayClaim = "way";

    /// <summary>What is kept in the cookie.</summary>
    public static ClaimsPrincipal Of(Session session) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, session.PersonId.ToString(CultureInfo.InvariantCulture)),
            new Claim(SessionClaim, session.Id.ToString(CultureInfo.InvariantCulture)),
        ],
        IdentityConstants.ApplicationScheme, NameClaim, ClaimTypes.Role));

    /// <summary>Looks whether the session goes on, and adds what pages show of the person.</summary>
    public static async Task RefreshAsync(CookieValidatePrincipalContext context)
    {
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return;
        var session = context.Principal;
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().UtcNow();
        if (session is null || await FindAsync(context.HttpContext, session, now) is not { } found)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }
        if (now - found.SeenAt >= Session.SeenEvery)
            await SeenAsync(context.HttpContext, found.SessionId, now);
        var shown = new ClaimsIdentity(session.Identity, [
            new Claim(NameClaim, found.Title is null ? $"{found.GivenName} {found.FamilyName}" : $"{found.Title} {found.GivenName} {found.FamilyName}"),
            new Claim(WayClaim, found.Way.ToString()),
            new Claim(Reader.LanguageClaim, found.Language),
            new Claim(Reader.ThemeClaim, found.Theme),
        ]);
        context.ReplacePrincipal(new ClaimsPrincipal(shown));
    }

    private static Task<Found?> FindAsync(HttpContext http, ClaimsPrincipal cookie, DateTime now)
    {
        if (!int.TryParse(cookie.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var personId)
            || !int.TryParse(cookie.FindFirstValue(SessionClaim), CultureInfo.InvariantCulture, out var sessionId))
        {
            return Task.FromResult<Found?>(null);
        }
        return http.RequestServices.GetRequiredService<PhdTrackerDb>().Sessions.AsNoTracking()
            .Where(s => s.Id == sessionId && s.PersonId == personId).Where(Sessions.Alive(now))
            .Select(s => new Found(s.Id, s.SeenAt, s.Way, s.Person.Title, s.Person.GivenName, s.Person.FamilyName, s.Person.Language, s.Person.Theme))
            .SingleOrDefaultAsync(http.RequestAborted);
    }

    private static Task SeenAsync(HttpContext http, int sessionId, DateTime now)
    {
        var before = now - Session.SeenEvery;
        return http.RequestServices.GetRequiredService<PhdTrackerDb>().Sessions.Where(s => s.Id == sessionId && s.SeenAt <= before)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now), http.RequestAborted);
    }

    private sealed record Found(int SessionId, DateTime SeenAt, SignInWay Way, string? Title, string GivenName, string FamilyName, string Language, string Theme);
}
