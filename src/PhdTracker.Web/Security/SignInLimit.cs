using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;

namespace PhdTracker.Web.Security;

/// <summary>Slows down guessing: so many attempts a minute for one address and one account, and ten times as many for one address.</summary>
public static class SignInLimit
{
    /// <summary>Name of the policy that account pages ask for with <c>[EnableRateLimiting(SignInLimit.Policy)]</c>.</summary>
    public const string Policy = "sign-in";

    /// <summary>Attempts a minute, unless <c>SignIn:AttemptsPerMinute</c> says otherwise.</summary>
    public const int DefaultAttemptsPerMinute = 10;

    /// <summary>Bytes of a form of an account page: anybody may send one, so it is kept small.</summary>
    private const long LargestForm = 64 * 1024;

    public static void Configure(RateLimiterOptions options, int attemptsPerMinute)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "60";
            return ValueTask.CompletedTask;
        };
        options.AddPolicy(Policy, context => HttpMethods.IsPost(context.Request.Method)
            ? Window($"{Address(context)} {Account(context)}", attemptsPerMinute)
            : RateLimitPartition.GetNoLimiter(""));
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => IsAccountPost(context)
            ? Window(Address(context), attemptsPerMinute * 10)
            : RateLimitPartition.GetNoLimiter(""));
    }

    /// <summary>Reads the form before the limiter asks for its e-mail, which it can only do without waiting.</summary>
    public static async Task ReadForm(HttpContext context, RequestDelegate next)
    {
        if (IsAccountPost(context) && context.Request.HasFormContentType)
        {
            if (context.Request.ContentLength > LargestForm)
            {
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                limit.MaxRequestBodySize = LargestForm;
            try
            {
                await context.Request.ReadFormAsync(context.RequestAborted);
            }
            catch (InvalidDataException)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }
            catch (BadHttpRequestException refused)
            {
                context.Response.StatusCode = refused.StatusCode;
                return;
            }
        }
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments(SecondStep.Path, StringComparison.OrdinalIgnoreCase))
            context.Items[typeof(SignInLimit)] = (await SecondStep.PendingAsync(context))?.PersonId;
        await next(context);
    }

    private static bool IsAccountPost(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments("/account", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/account/preferences", StringComparison.OrdinalIgnoreCase);

    private static RateLimitPartition<string> Window(string key, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) });

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Whose sign-in is tried: who is signed in, or has given their password, or else the address that was typed.</summary>
    private static string Account(HttpContext context) =>
        context.User.FindFirst(ClaimTypes.NameIdentifier)?.Value
        ?? (context.Items[typeof(SignInLimit)] as int?)?.ToString(CultureInfo.InvariantCulture)
        ?? (context.Request.HasFormContentType ? context.Request.Form["Email"].ToString().Trim().ToUpperInvariant() : "");
}
