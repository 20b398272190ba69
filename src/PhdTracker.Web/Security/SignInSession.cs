using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core.Account;
using PhdTracker.Core.Data;
using PhdTracker.Core.People;

namespace PhdTracker.Web.Security;

/// <summary>Begins and ends the session of this browser.</summary>
public sealed class SignInSession(IHttpContextAccessor accessor, PhdTrackerDb db, BeginSessionHandler begin, SecondFactors factors)
{
    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("There is no request.");

    /// <summary>Lets somebody in whose password was right, or sends them to show a second factor.</summary>
    /// <returns>Whether they are in; if not, <see cref="SecondStep.Path"/> is next.</returns>
    public async Task<bool> EnterByPasswordAsync(Person person, CancellationToken ct)
    {
        if (await factors.IsAskedAtSignInAsync(person, ct))
        {
            await SecondStep.BeginAsync(Http, person);
            return false;
        }
        await EnterAsync(person, SignInWay.Password, ct);
        return true;
    }

    /// <summary>Lets somebody in who has shown all that is asked for.</summary>
    public async Task EnterAsync(Person person, SignInWay way, CancellationToken ct)
    {
        var session = await begin.HandleAsync(new BeginSession(way, Http.Request.Headers.UserAgent), person, ct);
        await SecondStep.EndAsync(Http);
        await Http.SignInAsync(IdentityConstants.ApplicationScheme, PersonClaims.Of(session));
    }

    /// <summary>Ends this session.</summary>
    public async Task LeaveAsync(int? sessionId, CancellationToken ct)
    {
        if (sessionId is not null)
            await db.Sessions.Where(s => s.Id == sessionId).ExecuteDeleteAsync(ct);
        await Http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
