using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PhdTracker.Core.People;

namespace PhdTracker.Web.Security;

/// <summary>Sign-in: e-mail and password, a pause after wrong tries, links by mail, and a session that ends when the person or their office says so.</summary>
public static class IdentitySetup
{
    public static IServiceCollection AddPhdTrackerIdentity(this IServiceCollection services)
    {
        new IdentityBuilder(typeof(Person), services).AddSignInManager().AddClaimsPrincipalFactory<PersonClaims>();
        services.AddScoped<DemoPersonas>();

        services.AddDataProtection().SetApplicationName("PhdTracker");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new KeyRing(provider.GetRequiredService<IServiceScopeFactory>())));

        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, ConfigureCookie);
        return services;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "phdtracker";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.LoginPath = "/account/sign-in";
        options.LogoutPath = "/account/sign-out";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = PersonClaims.RefreshAsync;
        // What somebody may not see is answered by a page, not by a redirect.
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }
}
