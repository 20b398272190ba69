using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using PhdTracker.Web.Hosting;

namespace PhdTracker.Web.Security;

/// <summary>
/// Answers a form that is too large with a page instead of a broken connection: a browser reads the answer only once it has sent
/// everything, so what comes is read to its end and thrown away.
/// </summary>
public static class LargeForms
{
    /// <summary>Bytes that are read and thrown away at most.</summary>
    private const long MostRead = 2_000_000_000;

    /// <summary>To be placed after authorisation: only those who are signed in may send that much.</summary>
    public static async Task Refuse(HttpContext context, RequestDelegate next)
    {
        var isAnswer = context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        if (isAnswer || context.Request.ContentLength is not > WebSetup.LargestForm)
        {
            await next(context);
            return;
        }
        if (context.User.Identity?.IsAuthenticated == true && context.Request.ContentLength <= MostRead)
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                limit.MaxRequestBodySize = MostRead;
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }
        // The page that answers has no form to read any more.
        context.Request.ContentType = null;
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
    }
}
