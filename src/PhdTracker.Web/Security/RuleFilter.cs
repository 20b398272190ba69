using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PhdTracker.Core;
using PhdTracker.Core.Data;
using PhdTracker.Core.Localisation;

namespace PhdTracker.Web.Security;

/// <summary>A page that must load something again before it is shown with errors.</summary>
public interface IShowAgain
{
    /// <summary>Loads what the page shows besides what was typed.</summary>
    Task ShowAgainAsync(CancellationToken cancellation);
}

/// <summary>
/// Turns what a command refuses into what a person reads: a broken rule becomes an error of the form with everything typed kept,
/// a lost race says so, and what does not exist or is not for this person is not found.
/// </summary>
public sealed class RuleFilter(Texts texts, ILogger<RuleFilter> log) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var done = await next();
        if (done.Exception is null || done.ExceptionHandled)
            return;
        var result = done.Exception switch
        {
            NotFoundException => new NotFoundResult(),
            DomainRuleException { Code: "NotAllowed" } => new StatusCodeResult(StatusCodes.Status403Forbidden),
            StaleVersionException stale => await AgainAsync(context, null, stale.In(texts), StatusCodes.Status409Conflict),
            DomainRuleException rule => await AgainAsync(context, rule.Field, rule.In(texts), StatusCodes.Status200OK),
            DbUpdateConcurrencyException => await AgainAsync(context, null, texts["Error.StaleVersion"], StatusCodes.Status409Conflict),
            _ => null,
        };
        if (result is null)
            return;
        log.LogInformation("{Page} refused: {Reason}", context.ActionDescriptor.DisplayName, done.Exception.Message);
        done.ExceptionHandled = true;
        done.Result = result;
    }

    private static async Task<IActionResult> AgainAsync(PageHandlerExecutingContext context, string? field, string message, int status)
    {
        if (context.HandlerInstance is not PageModel page || !HttpMethods.IsPost(context.HttpContext.Request.Method))
            return new StatusCodeResult(StatusCodes.Status409Conflict);
        // What the refused command changed in memory is not what the page shows.
        context.HttpContext.RequestServices.GetRequiredService<PhdTrackerDb>().ChangeTracker.Clear();
        page.ModelState.AddModelError(field ?? "", message);
        if (page is IShowAgain again)
            await again.ShowAgainAsync(context.HttpContext.RequestAborted);
        page.Response.StatusCode = status;
        return page.Page();
    }
}
