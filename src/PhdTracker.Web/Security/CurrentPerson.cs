using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Web.Security;

/// <summary>Who is signed in, and what they may do today: read once a request, never kept in the cookie.</summary>
public sealed class CurrentPerson(IHttpContextAccessor http, PhdTrackerDb db, AccessReader reader)
{
    private Person? _person;
    private Access? _access;

    /// <summary>Null if nobody is signed in.</summary>
    public int? Id => http.HttpContext?.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id ? int.Parse(id, CultureInfo.InvariantCulture) : null;

    /// <summary>The session of this request; null if nobody is signed in.</summary>
    public int? SessionId => http.HttpContext?.User.FindFirstValue(PersonClaims.SessionClaim) is { } id ? int.Parse(id, CultureInfo.InvariantCulture) : null;

    /// <summary>The signed-in person, tracked by the request's context.</summary>
    /// <exception cref="NotFoundException">Nobody is signed in.</exception>
    public async Task<Person> PersonAsync(CancellationToken ct)
    {
        var id = Id ?? throw new NotFoundException();
        return _person ??= await db.Users.SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotFoundException();
    }

    /// <summary>What the signed-in person may do today.</summary>
    /// <exception cref="NotFoundException">Nobody is signed in.</exception>
    public async Task<Access> AccessAsync(CancellationToken ct) => _access ??= await reader.ForAsync(Id ?? throw new NotFoundException(), ct);
}
