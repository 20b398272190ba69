using PhdTracker.Core.Account;

namespace PhdTracker.Web.Security;

/// <summary>
/// Where a role asks for a second factor, a session that began with a password alone opens nothing but the pages that set one up.
/// Whoever has one already, because the role came later, is sent to show it.
/// </summary>
public static class SecondFactorGate
{
    public const string SetUp = "/account/security";

    private static readonly string[] Open = [SetUp, "/account/sign-out", "/account/preferences", "/error", "/health"];

    public static async Task Check(HttpContext context, RequestDelegate next)
    {
        var services = context.RequestServices;
        if (context.User.FindFirst(PersonClaims.WayClaim)?.Value != nameof(SignInWay.Password)
            || services.GetRequiredService<SecondFactorRoles>() is not { Roles.Count: > 0 } roles
            || Open.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
        {
            await next(context);
            return;
        }
        var me = services.GetRequiredService<CurrentPerson>();
        if (!(await me.AccessAsync(context.RequestAborted)).Grants.Any(g => roles.Roles.Contains(g.Role)))
        {
            await next(context);
            return;
        }
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        var person = await me.PersonAsync(context.RequestAborted);
        if (await services.GetRequiredService<SecondFactors>().IsAskedAtSignInAsync(person, context.RequestAborted))
        {
            await services.GetRequiredService<SignInSession>().LeaveAsync(me.SessionId, context.RequestAborted);
            await SecondStep.BeginAsync(context, person);
            context.Response.Redirect(SecondStep.Path);
            return;
        }
        context.Response.Redirect(SetUp);
    }
}
