using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.Extensions.WebEncoders;
using PhdTracker.Core.Localisation;
using PhdTracker.Web.Layout;
using PhdTracker.Web.Security;

namespace PhdTracker.Web.Hosting;

/// <summary>Pages, languages, safety: everything about answering requests that is not the programme itself.</summary>
public static class WebSetup
{
    /// <summary>The largest body that a form may have: five files of 25 MB, and a little for the rest.</summary>
    public const long LargestForm = 130L * 1024 * 1024;

    public static void AddPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        Texts.AddSource(typeof(WebSetup).Assembly);
        services.AddHttpContextAccessor();
        services.AddScoped(provider => provider.GetRequiredService<IHttpContextAccessor>().HttpContext is { } context
            ? Reader.Of(context).Texts
            : Texts.English);
        services.AddRazorPages(options =>
        {
            options.RootDirectory = "/Features";
            options.Conventions.Add(new PageRouteTransformerConvention(new Kebab()));
            options.Conventions.ConfigureFilter(new TypeFilterAttribute(typeof(RuleFilter)));
        });
        services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<FormOptions>(options => options.MultipartBodyLengthLimit = LargestForm);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = LargestForm;
        });
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "phdtracker-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.HttpOnly = true;
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddRateLimiter(options =>
        {
            SignInLimit.Configure(options, builder.Configuration.GetValue("SignIn:AttemptsPerMinute", SignInLimit.DefaultAttemptsPerMinute));
            CalendarLimit.Configure(options);
        });
        services.AddProblemDetails();
    }

    /// <summary>The way of a request: safety first, then who asks, then their language, then the page.</summary>
    public static void UsePages(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use(SecurityHeaders.Add);
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.UseExceptionHandler("/error/500");
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase),
            pages => pages.UseStatusCodePagesWithReExecute("/error/{0}"));
        app.UseRouting();
        app.UseAuthentication();
        app.Use(Reader.SetCulture);
        app.Use(SignInLimit.ReadForm);
        app.UseRateLimiter();
        app.UseAuthorization();
        app.Use(SecondFactorGate.Check);
        app.Use(LargeForms.Refuse);
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages().WithStaticAssets();
    }
}
