using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace PhdTracker.Web.Security;

/// <summary>Slows down whoever asks for calendars: programs come a few times a day, and nobody has a reason to try addresses.</summary>
public static class CalendarLimit
{
    /// <summary>Name of the policy that the feed asks for.</summary>
    public const string Policy = "calendar";

    /// <summary>Requests a minute from one place; a service that reads for many people comes from one too.</summary>
    public const int RequestsPerMinute = 120;

    public static void Configure(RateLimiterOptions options) => options.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = RequestsPerMinute, Window = TimeSpan.FromMinutes(1) }));
}
